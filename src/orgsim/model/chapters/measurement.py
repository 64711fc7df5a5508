"""M12 Measurement and attribution: what people see of their results, and whom a deal is credited to."""

from __future__ import annotations

import math
from typing import ClassVar

from orgsim.kernel.dates import DAYS_A_MONTH
from orgsim.kernel.draws import uniform
from orgsim.kernel.parameters import choice, parameter
from orgsim.kernel.quantiles import normal
from orgsim.kernel.rules import rule
from orgsim.kernel.tolerances import NEXT_TO_NOTHING
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.purposes import Purpose
from orgsim.model.state import MOST_TOUCHES
from orgsim.model.world import World
from orgsim.results.codes import CreditRule, Platform


class Measurement(Chapter):
    """Results are seen ``delay`` weeks late in the mean: each week 1/delay of what has not been seen yet comes to light.

    A deal is credited to the channels through which its buyer was touched since the need arose: the last, the first, each by
    its touches (linear), or each channel that took part with an equal share, which is the Shapley value where a set of
    channels is worth the deals of buyers that it alone touched. Monthly the media budget moves toward the shares of credited
    value, as far as the lever ``joint_budget`` says: b_c <- b_c + moves x joint_budget x speed x (credited share - b_c),
    so that it comes to rest where the credited return of all channels is the same. Each head gives ``review`` x joint_budget
    hours a month to what was credited to what. Hands raised through a channel go with (its media / plan)^elasticity.

    Truth is a re-run of the same draws with the channel closed (``orgsim.attribution``); no rule sees it.

    Reference: Shapley value of such a game: Zhao, Mahboobi and Bagheri 2018; advertising elasticity 0.12 in the short run
    (Sethuraman, Tellis and Briesch 2011). Left out: cookies that get lost, lift tests, marketing-mix models.
    """

    code: ClassVar = "M12"
    effect: ClassVar = Effect("media_mismatch", rises=False, lever="joint_budget", low=0.0, high=1.0)

    credit: int = choice(CreditRule.LAST_TOUCH, "whom media follow", reference="G")
    delay: float = parameter(
        1.5, 1.0, 26.0, "week", "mean delay of what people see of their results", neutral=1.0, reference="G"
    )
    moves: float = parameter(
        1.0, 0.0, 1.0, "share", "how far the lever joint_budget takes effect", neutral=0.0, reference="model"
    )
    speed: float = parameter(0.3, 0.0, 1.0, "share per month", "how fast the media budget follows", reference="G")
    review: float = parameter(
        6.0, 0.0, 80.0, "hour per month", "of each head, to move the media together", neutral=0.0, reference="G"
    )
    memory: float = parameter(
        0.7, 0.0, 0.99, "share per month", "credited value remembered from month to month", reference="G"
    )
    floor: float = parameter(0.02, 0.0, 0.1, "share", "media that every channel keeps", reference="G")
    elasticity: float = parameter(
        0.12, 0.0, 1.0, "exponent", "raised hands of a channel by its media", neutral=0.0, reference="B52"
    )


@rule
def seen_share(measurement: Measurement) -> float:
    """Share of the results not seen yet that comes to light in a week."""
    return 1.0 / measurement.delay


@rule
def pull_of_media(measurement: Measurement, media: float, plan: float) -> float:
    """Factor on the hands raised through a channel with this share of the media, where its plan is that one."""
    if measurement.elasticity <= 0.0 or plan <= 0.0:
        return 1.0
    return math.exp(measurement.elasticity * math.log(max(NEXT_TO_NOTHING, media) / plan))


@rule
def budget_after(measurement: Measurement, joint_budget: float, share: float, credited: float) -> float:
    """A channel's share of the media after a month in which it was credited this share of the value."""
    return share + measurement.moves * joint_budget * measurement.speed * (credited - share)


@rule
def review_hours(measurement: Measurement, joint_budget: float) -> float:
    """A head's hours at a month's end: what was credited to what, and where the joint part of the media goes."""
    return measurement.review * measurement.moves * joint_budget


@rule
def remember_touch(world: World, index: int, channel: int) -> None:
    """Remember through which channel a prospect was touched."""
    prospect = world.prospects[index]
    if prospect.touched_by[channel] < MOST_TOUCHES:
        prospect.touched_by[channel] += 1
    if prospect.first_channel < 0:
        prospect.first_channel = channel
    prospect.last_channel = channel


@rule
def credit_channels(world: World, index: int, value: float) -> None:
    """Credit a deal to the channels that touched its buyer, by every rule; one that nobody touched is credited to none."""
    channels = world.setup.channels
    prospect = world.prospects[index]
    parts = world.today.credited
    touches, took_part = 0.0, 0.0
    for channel in range(channels):
        touches += prospect.touched_by[channel]
        took_part += 1.0 if prospect.touched_by[channel] > 0 else 0.0
    if touches <= 0.0:
        return
    for channel in range(channels):
        mine = prospect.touched_by[channel]
        if prospect.last_channel == channel:
            parts[CreditRule.LAST_TOUCH, channel] += value
        if prospect.first_channel == channel:
            parts[CreditRule.FIRST_TOUCH, channel] += value
        if mine > 0:
            parts[CreditRule.LINEAR, channel] += value * mine / touches
            parts[CreditRule.SHAPLEY, channel] += value / took_part


@rule
def remember_credit(world: World) -> None:
    """In the evening: what was credited today is remembered by channel."""
    for channel in range(world.setup.channels):
        for by in range(len(CreditRule)):
            world.channels[channel].credited[by] += world.today.credited[by, channel]


@rule
def spend_media(world: World) -> None:
    """A day's media, by channel; a channel that does not work takes none."""
    setup = world.setup
    today = world.today
    for channel in range(setup.channels):
        money = setup.response.media_month / DAYS_A_MONTH * world.channels[channel].media * setup.channel_reach[channel]
        today.media_by_channel[channel] = money
        today.media += money


@rule
def deliver(world: World) -> None:
    """A day's cost of delivering what was sold, renewed and added."""
    today = world.today
    sold = today.new_revenue + today.renewal_revenue + today.expansion_revenue + today.repeat_revenue
    today.delivery = (1.0 - world.setup.market.gross_margin) * sold


@rule
def working_media(world: World) -> float:
    """Share of the media that goes into channels that work."""
    setup = world.setup
    share = 0.0
    for channel in range(setup.channels):
        share += world.channels[channel].media * setup.channel_reach[channel]
    return share


@rule
def inbound_pull(world: World, channel: int) -> float:
    """Factor on the chance of a raised hand through a channel, by its media."""
    setup = world.setup
    one = world.channels[channel]
    reach: float = setup.channel_reach[channel]
    return reach * pull_of_media(setup.settings.measurement, one.media, one.plan)


@rule
def move_media(world: World) -> None:
    """A month's end: the joint part of the media follows the credited value, as far as it can be seen."""
    setup = world.setup
    measurement: Measurement = setup.settings.measurement
    month = world.counts.day // DAYS_A_MONTH
    by = measurement.credit
    total = 0.0
    for channel in range(setup.channels):
        total += world.channels[channel].credited[by]
    if total > 0.0 and measurement.moves * setup.levers.joint_budget > 0.0:
        users = world.daily[world.counts.day - 1].users[Platform.ANALYTICS] / setup.workers
        clear = 1.0 - users * setup.settings.platforms.analytics_clears
        seen = 0.0
        for channel in range(setup.channels):
            z = normal(uniform(setup.seed, Purpose.SEEN_CREDIT, channel, month, 0))
            world.ranks[channel] = world.channels[channel].credited[by] * math.exp(setup.settings.pay.noise * clear * z)
            seen += world.ranks[channel]
        whole = 0.0
        for channel in range(setup.channels):
            one = world.channels[channel]
            share = budget_after(measurement, setup.levers.joint_budget, one.media, world.ranks[channel] / seen)
            one.media = max(measurement.floor, share)
            whole += one.media
        for channel in range(setup.channels):
            world.channels[channel].media /= whole
    for channel in range(setup.channels):
        for by in range(len(CreditRule)):
            world.channels[channel].credited[by] *= measurement.memory

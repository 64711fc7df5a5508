"""M21 Patience: what buyers do not wait for, and do not like to say twice."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel.dates import DAYS_A_YEAR
from orgsim.kernel.draws import uniform
from orgsim.kernel.parameters import parameter
from orgsim.kernel.quantiles import exponential
from orgsim.kernel.rules import rule
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.purposes import Purpose
from orgsim.model.world import World


class Patience(Chapter):
    """After the first contact waiting costs, too. A step that comes t days after the buyer was ready for it leads on with
    log-odds lower by ``waiting`` x t, as rivals come in meanwhile. Where the need has passed, or whoever spoke for us at the
    buyer's has moved on (at a rate of ``champion`` a year since the first contact), they are lower by ``gone``. Each further
    conversation costs ``again``. What the buyer had told before a lead changed hands, and has to tell again since it did not
    come across, costs ``twice`` x its share of what there is to know x trust of the buyer's trust.

    Reference: leads that are not pursued fast are lost to faster ones (Oldroyd, McElheran and Elkington 2011, for first
    contacts only); buyers of business software change jobs every few years (general knowledge); buyers dislike to repeat
    themselves (consumer surveys); sizes are priors. Left out: buying groups in which somebody else speaks for us.
    """

    code: ClassVar = "M21"
    effect: ClassVar = Effect("mql_to_won", rises=False)

    waiting: float = parameter(
        0.03, 0.0, 1.0, "log-odds per day", "lost while the buyer waits for us", neutral=0.0, reference="G"
    )
    gone: float = parameter(
        1.0, 0.0, 10.0, "log-odds", "lost where the need has passed or its champion has moved on", neutral=0.0, reference="G"
    )
    champion: float = parameter(0.2, 0.0, 5.0, "per year", "rate at which whoever speaks for us moves on", reference="G")
    again: float = parameter(
        0.2, 0.0, 5.0, "log-odds", "lost by each conversation after the first", neutral=0.0, reference="G"
    )
    twice: float = parameter(
        0.3, 0.0, 1.0, "share", "of trust lost where the buyer has to tell everything again", neutral=0.0, reference="G"
    )


@rule
def wait_for_us(world: World, index: int, when: float) -> None:
    """A step with a buyer is done; so long has it waited for us."""
    prospect = world.prospects[index]
    world.leads[prospect.lead].waited = max(0.0, when - prospect.ready)


@rule
def has_moved_on(world: World, index: int, when: float) -> bool:
    """Whether the need has passed by now, or whoever spoke for us has moved on."""
    setup = world.setup
    patience: Patience = setup.settings.patience
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    if lead.in_need == 1 and when > prospect.need_until:
        return True
    if patience.champion <= 0.0:
        return False
    stays = exponential(uniform(setup.seed, Purpose.CHAMPION, index, prospect.turn, 0), DAYS_A_YEAR / patience.champion)
    return when - lead.contacted > stays


@rule
def patience_lost(world: World, index: int, when: float) -> float:
    """Log-odds that waiting has cost by now."""
    patience: Patience = world.setup.settings.patience
    lost: float = patience.waiting * world.leads[world.prospects[index].lead].waited
    if patience.gone > 0.0 and has_moved_on(world, index, when):
        lost += patience.gone
    return lost


@rule
def ask_again(world: World, index: int) -> None:
    """What did not come across when the lead changed hands is asked again, once."""
    patience: Patience = world.setup.settings.patience
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    prospect.trust *= 1.0 - patience.twice * lead.untold
    lead.untold = 0.0

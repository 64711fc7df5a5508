"""The chapters' formulas against closed forms and the figures of their sources."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from orgsim.kernel.parameters import Group, record
from orgsim.kernel.rows import layout
from orgsim.model.chapters import (
    ambiguity,
    customers,
    decision,
    demand,
    disputes,
    hours,
    inbox,
    information,
    leads,
    messages,
    pay,
    practice,
    qualification,
    queue,
    turnover,
)
from orgsim.model.state import Prospect
from orgsim.results.codes import Unit
from orgsim.results.tables import Person

SHARE = st.floats(0.0, 1.0)


def packed(group: Group):
    return record(group)[0]


def row(kind):
    return np.zeros(1, dtype=layout(kind))[0]


class TestPractice:
    @given(st.floats(0.7, 1.0), st.floats(0.0, 5000.0))
    def test_a_doubling_of_practice_leaves_the_progress_ratio_of_the_effort(self, ratio, hours):
        """Argote 1999: effort left after each doubling = progress ratio; practice starts counting at `scale`."""
        p = packed(practice.Practice(progress_ratio=ratio))
        once = 1.0 - practice.skill(p, hours)
        twice = 1.0 - practice.skill(p, 2.0 * hours + p.scale)
        assert twice / once == pytest.approx(ratio)

    def test_halving_experience_costs_one_doubling(self):
        """B31: effort +25 % at a progress ratio of 0.80."""
        p = packed(practice.Practice(progress_ratio=0.8))
        full, half = 1.0 - practice.skill(p, 3000.0 * 2 + p.scale), 1.0 - practice.skill(p, 3000.0)
        assert half / full - 1.0 == pytest.approx(0.25)

    def test_forgetting_is_a_share_per_month(self):
        p = packed(practice.Practice(forgetting=0.1, spillover=0.0, shared=0.0))
        person = row(Person)
        person.experience[1] = 100.0
        for _ in range(21):
            practice.practise(p, person, 0.0, 1)
        assert person.experience[1] == pytest.approx(90.0)

    def test_practice_adds_own_hours_a_part_of_other_tasks_and_of_colleagues(self):
        p = packed(practice.Practice(forgetting=0.0, spillover=0.1, shared=0.5))
        person = row(Person)
        person.pace = 1.5
        person.hours[:4] = (3.0, 2.0, 1.0, 0.0)
        practice.practise(p, person, 4.0, 1)
        assert person.experience[1] == pytest.approx(1.5 * (2.0 + 0.1 * 4.0 + 0.5 * 4.0))

    def test_a_progress_ratio_of_one_is_neutral(self):
        p = packed(practice.Practice.neutral())
        assert practice.skill(p, 0.0) == practice.skill(p, 1e6)


class TestHours:
    def test_swapped_hours_are_equal_on_both_sides(self):
        """Six marketers and twelve reps at 0.55: 2.7 posts' hours go each way."""
        s = hours.Hours()
        assert 6 * hours.other_share(s, 0.55, 6, 12) == pytest.approx(2.7)
        assert 12 * hours.other_share(s, 0.55, 12, 6) == pytest.approx(2.7)

    def test_neutral_keeps_everybody_home(self):
        assert hours.other_share(hours.Hours.neutral(), 0.4, 6, 12) == 0.0

    def test_small_shares_are_done_in_blocks(self):
        """A tenth of a six-hour day is a two-hour block each fourth day or so, and nothing is lost on the way."""
        s = packed(hours.Hours())
        due, days = 0.0, []
        for _ in range(200):
            due += 0.6
            days.append(hours.worked_today(s, due, 6.0))
            due -= days[-1]
        assert set(np.round(days, 9)) <= {0.0, 2.4}
        assert sum(days) + due == pytest.approx(200 * 0.6)
        assert np.count_nonzero(days) == 50

    def test_large_shares_and_no_blocks_are_left_as_they_are(self):
        s = packed(hours.Hours())
        assert [hours.worked_today(s, wanted, 6.0) for wanted in (1.9, 2.0, 4.0, 4.1)] == [0.0, 2.0, 4.0, 6.0]
        assert hours.worked_today(s, 1.6, 3.0) == 3.0
        assert hours.worked_today(packed(hours.Hours(block=0.0)), 0.3, 6.0) == 0.3


class TestQueue:
    def test_intent_is_a_mixture_of_two_exponentials(self):
        q = packed(leads.Leads(fast_hours=4.0, slow_days=10.0, fast_share=0.5))
        assert leads.intent(q, 1.0, 0.5) == pytest.approx(0.5 * math.exp(-1.0) + 0.5 * math.exp(-0.05))

    def test_neutral_intent_never_fades(self):
        assert leads.intent(packed(leads.Leads.neutral()), 0.8, 1e4) == 0.8

    def test_tracking_pulls_a_lead_forward_up_to_its_promised_date(self):
        q = packed(queue.Queue(tracking=2.0))
        assert queue.urgency(q, 1.0, 5.0, 10.0) == pytest.approx(2.0)
        assert queue.urgency(q, 1.0, 50.0, 10.0) == pytest.approx(3.0)
        assert queue.urgency(q, 0.0, 50.0, 10.0) == 1.0


class TestInformation:
    @given(SHARE, SHARE)
    def test_what_is_kept_lies_between_nothing_and_what_the_lever_says(self, sharing, trust):
        kept = information.kept(packed(information.Information()), sharing, trust)
        assert 0.0 <= kept <= sharing + 1e-12

    def test_neutral_keeps_everything(self):
        assert information.kept(packed(information.Information.neutral()), 0.1, 0.0) == 1.0

    def test_discovery_adds_precision_per_hour(self):
        """Gaussian updating: 1 / a^2 grows by rate x skill x hours."""
        b = packed(information.Information(discovery=2.0))
        after = information.ignorance_after(b, 0.5, 0.8, 3.0)
        assert 1.0 / after**2 == pytest.approx((1.0 / 0.5**2) * (1.0 + 2.0 * 0.8 * 3.0))

    def test_fit_is_a_bell_curve_of_the_distance(self):
        b = packed(information.Information(tolerance=2.0))
        assert information.fit(b, 0.0) == 1.0
        assert information.fit(b, 2.0) == pytest.approx(math.exp(-0.5))


class TestPay:
    def test_shares_are_a_softmax(self):
        p = packed(pay.Pay(temperature=0.5))
        q = np.array([0.2, -0.1, 0.4, 0.0])
        shares = [pay.share_of(p, q, chosen) for chosen in range(4)]
        assert shares == pytest.approx(np.exp(q / 0.5) / np.exp(q / 0.5).sum())

    @pytest.mark.parametrize("unit", Unit)
    def test_free_riding_follows_one_over_n(self, unit):
        """Holmstroem 1982: with n people a person moves 1/n of the shared reward."""
        p = packed(pay.Pay(answer=0.2))
        assert pay.effort(p, 1.0, 10.0, unit, 1.0) == pytest.approx(1.0 - 0.2 * 0.9 / 1.1)
        assert pay.effort(p, 0.0, 10.0, unit, 1.0) == 1.0
        assert pay.effort(p, 1.0, 1.0, unit, 1.0) == 1.0
        assert pay.effort(p, 1.0, 1e9, unit, 1.0) == pytest.approx(0.8)

    def test_more_points_for_ones_own_output_raise_effort_within_bounds(self):
        """Lazear 2000: at ``answer`` 0.18, from no pay by output to all of it, 22 % more."""
        usual, more = packed(pay.Pay(answer=0.18)), packed(pay.Pay(answer=0.18, response_points=0.3))
        assert pay.effort(more, 0.0, 18.0, Unit.MARKETING, 1.0) == pytest.approx(1.0 + 0.18 / 3.0)
        assert pay.effort(more, 0.0, 18.0, Unit.SALES, 1.0) == 1.0
        assert 1.0 / pay.effort(usual, 1.0, 1e12, Unit.SALES, 1.0) == pytest.approx(1.22, abs=0.01)
        richest = packed(pay.Pay(answer=0.18, win_points=50.0, usual_win_points=0.1))
        assert pay.effort(richest, 0.0, 18.0, Unit.SALES, 1.0) < 1.18
        assert pay.effort(usual, 0.0, 18.0, Unit.SALES, 2.0) == pytest.approx(1.0 + 0.18 / 3.0)  # past the quarter's goal

    def test_reward_mixes_own_and_joint(self):
        assert pay.mixed(0.25, 8.0, 4.0) == pytest.approx(7.0)

    def test_propensities_converge_to_the_reward(self):
        p = packed(pay.Pay(learning=0.5))
        q = 0.0
        for _ in range(60):
            q = pay.learned(p, q, 1.7)
        assert q == pytest.approx(1.7)


class TestQualification:
    def test_who_is_paid_for_leads_lowers_the_bar_when_short(self):
        q = packed(qualification.Qualification())
        assert qualification.bar_after(q, 0.0, 0.0, 0.9, 0.2) < 0.0
        assert qualification.bar_after(q, 0.0, 1.0, 0.2, 1.0) > 0.0
        assert qualification.bar_after(packed(qualification.Qualification.neutral()), 0.3, 0.0, 0.1, 0.0) == 0.3

    def test_belief_is_the_mean_of_a_beta_distribution(self):
        person = row(Person)
        person.good, person.bad = 3.0, 5.0
        assert inbox.believed_precision(person) == pytest.approx(stats.beta(3, 5).mean())

    def test_belief_follows_what_was_seen(self):
        q = packed(inbox.Inbox())
        person = row(Person)
        person.good = person.bad = 5.0
        for _ in range(300):
            inbox.believe(q, person, 1.0)
        assert inbox.believed_precision(person) > 0.95

    @given(st.floats(0.05, 0.95), st.floats(0.0, 1.0), st.floats(-3.0, 3.0))
    def test_a_score_that_did_not_come_across_changes_nothing(self, belief, kept, score):
        q = packed(inbox.Inbox())
        assert inbox.chance_seen(q, belief, score, 0.0) == pytest.approx(belief)
        higher = inbox.chance_seen(q, belief, score + 1.0, kept)
        assert 0.0 < inbox.chance_seen(q, belief, score, kept) <= higher < 1.0


class TestDisputes:
    @given(SHARE, SHARE, SHARE)
    def test_trust_stays_a_share_and_bad_weighs_twice(self, trust, cooperation, severity):
        d = packed(disputes.Disputes())
        assert 0.0 <= disputes.trust_after(d, trust, cooperation, severity) <= 1.0
        gain = disputes.trust_after(d, 0.5, 1.0, 0.0) - 0.5
        fall = 0.5 - disputes.trust_after(d, 0.5, 0.0, 1.0)
        assert fall == pytest.approx(2.0 * gain)

    def test_trust_eases_toward_a_half(self):
        d = packed(disputes.Disputes(ease=0.5))
        assert disputes.trust_eased(d, 0.9) == pytest.approx(0.7)
        assert disputes.trust_eased(d, 0.1) == pytest.approx(0.3)

    def test_distrust_breeds_disputes_and_neutral_none(self):
        d = packed(disputes.Disputes())
        assert disputes.chance(d, 0.2, 0.1) > disputes.chance(d, 0.2, 0.9)
        assert disputes.chance(packed(disputes.Disputes.neutral()), 1.0, 0.0) == 0.0


class TestMessages:
    def prospect(self):
        one = row(Prospect)
        one.need[:] = (1.0, 0.0)
        one.trust = 0.5
        return one

    def test_the_first_message_contradicts_nothing(self):
        one = self.prospect()
        assert messages.hear(packed(messages.Messages()), one, 3.0, 4.0) == 0.0
        assert list(one.heard) == [3.0, 4.0]
        assert one.trust == 0.5

    def test_moving_toward_the_need_is_no_contradiction(self):
        one = self.prospect()
        messages.hear(packed(messages.Messages()), one, 0.0, 0.0)
        assert messages.contradiction(one, 1.0, 0.0) == pytest.approx(0.0)
        assert messages.contradiction(one, -1.0, 0.0) == pytest.approx(1.0)

    def test_contradiction_costs_trust_and_consistency_earns_it(self):
        m = packed(messages.Messages(gain=0.1, fall=0.2, patience=1.0))
        steady, torn = self.prospect(), self.prospect()
        for one, x in ((steady, 0.0), (torn, -2.0)):
            messages.hear(m, one, 0.0, 0.0)
            messages.hear(m, one, x, 0.0)
        assert steady.trust == pytest.approx(0.55)
        assert torn.trust == pytest.approx(0.5 + 0.1 * 0.5 * math.exp(-2.0) - 0.2 * 0.5)

    def test_a_round_pulls_toward_the_mean(self):
        assert messages.pulled(packed(messages.Messages()), 0.5, 2.0, 1.0) == pytest.approx(1.5)


class TestDecision:
    def test_neutral_slopes_leave_a_fixed_chance(self):
        d = packed(decision.Decision.neutral())
        assert decision.advance_odds(d, 0.1, 0.2, 0.3, 0.4, -2.0) == d.advance

    @given(SHARE, SHARE, SHARE)
    def test_more_skill_fit_and_trust_never_hurt(self, skill, fit, trust):
        d = packed(decision.Decision())
        base = decision.advance_odds(d, skill, fit, trust, 0.3, 0.0)
        assert decision.advance_odds(d, skill + 0.1, fit, trust, 0.3, 0.0) > base
        assert decision.advance_odds(d, skill, fit + 0.1, trust, 0.3, 0.0) > base
        assert decision.advance_odds(d, skill, fit, trust + 0.1, 0.3, 0.0) > base

    def test_churn_falls_with_age_and_satisfaction(self):
        d = packed(customers.Customers())
        assert customers.churn_chance(d, 24.0, 0.5, 0.6) < customers.churn_chance(d, 1.0, 0.5, 0.6)
        assert customers.churn_chance(d, 6.0, 0.5, 0.9) < customers.churn_chance(d, 6.0, 0.5, 0.3)


class TestDemand:
    def test_adstock_has_the_half_life_of_its_carry_over(self):
        """B53: a carry-over of 0.93 a week halves in 9.6 weeks, within the 7.8-11.8 of Leone 1995."""
        d = packed(demand.Demand())
        adstock, weeks = 1.0, 0
        while adstock > 0.5:
            adstock, weeks = demand.adstock_after(d, adstock, 0.0), weeks + 1
        assert 8 <= weeks <= 12
        assert demand.adstock_after(d, 1.0, 1.0) == pytest.approx(1.0)

    def test_awareness_saturates_at_the_ceiling(self):
        d = packed(demand.Demand(ceiling=0.6, half=1.0))
        assert demand.brand_awareness(d, 1.0) == pytest.approx(0.3)
        assert demand.brand_awareness(d, 0.0) == 0.0
        assert demand.brand_awareness(d, 1e6) == pytest.approx(0.6, abs=1e-3)

    def test_wear_out_is_22_percent_per_recent_touch(self):
        """B56, UCI bank calls."""
        d = packed(demand.Demand())
        assert demand.worn(d, 1.0) == pytest.approx(0.78)
        assert demand.worn(d, 3.0) == pytest.approx(0.78**3)

    def test_fading_in_two_steps_equals_fading_in_one(self):
        d = packed(demand.Demand())
        one, two = row(Prospect), row(Prospect)
        for prospect in (one, two):
            prospect.awareness, prospect.fatigue = 0.8, 3.0
        demand.refresh(d, one, 50.0)
        demand.refresh(d, two, 20.0)
        demand.refresh(d, two, 50.0)
        assert two.awareness == pytest.approx(one.awareness) == pytest.approx(0.8 * math.exp(-50.0 / 90.0))
        assert two.fatigue == pytest.approx(one.fatigue) == pytest.approx(3.0 * math.exp(-50.0 / 60.0))


class TestAmbiguity:
    @pytest.mark.parametrize("n", [2, 3, 6])
    def test_claims_are_binomial(self, n):
        a = packed(ambiguity.Ambiguity(eligible=n, claim=0.7))
        grid = (np.arange(2000) + 0.5) / 2000
        counts = np.bincount([ambiguity.claims(a, u) for u in grid], minlength=n + 1) / 2000
        assert counts == pytest.approx(stats.binom(n, 0.7).pmf(np.arange(n + 1)), abs=1.5e-3)

    def test_coordination_grows_with_the_pairs_in_contact(self):
        a = packed(ambiguity.Ambiguity(pair_hours=0.1))
        assert ambiguity.sorting_out(a, 0.5, 11.0) == pytest.approx(0.1 * 0.5 * 10)


class TestTurnover:
    def test_a_month_of_strain_is_the_monthly_rate(self):
        t = packed(turnover.Turnover())
        assert 21 * turnover.strain(t, 0.0175, 0.0) == pytest.approx(0.0175)
        assert turnover.strain(t, 0.0175, 0.5) > turnover.strain(t, 0.0175, 0.0)
        assert turnover.strain(packed(turnover.Turnover.neutral()), 0.0175, 1.0) == 0.0

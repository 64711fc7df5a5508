"""The player: a filmed run is the run, and it can be watched forward and backward."""

from __future__ import annotations

import json
from importlib.resources import files

import numpy as np
import pytest

import orgsim
from faces.browsing import Watched, browser
from helpers import VILLAGE
from orgsim import OrgModel, Rep
from orgsim.faces.notebook.film import again, film
from orgsim.inputs.companies import company_of_text
from orgsim.kernel.errors import BadValue
from orgsim.results.codes import Use

WHOSE = company_of_text(VILLAGE)


def test_a_film_shows_the_days_of_its_run():
    model = OrgModel("separated", WHOSE, seed=3, days=21)
    told = film(model, 10)
    daily = model.history.daily
    assert [one["day"] for one in told["frames"]] == list(range(1, 11))
    assert [one["stocks"] for one in told["frames"]] == daily["stocks"][:10].astype(int).tolist()
    assert [one["deals"] for one in told["frames"]] == daily["deals"][:10].astype(int).tolist()
    spent = np.array([np.sum(one["hours"], axis=0) for one in told["frames"]])
    assert spent == pytest.approx(daily["hours"][:10].sum(axis=1), abs=0.05)
    assert told["people"] == ["marketer 1", "marketer 2", "rep 1", "rep 2", "rep 3", "head 1", "head 2"]
    assert len(told["uses"]) == len(Use)
    json.dumps(told, allow_nan=False)
    assert [one["day"] for one in film(model, 5)["frames"]] == [11, 12, 13, 14, 15]  # it goes on from where it stands


@pytest.mark.parametrize("design", ["integrated", "separated then integrated@5~5", "separated:info_sharing=0.9"])
def test_a_history_is_walked_again(design):
    history = orgsim.simulate(design, WHOSE, seed=11, days=15, journeys=True, changes={"hours.switching": 0.1})
    assert again(history).run() == history
    assert film(history, 15)["frames"][-1]["deals"] == int(history.daily["deals"][-1])


def test_the_life_of_an_account_is_its_journey():
    from orgsim.analysis.parting import journey

    history = orgsim.simulate("integrated", WHOSE, seed=11, days=63, journeys=True)
    told = film(history, 63)["accounts"][0]
    steps = journey(history, int(told["name"].split()[1]))
    whole = [[round(one.day, 1), one.text, one.heard] for one in steps if one.day >= 0.0]
    assert told["steps"] == whole[-60:]


def test_an_agent_of_ones_own_is_seen():
    class Idle(Rep):
        def do_sales(self):
            pass

    told = film(OrgModel("separated", WHOSE, seed=1, days=5, cast={Rep: Idle}), 5)
    selling = np.array([one["hours"] for one in told["frames"]])[:, 2:5, Use.SELLING]
    assert (selling == 0.0).all()


def test_of_a_model_that_has_ended_there_is_no_film():
    model = OrgModel("separated", WHOSE, seed=3, days=2)
    model.run()
    with pytest.raises(BadValue, match="to its end"):
        film(model)


@pytest.mark.parametrize("wrong", [3, "separated", None])
def test_of_what_is_no_run_there_is_no_film(wrong):
    with pytest.raises(BadValue, match="OrgModel or a History"):
        film(wrong)


def test_it_plays_forward_and_backward(tmp_path):
    told = film(OrgModel("separated", WHOSE, seed=3, days=8), 8)
    view = (files("orgsim.faces.view") / "orgsim-view.js").read_text(encoding="utf-8").replace("</", "<\\/")
    page = tmp_path / "p.html"
    page.write_text(
        '<!doctype html><html lang="en"><title>p</title><meta charset="utf-8"><main id="r"></main>'
        f'<script type="module">{view}\n'
        f'orgsimView.player(document.querySelector("#r"), {json.dumps(told)});</script>'
    )
    with browser() as chrome:
        one = Watched(chrome)
        one.page.goto(f"file://{page}")
        status = one.page.locator(".os-status")
        assert status.inner_text() == "day 1 of 8"
        one.page.get_by_label("A day on").click()
        one.page.get_by_label("A day on").click()
        one.page.get_by_label("A day back").click()
        assert status.inner_text() == "day 2 of 8"
        assert one.page.locator("tbody tr").count() == 7
        label = one.page.locator(".os-work").nth(2).get_attribute("aria-label")
        hours = dict(zip(told["uses"], told["frames"][1]["hours"][2], strict=True))
        assert all(f"{use} {str(spent).removesuffix('.0')} h" in label for use, spent in hours.items() if spent >= 0.01)
        one.page.get_by_label("Speed").select_option("12")
        one.page.get_by_label("Play").click()
        one.page.get_by_label("Play").wait_for(timeout=5000)  # it stops at the end
        assert status.inner_text() == "day 8 of 8"
        axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
        found = axe.run(one.page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [rule["id"] for rule in found if rule["impact"] in ("critical", "serious")] == []
        one.quiet()

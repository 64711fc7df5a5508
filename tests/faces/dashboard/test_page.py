"""The dashboard in a real browser: the first screen answers, what is moved is seen, nothing leaves the machine."""

from __future__ import annotations

import time

import pytest

import orgsim
from faces.browsing import Watched, browser, served, until
from helpers import VILLAGE
from orgsim.faces import telling

QUICK = "company=smb_startup&years=0.5&pairs=6"


@pytest.fixture(scope="module")
def chrome():
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def address():
    with served() as found:
        yield found


@pytest.fixture
def watched(chrome):
    opened = []

    def open_(*given, **more):
        opened.append(Watched(chrome, *given, **more))
        return opened[-1]

    yield open_
    for one in opened:
        one.close()


def ready(page, url, count=1):
    """Go there and wait until all pairs of so many answers are in."""
    page.goto(url)
    until(page, f"Number(document.querySelector('#explorer').dataset.ended ?? 0) >= {count}", 60.0)


def answered(page, action):
    """Do something and wait for the whole answer to it."""
    before = int(page.locator("#explorer").get_attribute("data-ended") or 0)
    action()
    until(page, f"Number(document.querySelector('#explorer').dataset.ended ?? 0) > {before}", 60.0)


def lever(page, side, name):
    return page.locator(f".os-design-{side} [data-name={name}]")


def test_the_first_screen_answers_as_the_library_does(watched, address):
    one = watched()
    ready(one.page, f"{address}/?{QUICK}")
    found = orgsim.compare(company="smb_startup", years=0.5, pairs=6)
    assert one.page.locator(".os-verdict").inner_text() == telling.verdict(found)
    kinds = one.page.locator(".os-pictures .os-panel").evaluate_all("all => all.map(one => one.dataset.kind)")
    assert kinds == ["bridge", "revenue", "pipeline", "funnel", "hours", "flow", "differences", "conflicts", "distribution"]
    until(one.page, "document.querySelectorAll('.os-pictures .os-panel svg').length === 9")
    for kind in kinds:
        assert one.page.locator(f".os-pictures [data-kind={kind}] svg path").count() > 3, kind
        assert one.page.locator(f".os-pictures [data-kind={kind}] figcaption p").inner_text()
    one.quiet()


def test_numbers_of_a_panels_table_are_those_of_the_library(watched, address):
    one = watched()
    ready(one.page, f"{address}/?{QUICK}")
    panel = one.page.locator(".os-pictures [data-kind=bridge]")
    panel.locator("summary").click()
    cells = panel.locator("tbody tr").evaluate_all("rows => rows.map(row => [...row.cells].map(cell => cell.textContent))")
    found = orgsim.compare(company="smb_startup", years=0.5, pairs=6)
    from orgsim.analysis.wording import amount

    parts = [(part.name, part.mean, part.low, part.high) for part in found.bridge]
    whole = found["profit"]
    parts.append(("together", whole.difference, whole.low, whole.high))
    assert cells == [[name, *(amount(value, "EUR") for value in values)] for name, *values in parts]


def test_a_key_moves_the_lever_the_picture_and_the_address(watched, address):
    one = watched()
    ready(one.page, f"{address}/?{QUICK}")
    slider = lever(one.page, "b", "contact_hours").locator("input[type=range]")
    before = one.page.locator(".os-verdict").inner_text()
    answered(one.page, lambda: slider.press("Home"))
    assert one.page.locator(".os-verdict").inner_text() != before
    until(one.page, "location.search.includes('contact_hours')")
    assert "b=integrated%3Acontact_hours%3D0" in one.page.url
    found = orgsim.compare(b="integrated:contact_hours=0", company="smb_startup", years=0.5, pairs=6)
    assert one.page.locator(".os-verdict").inner_text() == telling.verdict(found)
    again = watched()
    ready(again.page, one.page.url)  # a link is a scenario
    assert again.page.locator(".os-verdict").inner_text() == telling.verdict(found)
    assert lever(again.page, "b", "contact_hours").locator("input[type=number]").input_value() == "0"
    one.quiet()


def test_pictures_follow_a_drag_and_the_last_one_is_right(watched, address):
    """The latest wins: what is seen in the end is the answer to where the lever was left."""
    one = watched()
    ready(one.page, f"{address}/?{QUICK}")
    box = lever(one.page, "b", "contact_hours").locator("input[type=range]").bounding_box()
    y = box["y"] + box["height"] / 2
    drawn = lambda: int(one.page.locator("#explorer").get_attribute("data-drawn"))  # noqa: E731
    before, start = drawn(), time.monotonic()

    def drag():
        one.page.mouse.move(box["x"] + 5, y)
        one.page.mouse.down()
        for step in range(1, 25):
            one.page.mouse.move(box["x"] + 5 + step * (box["width"] - 60) / 24, y)
            time.sleep(max(0.0, start + step / 24 - time.monotonic()))
        one.page.mouse.up()

    answered(one.page, drag)
    assert drawn() - before >= 4  # on a quiet machine there are more: tests/benchmarks
    value = lever(one.page, "b", "contact_hours").locator("input[type=number]").input_value()
    found = orgsim.compare(b=f"integrated:contact_hours={value}", company="smb_startup", years=0.5, pairs=6)
    until(one.page, "document.querySelector('.os-verdict').dataset.pairs === '6'")
    assert one.page.locator(".os-verdict").inner_text() == telling.verdict(found)
    one.quiet()


def test_a_number_that_is_out_of_range_is_not_taken_and_that_is_said(watched, address):
    one = watched()
    ready(one.page, f"{address}/?{QUICK}")
    control = lever(one.page, "b", "info_sharing")
    box, said = control.locator("input[type=number]"), control.locator(".os-error")
    before = box.input_value()
    box.fill("7")
    box.press("Tab")
    assert said.inner_text().startswith("7 was not taken: 0 to 1")
    assert box.input_value() == before
    answered(one.page, lambda: (box.fill("0.5"), box.press("Tab")))
    assert said.is_hidden()
    one.quiet()


def test_segments_are_changed_row_by_row_and_what_is_wrong_is_said_there(watched, address):
    """Shares of segments add up: rows are taken together, and make the company a file of one's own."""
    from orgsim.inputs.companies import company

    one = watched()
    ready(one.page, f"{address}/?{QUICK}")
    lists = one.page.locator("[data-list=segments]")
    one.page.locator(".os-company summary", has_text="its numbers").click()
    lists.locator("summary").first.click()
    own = company("smb_startup").segments
    rows = lists.locator("tbody tr")
    until(one.page, f"document.querySelectorAll('[data-list=segments] tbody tr').length === {len(own)}")
    lists.get_by_role("button", name="Add a segment").click()
    assert rows.count() == len(own) + 1
    share = rows.nth(len(own)).locator("[data-column=share] input")
    share.fill("0.25")
    lists.get_by_role("button", name="Use these").click()
    until(one.page, "!document.querySelector('[data-list=segments] .os-error').hidden")
    assert "add up to 1.25, not to 1" in lists.locator(".os-error").inner_text()
    for place, segment in enumerate(own):
        rows.nth(place).locator("[data-column=share] input").fill(str(0.75 * segment.share))
    answered(one.page, lists.get_by_role("button", name="Use these").click)
    assert "#toml=" in one.page.url
    with one.page.expect_download() as kept:
        one.page.get_by_role("button", name="Save TOML").click()
    from orgsim.inputs.companies import read_company

    found = read_company(kept.value.path()).segments
    assert [segment.share for segment in found] == [*(0.75 * segment.share for segment in own), 0.25]
    assert all("status of 400" in said for said in one.errors)  # what was refused
    assert one.foreign == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (400, "dark")])
def test_nothing_that_axe_calls_serious(watched, address, width, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    one = watched(width, scheme)
    ready(one.page, f"{address}/?{QUICK}&teach=1")
    one.page.locator("details").evaluate_all("all => all.forEach(one => (one.open = true))")
    found = axe.run(one.page, options={"resultTypes": ["violations"]}).response["violations"]
    bad = [(rule["id"], node["html"][:200]) for rule in found if rule["impact"] in ("critical", "serious")
           for node in rule["nodes"][:3]]  # fmt: skip
    assert bad == []
    overflow = one.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0  # nothing to scroll sideways
    one.quiet()


def test_every_control_has_a_name_and_is_reached_by_keyboard(watched, address):
    one = watched()
    ready(one.page, f"{address}/?{QUICK}")
    one.page.locator("details").evaluate_all("all => all.forEach(one => (one.open = true))")
    unnamed = one.page.evaluate(
        """() => [...document.querySelectorAll('input, select, button, a')].filter((one) => {
            if (one.type === 'file') return false;
            const name = one.getAttribute('aria-label') || one.textContent.trim() || one.title
              || [...(one.labels ?? [])].map((label) => label.textContent.trim()).join('');
            return !name || one.tabIndex < 0;
        }).map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert unnamed == []
    one.page.locator("summary", has_text="Change the question").evaluate("one => one.focus()")
    seen = set()
    for _ in range(40):
        one.page.keyboard.press("Tab")
        seen.add(
            one.page.evaluate(
                "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()"
            )
        )
    assert len(seen) > 25


def test_names_are_shown_as_they_are(watched, address, tmp_path):
    """What looks like markup, formulas or control characters is text."""
    name = "<img src=x onerror=alert(1)>$a|b"
    file = tmp_path / "odd.toml"
    file.write_text(VILLAGE.replace('name = "village"', f"name = '{name}'"))
    one = watched()
    ready(one.page, f"{address}/?{QUICK}")
    answered(one.page, lambda: one.page.locator("input[type=file]").set_input_files(str(file)))
    assert one.page.locator("#explorer img").count() == 0
    one.page.locator("button", has_text="Pin this run").click()
    assert name in one.page.locator(".os-pins").inner_text()
    assert "toml=" in one.page.url
    one.quiet()


def test_a_wrong_file_is_answered_with_line_key_and_range(watched, address, tmp_path):
    file = tmp_path / "wrong.toml"
    file.write_text("[staff]\nmarketers = 3\nrep = 4\n[market]\ndeal_value = -5.0\n")
    one = watched()
    ready(one.page, f"{address}/?{QUICK}")
    one.page.locator("input[type=file]").set_input_files(str(file))
    error = one.page.locator(".os-company > .os-error")
    error.wait_for(state="visible")
    assert "line 3" in error.inner_text()
    assert "reps" in error.inner_text()
    assert "line 5" in error.inner_text()


def test_a_company_is_changed_and_saved(watched, address):
    one = watched()
    ready(one.page, f"{address}/?{QUICK}")
    one.page.locator("summary", has_text="its numbers").click()
    box = one.page.locator(".os-company [data-name='market.deal_value'] input")
    box.fill("9000")
    answered(one.page, lambda: box.press("Enter"))
    with one.page.expect_download() as kept:
        one.page.locator("button", has_text="Save TOML").click()
    from orgsim.inputs.companies import company, read_company

    written, changed = read_company(kept.value.path()), company("smb_startup").set("market.deal_value", 9000)
    assert written.model_copy(update={"references": changed.references}) == changed
    assert "market.deal_value" not in written.references  # the number is not its source's any more
    assert "set=market.deal_value%3D9000" in one.page.url


def test_why_is_asked_with_progress_and_can_be_left(watched, address):
    one = watched()
    ready(one.page, f"{address}/?{QUICK}")
    one.page.locator("[data-ask=why]").click()
    box = one.page.locator(".os-demand[data-kind=why]")
    box.locator("[data-kind=waterfall] svg").wait_for(timeout=120_000)
    assert "less separated" in box.locator(".os-headline").inner_text()
    with one.page.expect_download() as kept:  # what was asked is in the report
        one.page.locator(".os-actions button", has_text="Report").click()
    assert '"kind": "waterfall"' in kept.value.path().read_text()
    one.page.locator("[data-ask=turns]").click()
    turning = one.page.locator(".os-demand[data-kind=turns]")
    until(one.page, "document.querySelector('.os-demand[data-kind=turns] progress').value > 0", 60.0)
    turning.locator("button", has_text="Cancel").click()
    assert turning.count() == 0
    one.quiet()


def test_teaching_locks_until_something_is_predicted(watched, address):
    one = watched()
    ready(one.page, f"{address}/?{QUICK}&teach=1&lock=company,seed")
    slider = lever(one.page, "b", "contact_hours").locator("input[type=range]")
    assert slider.is_disabled()
    assert one.page.locator("#os-seed").is_disabled()
    one.page.get_by_label("Change which lever of design B?").select_option("contact_hours")
    one.page.get_by_label("What will it do to profit?").select_option("more")
    one.page.locator("button", has_text="Write down and unlock").click()
    assert "Say why first" in one.page.locator(".os-teach .os-status").inner_text()
    assert slider.is_disabled()
    one.page.get_by_label("Because …").fill("=fewer meetings")
    assert one.page.locator("[data-ask=advise]").is_disabled()  # answers come after a prediction
    one.page.locator("button", has_text="Write down and unlock").click()
    assert not slider.is_disabled()
    assert lever(one.page, "b", "info_sharing").locator("input[type=range]").is_disabled()
    answered(one.page, lambda: slider.press("Home"))
    until(one.page, "document.querySelectorAll('.os-log li').length === 1")
    assert (
        "Contact hours 3 → 0. Predicted: B does better than before, because =fewer meetings."
        in one.page.locator(".os-log li").inner_text()
    )
    assert slider.is_disabled()
    with one.page.expect_download() as kept:
        one.page.locator("button", has_text="Save the log").click()
    lines = kept.value.path().read_text().splitlines()
    assert lines[1].startswith("lever,from,to,predicted,because")
    assert lines[2].startswith('"contact_hours","3","0","more","\'=fewer meetings"')  # no formula for a spreadsheet


def test_files_are_kept(watched, address):
    one = watched()
    ready(one.page, f"{address}/?{QUICK}")
    for label, start in (
        ("Report", b"<!doctype html>"),
        ("One page", b"<!doctype html>"),
        ("Excel", b"PK"),
        ("CSV", b"\xef\xbb\xbfmetric"),
        ("Picture", b"\x89PNG"),
    ):
        with one.page.expect_download() as kept:
            one.page.locator(".os-actions button", has_text=label).click()
        assert kept.value.path().read_bytes().startswith(start), label
    panel = one.page.locator(".os-pictures [data-kind=revenue]")
    panel.locator("summary").click()
    for kind, start in (("csv", b"\xef\xbb\xbfmonth,"), ("svg", b"<svg"), ("png", b"\x89PNG")):
        with one.page.expect_download() as kept:
            panel.locator(f"[data-keep={kind}]").click()
        assert kept.value.path().read_bytes().startswith(start), kind
    one.quiet()


def test_numbers_are_written_as_in_python(watched, address):
    from orgsim.analysis.wording import amount

    values = [
        0.0,
        1.0,
        12.25,
        0.1225,
        12.345,
        99.94,
        99.96,
        100.4,
        999.6,
        1234.5,
        -0.5,
        0.001234,
        0.00001234,
        1e-7,
        123456.0,
        9.9e5,
        3e6,
    ]
    one = watched()
    one.page.goto(f"{address}/licenses.txt")
    for unit in ("", "EUR", "share"):
        for sign in (False, True):
            told = one.page.evaluate(
                """async ([values, unit, sign]) => {
                    const { amount } = await import('/orgsim-view.js');
                    return values.map((one) => amount(one, unit, { sign }));
                }""",
                [values, unit, sign],
            )
            assert told == [amount(value, unit, sign=sign) for value in values], (unit, sign)


def test_an_address_says_all_also_where_the_server_began_with_a_company(watched, chrome):
    """What is chosen stays chosen on reload, against what the server begins with; a path of designs is shown as it is."""
    with served(start={"company": "", "toml": VILLAGE}) as elsewhere:
        one = watched()
        ready(one.page, f"{elsewhere}/?years=0.25&pairs=4&company=smb_startup")
        assert one.page.get_by_label("Company", exact=True).input_value() == "smb_startup"
        answered(one.page, lambda: one.page.get_by_label("Company", exact=True).select_option("enterprise"))
        again = watched()
        ready(again.page, one.page.url)
        assert again.page.get_by_label("Company", exact=True).input_value() == "enterprise"
        ready(again.page, f"{elsewhere}/?company=smb_startup&years=0.25&pairs=4&a=separated then integrated@20")
        assert "chosen as a whole" in again.page.locator(".os-design-a").inner_text()
        assert lever(again.page, "a", "info_sharing").locator("input[type=number]").is_disabled()
        ready(again.page, f"{elsewhere}/?company=smb_startup&years=0.25&pairs=4&a=pods&b=pods")
        until(again.page, "document.querySelectorAll('.os-pictures [data-kind=flow] svg').length === 1")
        again.quiet()


def test_remarks_are_shown_and_long_questions_wait_for_each_other(watched, address):
    one = watched()
    ready(one.page, f"{address}/?company=smb_startup&years=0.1&pairs=4&a=pods&b=pods:crm=0.8&set=market.deal_value%3D12")
    assert one.page.locator(".os-remarks").count() == 1
    one.page.locator("[data-ask=turns]").click()
    one.page.locator("[data-ask=uncertain]").click()
    waiting = one.page.locator(".os-demand[data-kind=uncertain]")
    until(one.page, "document.querySelector('.os-demand[data-kind=turns] progress').value > 0")
    assert waiting.locator(".os-error").count() == 0
    until(one.page, "document.querySelector('.os-demand[data-kind=uncertain] .os-status').textContent.includes('waits')")
    one.page.locator(".os-demand[data-kind=turns] button", has_text="Cancel").click()
    until(one.page, "document.querySelector('.os-demand[data-kind=uncertain] progress').value > 0")
    waiting.locator("button", has_text="Cancel").click()


def test_a_slider_that_is_near_is_run_ahead(watched, address):
    """While a hand rests at a slider its next places are run; then a key is answered from what is known."""
    one = watched()
    ready(one.page, f"{address}/?{QUICK}&seed=99")
    slider = lever(one.page, "b", "message_sync").locator("input[type=range]")
    with one.page.expect_response(lambda answer: "message_sync" in (answer.request.post_data or "")) as asked:
        slider.focus()
    question = asked.value.request.post_data_json
    assert question["pairs"] == 2
    assert question["b"] in ("integrated:message_sync=0.55", "integrated:message_sync=0.65")
    one.quiet()

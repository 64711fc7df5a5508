"""The dashboard's server without a browser: whom it answers, what it refuses, and many readers at once."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from dataclasses import replace
from importlib.util import find_spec

import httpx
import pytest

import orgsim
from faces.browsing import served
from helpers import VILLAGE
from orgsim.faces import telling
from orgsim.faces.dashboard import app
from orgsim.faces.dashboard.guard import LARGEST
from orgsim.faces.dashboard.keeping import FILES
from orgsim.faces.dashboard.serving import listen
from orgsim.faces.view.payload import Payload
from orgsim.faces.view.question import Question
from orgsim.kernel.errors import BadValue, OrgsimError, UsageError

SMALL = {"toml": VILLAGE, "company": "", "years": 0.25, "pairs": 4}


@pytest.fixture(scope="module")
def address():
    with served() as found:
        yield found


@pytest.fixture(scope="module")
def client(address):
    with httpx.Client(base_url=address, timeout=60) as found:
        yield found


def messages(answer):
    return [json.loads(line) for line in answer.text.splitlines()]


def test_pairs_stream_in_and_the_last_answer_is_the_librarys(client, village):
    told = messages(client.post("/api/ask/compare", json=SMALL | {"pairs": 7}))
    payloads = [Payload.model_validate(one["payload"]) for one in told]
    assert [one.pairs_done for one in payloads] == [2, 6, 7]
    assert {one.pairs_asked for one in payloads} == {7}
    from orgsim.inputs.companies import company_of_text

    found = orgsim.compare(company=company_of_text(VILLAGE), years=0.25, pairs=7)
    assert payloads[-1].answers[0].headline == telling.verdict(found)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ({"pairs": 1}, "pairs = 1 lies outside 2..400"),
        ({"pairs": 100_000}, "pairs = 100000 lies outside"),
        ({"years": 1000}, "years"),
        ({"years": "two"}, "years"),
        ({"company": "/etc/passwd"}, "no company"),
        ({"company": "../../x.toml"}, "no company"),
        ({"a": "seperated"}, "separated"),
        ({"set": {"market.prospects": 2_000_000}}, "2,000,000 prospects are more"),
        ({"set": {"market.prospects": 200_000}, "pairs": 400, "years": 4}, "prospect-years"),
        ({"set": {"start.burn_in": 25_000}}, "more than a page lives through"),
        ({"set": {"market.dealvalue": 3}}, "deal_value"),
        ({"toml": "name = 3"}, "line 1"),
        ({"toml": "x" * 300_000}, "toml"),
        ({"surprise": 1}, "surprise"),
        ([1, 2], "no question"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(client, question, told):
    given = SMALL | question if isinstance(question, dict) and "company" not in question else question
    answer = client.post("/api/ask/compare", json=given | {"toml": ""} if "company" in question else given)
    text = answer.json()["error"] if answer.status_code == 400 else messages(answer)[-1]["error"]
    assert told in text
    assert "Traceback" not in text


def test_what_is_no_json_or_no_kind_is_refused(client):
    headers = {"content-type": "application/json"}
    assert client.post("/api/ask/compare", content="{", headers=headers).status_code == 400
    assert client.post("/api/ask/compare", content="[" * 100_000, headers=headers).status_code == 400
    assert client.post("/api/ask/compare", content="a=1", headers={"content-type": "text/plain"}).status_code == 400
    assert "compare" in client.post("/api/ask/comparison", json=SMALL).json()["error"]
    assert "xlsx" in client.post("/api/keep/xls", json=SMALL).json()["error"]
    assert client.get("/api/ask/compare").status_code == 405


@pytest.mark.parametrize("path", ["/../pyproject.toml", "/%2e%2e/etc/passwd", "/page.html", "/a/../app.py", "//etc/passwd"])
def test_no_other_file_is_served(client, path):
    assert client.get(path).status_code in (404, 421)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "localhost:8000"}, 200),
        ({"host": "127.0.0.1"}, 200),
        ({"host": "[::1]:80"}, 200),
        ({"host": "evil.example"}, 421),
        ({"host": "localhost.evil.example"}, 421),
        ({"host": ""}, 421),
        ({"host": "[bad"}, 421),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"host": "localhost", "origin": "http://localhost"}, 200),
        ({"host": "localhost", "origin": "http://localhost:1"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}, 200),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}, 403),
        ({"origin": "http://[bad"}, 403),
    ],
)
def test_only_this_machines_own_pages_may_ask(client, headers, status):
    assert client.get("/", headers=headers).status_code == status


def test_every_answer_keeps_the_page_to_itself(client):
    for answer in (client.get("/"), client.get("/nothing"), client.get("/", headers={"host": "evil.example"})):
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in answer.headers


def test_large_requests_are_refused_also_when_they_do_not_say_their_length(client):
    body = json.dumps(SMALL | {"a": "x" * LARGEST}).encode()
    headers = {"content-type": "application/json"}
    assert client.post("/api/company", content=body, headers=headers).status_code == 413
    assert client.post("/api/company", content=iter([body]), headers=headers).status_code == 413


def test_a_company_is_told_with_what_was_changed(client):
    told = client.post(
        "/api/company", json={"company": "smb_startup", "set": {"staff.reps": 9, "hours.switching": 0.5}}
    ).json()
    assert told["base"]["staff.reps"] == 4
    assert told["numbers"]["staff.reps"] == 9
    assert told["numbers"]["hours.switching"] == 0.5
    assert "reps = 9" in told["toml"]


def test_kept_tables_hold_every_metric(client):
    import io

    import pandas as pd

    table = pd.read_csv(io.BytesIO(client.post("/api/keep/csv", json=SMALL).content), encoding="utf-8-sig")
    assert set(table["metric"]) == set(orgsim.METRICS)


def test_what_is_missing_for_a_file_is_said_before_anything_is_run_for_it(client, monkeypatch):
    def missing() -> None:
        raise UsageError("Typst is not installed")

    monkeypatch.setitem(FILES, "pdf", replace(FILES["pdf"], check=missing))
    monkeypatch.setattr(app, "whole", lambda *_: pytest.fail("something was run"))
    assert "Typst" in client.post("/api/keep/pdf", json=SMALL).json()["error"]


def test_other_segments_are_told_back_refused_in_words_and_named_in_the_command(client):
    """A company with rows of one's own is a file of one's own, also for whoever makes the report again."""
    rows = [{"name": "a", "share": 0.25}, {"name": "b", "share": 0.75}]
    told = client.post("/api/company", json={"company": "smb_startup", "lists": {"segments": rows}}).json()
    assert [(one["name"], one["share"]) for one in told["lists"]["segments"]] == [("a", 0.25), ("b", 0.75)]
    question = Question.of({"company": "smb_startup", "lists": {"segments": rows}})
    assert "--company company.toml" in question.command()
    assert [one.share for one in question.base().segments] == [0.25, 0.75]
    misspelt = [{"name": "a", "shar": 1}]
    for wrong in ({"segments": rows[:1]}, {"segments": [rows[0]] * 50}, {"owners": rows}, {"segments": misspelt}):
        assert client.post("/api/company", json={"company": "smb_startup", "lists": wrong}).status_code == 400, wrong


def test_a_file_holds_what_else_was_asked(client):
    text = client.post("/api/keep/html?with=accounts", json=SMALL).text
    assert '"kind": "causes"' in text
    board = client.post("/api/keep/board.html", json=SMALL).text
    assert "--board" in board
    assert len(board) < len(text)
    pdf = client.post("/api/keep/pdf", json=SMALL)
    if find_spec("typst"):
        assert pdf.content.startswith(b"%PDF")
    else:
        assert "orgsim[pdf]" in pdf.json()["error"]
    assert client.post("/api/keep/html?with=surprise", json=SMALL).status_code == 400


def test_ten_people_at_once_each_see_their_own_answer(address):
    """Each moves another lever six times, as fast as answers come; nobody meets an error, or somebody else's numbers."""
    from orgsim.inputs.companies import company_of_text

    values = [0.1 * reader for reader in range(10)]

    async def reader(client, value):
        last = None
        for step in range(6):
            question = SMALL | {"pairs": 2, "b": f"integrated:info_sharing={value if step == 5 else 0.05 * step}"}
            async with client.stream("POST", f"{address}/api/ask/compare", json=question) as answer:
                assert answer.status_code == 200
                async for line in answer.aiter_lines():
                    message = json.loads(line)
                    assert "error" not in message
                    last = message["payload"]
        return last

    async def everybody():
        async with httpx.AsyncClient(timeout=60) as client:
            return await asyncio.gather(*(reader(client, value) for value in values))

    for value, payload in zip(values, asyncio.run(everybody()), strict=True):
        found = orgsim.compare(b=f"integrated:info_sharing={value}", company=company_of_text(VILLAGE), years=0.25, pairs=2)
        assert payload["answers"][0]["headline"] == telling.verdict(found)


def test_work_ends_soon_after_its_reader_has_left(address, monkeypatch):
    """A long question is left after its first word: the runs stop."""
    from orgsim.studies import pairs

    done = []
    real = pairs.outcome_of
    monkeypatch.setattr("orgsim.studies.remembered.outcome_of", lambda *given: (done.append(1), real(*given))[1])

    async def leave():
        question = SMALL | {"pairs": 400, "years": 3.0, "set": {"market.prospects": 20_000}}
        async with (
            httpx.AsyncClient(timeout=60) as client,
            client.stream("POST", f"{address}/api/ask/compare", json=question) as answer,
        ):
            async for _ in answer.aiter_lines():
                return

    asyncio.run(leave())
    time.sleep(1.5)
    count = len(done)
    time.sleep(1.0)
    assert len(done) == count < 100


def test_a_taken_port_and_a_strange_host_are_answered_in_words():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OrgsimError, match="Another --port"):
            listen("127.0.0.1", taken.getsockname()[1])
    with pytest.raises(BadValue, match="no address"):
        listen("no such host", 0)


@pytest.mark.parametrize(("words", "told"), [(("--port", "99999"), "port"), (("--company", "nowhere"), "no company")])
def test_the_verb_refuses_before_it_listens(orgsim, words, told):
    code, _, err = orgsim("dashboard", "--no-open", *words)
    assert code == 2
    assert told in err

"""A plan's points from tables as spreadsheets write them: what is meant is read, what is odd is named with its row."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from orgsim.kernel.errors import UsageError
from orgsim.studies.study import Study
from orgsim.studies.tables import MOST_ROWS, points_in


def read(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "points.csv"
    path.write_bytes(text.encode(encoding))
    return points_in(path)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_columns_name_what_varies(tmp_path, ending):
    frame = pd.DataFrame({"info_sharing": [0.2, 0.8], "segments": [1, 4], "without": ["nothing", "pay"]})
    path = tmp_path / f"points.{ending}"
    frame.to_csv(path, index=False) if ending == "csv" else frame.to_parquet(path)
    assert points_in(path)[1] == {"info_sharing": 0.8, "segments": 4, "without": "pay"}


POINTS = [{"info_sharing": 0.5, "message_sync": 0.6}, {"info_sharing": 0.7, "message_sync": 1}]


@pytest.mark.parametrize(
    "text",
    [
        "info_sharing,message_sync\n0.5,0.6\n0.7,1\n",
        "info_sharing, message_sync\r\n 0.5, 0.6\r\n 0.7,1.0\r\n",
        "info_sharing;message_sync\n0,5;0,6\n0,7;1\n;\n",
        "sep=;\ninfo_sharing;message_sync\n0,5;0,6\n0,7;1\n",
        "info_sharing\tmessage_sync\n0.5\t0,6\n0,7\t1e0\n",
        '"info_sharing","message_sync"\n"0.5","0.6"\n\n"0.7","1"\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_whatever_the_spreadsheet_writes_is_read_alike(tmp_path, text, encoding):
    assert read(tmp_path, text, encoding) == POINTS


def test_an_empty_cell_leaves_its_number_as_it_is(tmp_path):
    assert read(tmp_path, "# mine\ninfo_sharing,message_sync\n0.5,\n,0.6\n,\n") == [
        {"info_sharing": 0.5},
        {"message_sync": 0.6},
    ]
    pd.DataFrame({"info_sharing": [0.5, None]}).to_parquet(tmp_path / "p.parquet")
    assert points_in(tmp_path / "p.parquet") == [{"info_sharing": 0.5}, {}]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("info_sharing,message_sync\n0.5,0.6,0.7\n", "row 1: 3 values under 2 headings"),
        ("info_sharing,message_sync\n0.5,0.6\n0.7\n", "row 2: 1 values under 2 headings"),
        ("info_sharing,info_sharing\n0.5,0.6\n", "two columns are called info_sharing"),
        ("info_sharing,\n0.5,0.6\n", "column 2 has no name"),
        ("market.deal_value\n12,000\n", "row 1: 2 values under 1 headings"),
        ('market.deal_value,segments\n"12,000",1\n', "row 1, market.deal_value: '12,000' has marks between thousands"),
        ("market.deal_value;segments\n12.000,5;1\n", "'12.000,5' has marks between thousands"),
        ("market.prospects\tsegments\n12,000\t1\n", "'12,000' has marks between thousands"),
        ("market.deal_value;segments\n12.000;1\n", "'12.000' has marks between thousands"),
        ("market.deal_value\n12.000\n", "'12.000' has marks between thousands"),
        ("market.deal_value;segments\n12 000;1\n", "write 12000"),
        ("info_sharing\n50%\n", "row 1, info_sharing: '50%' is a percentage: write a share"),
        ("joint_head\nTRUE\n", "row 1, joint_head: 'TRUE' is no number: write 1 or 0"),
        ("info_sharing\n2026-05-01\n", "'2026-05-01' is a date"),
        ("info_sharing\n01.05.2026\n", "'01.05.2026' is a date"),
        ("info_sharing\nhigh\n", "'high' is no number"),
        ("info_sharing\nnan\n", "'nan' is no number"),
        ("info_sharing\n1e999\n", "is no number"),
        ("", "is empty"),
    ],
)
def test_what_is_odd_is_named_with_its_row(tmp_path, text, message):
    with pytest.raises(UsageError, match=message.replace("(", r"\(")):
        read(tmp_path, text)


@pytest.mark.parametrize("value", [True, dt.date(2026, 5, 1), dt.datetime(2026, 5, 1, tzinfo=dt.UTC)])
def test_parquet_has_its_own_oddities(tmp_path, value):
    pd.DataFrame({"info_sharing": [value]}).to_parquet(tmp_path / "p.parquet")
    with pytest.raises(UsageError, match="row 1, info_sharing"):
        points_in(tmp_path / "p.parquet")


def test_a_table_too_long_or_of_a_stranger_is_refused_in_short(tmp_path):
    with pytest.raises(UsageError, match=f"more than {MOST_ROWS:,}"):
        read(tmp_path, "info_sharing\n" + "0.5\n" * (MOST_ROWS + 1))
    with pytest.raises(UsageError) as caught:
        read(tmp_path, "name,mail\n" + "Ann Bell,a@example.com\n" * 3095)
    assert len(str(caught.value)) < 3000
    with pytest.raises(UsageError, match="Cannot read the plan's table"):
        points_in(tmp_path / "none.csv")


def test_a_study_takes_the_words_of_a_choice_from_a_table(folder):
    (folder / "points.csv").write_text("queue.order,info_sharing\narrival,0.5\nvalue,\n")
    study = Study(name="t", folder=str(folder), plan={"method": "table", "table": "points.csv"}, pairs=1, days=5)
    assert study.points[0] == {"queue.order": 1, "info_sharing": 0.5}
    assert "info_sharing" not in study.points[1]

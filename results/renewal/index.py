"""The index pages: ``results/README.md`` and ``experiments/README.md``, which file asks what and where the answer stands."""

from __future__ import annotations

from typing import Final

from orgsim.evidence.fitting import check_fit
from orgsim.faces.pages.figure import markdown
from orgsim.studies.study import Study
from renewal.artifacts import ROOT, kept
from renewal.ledger import Ledger

MADE_BY: Final = (
    "Made by `python results/renew.py`, which lists what is stale, why and how long it takes, and makes it again."
)
READ_THEM: Final = """The rows of a study are plain Parquet parts, to be read while it runs. Each different run stands there
once; `orgsim.load(folder).table()` repeats it for every point that asks for it.

```python
import duckdb, pandas, polars

duckdb.sql("select design, avg(profit) from 'results/head_to_head/parts/*.parquet' group by design").df()
polars.scan_parquet("results/head_to_head/parts/*.parquet").group_by("design").agg(polars.col("profit").mean()).collect()
pandas.read_parquet("results/head_to_head/parts").groupby("design")["profit"].mean()
```
"""
ALIVE: Final = "Does the model agree with what is known of real organizations, and is every part of it alive?"
FOUNDING: Final = "The two designs of the founding question, side by side."
EACH: Final = """Each file asks one question; `answers` names the experiments (X) and claims (C, T) that it bears on. Every
file names a larger size, run with `--scale full`."""
OTHERS: Final = """`fits/` holds the studies to which free numbers are fitted (`orgsim fit FILE`), `validation/` those of the
validation page (`orgsim validate --page experiments/validation`)."""


def _minutes(seconds: float) -> str:
    return f"{seconds / 60.0:.0f} min" if seconds >= 90.0 else f"{seconds:.0f} s" if seconds else ""


def _made(ledger: Ledger, name: str) -> list[str]:
    entry = ledger.entry(name)
    return [str(entry.get(key, "")) for key in ("made", "version")] + [_minutes(ledger.seconds(name))]


def _studies(folder: str) -> dict[str, Study]:
    return {path.stem: Study.from_toml(path) for path in sorted((ROOT / folder).glob("*.toml"))}


def results_page(ledger: Ledger) -> str:
    """The index of what is kept."""
    rows = [["what", "asks", "made", "version", "took"]]
    rows.append(["[first_comparison](first_comparison/table.csv)", FOUNDING, *_made(ledger, "first_comparison")])
    for name, study in _studies("experiments").items():
        if kept(ROOT / "experiments" / f"{name}.toml"):
            rows.append([f"[{name}]({name}/README.md)", study.about, *_made(ledger, name)])
    rows.append(["[validation](validation/README.md)", ALIVE, *_made(ledger, "validation")])
    fits = [["fit", "asks", "targets", "picture", "made", "version", "took"]]
    for name, study in _studies("experiments/fits").items():
        targets = ", ".join(one.name for one in check_fit(study))
        place = f"fits/{name}"
        fits.append(
            [f"[{name}]({place}/fit.json)", study.about, targets, f"[picture]({place}/fit.png)", *_made(ledger, place)]
        )
    blocks = ["# Results", MADE_BY, *_table(rows), "## Fits", *_table(fits), "## Reading rows", READ_THEM]
    return "\n\n".join(blocks)


def experiments_page(ledger: Ledger) -> str:
    """The index of what can be asked."""
    studies = _studies("experiments")
    done = [(ledger.seconds(name), study.size * study.length) for name, study in studies.items() if ledger.seconds(name)]
    pace = sum(seconds for seconds, _ in done) / max(1, sum(days for _, days in done))
    rows = [["file", "asks", "answers", "runs", "takes about", "answer"]]
    for name, study in studies.items():
        here = kept(ROOT / "experiments" / f"{name}.toml")
        answer = f"[results/{name}](../results/{name}/README.md)" if here else f"`orgsim study run experiments/{name}.toml`"
        takes = _minutes(ledger.seconds(name) or pace * study.size * study.length)
        rows.append([f"[{name}.toml]({name}.toml)", study.about, ", ".join(study.answers), f"{study.size:,}", takes, answer])
    return "\n\n".join(["# Experiments", EACH, MADE_BY, *_table(rows), OTHERS]) + "\n"


def _table(rows: list[list[str]]) -> list[str]:
    return ["\n".join(markdown(rows))]


def write_index(ledger: Ledger) -> None:
    """Write both pages."""
    (ROOT / "results" / "README.md").write_text(results_page(ledger), encoding="utf-8")
    (ROOT / "experiments" / "README.md").write_text(experiments_page(ledger), encoding="utf-8")

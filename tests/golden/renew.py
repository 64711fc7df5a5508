"""Reference results: digests of histories, and every metric to read. Renew on purpose: ``python tests/golden/renew.py``.

Both are kept apart: a metric that is defined otherwise changes ``metrics.json`` only, and ``histories.json`` changes only
where a run gives something else.
"""

from __future__ import annotations

import hashlib
import json
import math
from pathlib import Path
from typing import Any

from orgsim.inputs.companies import company, company_names
from orgsim.model.simulation import simulate
from orgsim.results.history import TABLES, History

HISTORIES = Path(__file__).parent / "histories.json"
METRICS = Path(__file__).parent / "metrics.json"
DESIGNS = ("separated", "integrated")


def runs() -> dict[str, History]:
    """The reference runs: each company, made small, a year under either design, after a short past where it has one."""
    found = {}
    for whose in company_names():
        small = company(whose)
        for name, value in {"market.prospects": 2000, "start.customers": small.start.customers // 10,
                            "start.burn_in": min(63, small.start.burn_in)}.items():  # fmt: skip
            small = small.set(name, value)
        found |= {f"{whose} {of}": simulate(of, small, days=252, seed=2026) for of in DESIGNS}
    return found


def digest(history: History) -> str:
    """Fingerprint of a history's bytes."""
    return hashlib.sha256(b"".join(getattr(history, table).tobytes() for table in TABLES)).hexdigest()


def numbers(history: History) -> dict[str, float]:
    """The metrics of a history that are numbers, by name."""
    return {name: value for name, value in sorted(history.metrics().items()) if math.isfinite(value)}


def write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=2) + "\n")


if __name__ == "__main__":
    now = runs()
    write(HISTORIES, {name: digest(history) for name, history in now.items()})
    write(METRICS, {name: numbers(history) for name, history in now.items()})

"""Reference results: digests, and every metric to read. Renew on purpose: ``python tests/golden/renew.py``."""

from __future__ import annotations

import hashlib
import json
import math
from pathlib import Path
from typing import Any

from orgsim.inputs.companies import company, company_names
from orgsim.model.simulation import simulate
from orgsim.results.history import TABLES

PATH = Path(__file__).parent / "histories.json"


def golden() -> dict[str, Any]:
    """What the reference runs give now."""
    found = {}
    for whose in company_names():
        small = company(whose)
        small = small.model_copy(update={"market": small.market.model_copy(update={"prospects": 2000})})
        for name in ("separated", "integrated"):
            history = simulate(name, small, days=252, seed=2026)
            digest = hashlib.sha256(b"".join(getattr(history, table).tobytes() for table in TABLES)).hexdigest()
            numbers = {key: value for key, value in history.metrics().items() if math.isfinite(value)}
            found[f"{whose} {name}"] = {"digest": digest} | numbers
    return found


if __name__ == "__main__":
    PATH.write_text(json.dumps(golden(), indent=2) + "\n")

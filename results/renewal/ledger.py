"""What was made, when, by what and how long it took: ``ledger.json``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from orgsim.kernel.fingerprints import fingerprints
from orgsim.results.provenance import package_version

PATH: Final = Path(__file__).parent.parent / "ledger.json"


class Ledger:
    """The entries by artifact: date, version, model, seconds, and fingerprints of what it was made from."""

    def __init__(self) -> None:
        self.entries: dict[str, dict[str, Any]] = json.loads(PATH.read_text(encoding="utf-8")) if PATH.is_file() else {}

    def entry(self, name: str) -> dict[str, Any]:
        """What is known of an artifact."""
        return self.entries.get(name, {})

    def seconds(self, name: str) -> float:
        """How long it took when it was last made from the start; 0 where that is not known."""
        return float(self.entry(name).get("seconds", 0.0))

    def changed(self, name: str, inputs: dict[str, str]) -> list[str]:
        """What an artifact was made from that is otherwise now."""
        was = self.entry(name).get("inputs")
        if was is None:
            return ["not in the ledger"]
        return [f"{what} changed since" for what, digest in inputs.items() if was.get(what) != digest]

    def note(self, name: str, *, seconds: float | None, inputs: dict[str, str], made: str) -> None:
        """Remember that an artifact has been made; ``seconds`` is None where little was done anew."""
        took = round(seconds, 1) if seconds is not None else self.seconds(name)
        facts = {"made": made, "version": package_version(), "model": fingerprints().model, "seconds": took}
        self.entries[name] = facts | {"inputs": inputs}
        PATH.write_text(json.dumps(dict(sorted(self.entries.items())), indent=1) + "\n", encoding="utf-8")

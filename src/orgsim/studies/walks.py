"""What does a run: ``orgsim.simulate``, or a function of one's own that is called like it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from orgsim.results.history import History

Walk = Callable[..., History]
"""Called as ``walk(design, company, settings=, seed=, days=, journeys=False)``; ``orgsim.simulate`` by default."""
OWN_WALK: Final = "orgsim.simulation.simulate"

"""A study of a village that takes a second."""

from __future__ import annotations

import pytest

from orgsim.studies.study import Study


@pytest.fixture
def small(folder):
    """Two designs, three points, four pairs: 24 runs."""
    return Study(
        name="small",
        companies=("village.toml",),
        designs=("separated", "pods"),
        vary={"hours.switching": {"values": [0.0, 0.25, 0.5]}},
        metrics=("profit", "leads", "deals"),
        series=("revenue",),
        pairs=4,
        days=42,
        folder=str(folder),
    )

"""What levers and mechanisms carry: it adds up, is kept, and goes on where it was stopped."""

from __future__ import annotations

import pytest

from orgsim.analysis.why.groups import GROUPS
from orgsim.analysis.why.levers import why
from orgsim.inputs.designs import DESIGNS, OrgDesign
from orgsim.kernel.errors import BadValue, OtherStudy, UnknownName
from orgsim.kernel.parameters import parameters
from orgsim.studies.inquiry import Inquiry
from orgsim.studies.scenario import Scenario


def test_every_lever_stands_in_one_group():
    grouped = [one for members in GROUPS.values() for one in members]
    assert sorted(grouped) == sorted(parameters(OrgDesign))


def test_levers_and_mechanisms_divide_one_difference(village, tmp_path):
    """All ways of dividing it come to the same whole: that of the two designs under these pairs."""
    given = {"company": village, "days": 60, "pairs": 2}
    sides = {name: Scenario.of(name, village, days=60) for name in ("separated", "integrated")}
    with Inquiry(sides, folder=tmp_path / "apart") as asked:
        both = asked.values([{}], range(2))
    truth = (both[1] - both[0]).mean()
    for by in ("groups", "levers", "mechanisms"):
        found = why(by=by, folder=tmp_path / by, **given)
        assert found.shared.total[0] == pytest.approx(truth)
        assert sum(one[0] for _, one in found.parts) == pytest.approx(truth)
    assert "separated" in found.summary()


def test_one_lever_carries_all_where_only_one_differs(village, tmp_path):
    found = why("separated", "separated:contact_hours=4", village, days=60, pairs=2, folder=tmp_path / "one")
    assert [name for name, _ in found.parts] == ["talk"]
    assert found.members["talk"] == ("contact_hours",)
    assert found.parts[0][1] == pytest.approx(found.shared.total)


def test_what_cannot_be_divided_is_refused(village, tmp_path):
    with pytest.raises(BadValue, match="no lever differs"):
        why("pods", DESIGNS["pods"], village, folder=tmp_path / "x")
    with pytest.raises(BadValue, match="neither design changes on the way"):
        why("pods", "separated then integrated@5", village, folder=tmp_path / "x")
    with pytest.raises(UnknownName, match="way to divide"):
        why("pods", "separated", village, by="group", folder=tmp_path / "x")


def test_what_is_kept_is_not_run_again_and_a_stop_loses_nothing(village, tmp_path):
    seen = []

    def stop(done, _total):
        seen.append(done)
        if done >= 20:
            raise KeyboardInterrupt

    given = {"company": village, "days": 40, "pairs": 2, "folder": tmp_path / "kept", "workers": 1}
    with pytest.raises(KeyboardInterrupt):
        why(**given, progress=stop)
    with Inquiry({"a": Scenario.of("separated", village, days=40)}, folder=tmp_path / "kept") as asked:
        kept = len(asked._rows)
    assert 20 <= kept < 128
    first = why(**given)
    runs = []
    again = why(**given, progress=lambda done, total: runs.append((done, total)))
    assert again.shared.each == pytest.approx(first.shared.each)
    assert runs == [(0, 128)]  # what was foreseen, and no run done
    whole = why(**given | {"folder": tmp_path / "fresh"})
    assert whole.shared.each == pytest.approx(first.shared.each)


def test_a_folder_of_another_question_is_not_mixed_with_this_one(village, tmp_path):
    why("separated", "pods", village, days=20, pairs=2, folder=tmp_path / "kept")
    with pytest.raises(OtherStudy, match="holds the runs of another question"):
        why("separated", "pods", village, days=21, pairs=2, folder=tmp_path / "kept")

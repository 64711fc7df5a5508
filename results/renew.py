"""Renews what is kept: lists what is stale, why, and how long it takes, and makes it again.

    python results/renew.py --list      # what is stale, and why; nothing is run
    python results/renew.py             # makes again what is stale
    python results/renew.py --index     # makes the index pages only: a design or mechanism more is more runs of experiments
    python results/renew.py NAME ...    # makes these again, stale or not; --fresh runs their studies from the start

Golden histories are renewed on purpose only, by name: ``python results/renew.py golden``. What was made, when and by what
stands in ``ledger.json``; the index pages ``results/README.md`` and ``experiments/README.md`` are made from it.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).parent))
from orgsim.kernel.errors import BrokenFile, CheckFailed, OrgsimError, OtherStudy, UnknownName
from renewal.artifacts import ROOT, Artifact, artifacts
from renewal.index import write_index
from renewal.ledger import Ledger


def told(one: Artifact, ledger: Ledger, reasons: list[str]) -> str:
    """One line of the list: name, how long it took, and why it is stale."""
    seconds = ledger.seconds(one.name)
    took = f"{seconds / 60.0:5.1f} min" if seconds >= 60.0 else f"{seconds:5.0f} s  " if seconds else "       ? "
    return f"{'stale' if reasons else 'fine '}  {took}  {one.name}" + "".join(f"\n{'':19}{reason}" for reason in reasons)


def why(one: Artifact) -> list[str]:
    """Why it is stale; what cannot be read is."""
    try:
        return one.why()
    except OrgsimError as error:
        return [str(error)]


@click.command()
@click.argument("names", nargs=-1)
@click.option("--list", "only_list", is_flag=True, help="Only say what is stale, and why.")
@click.option("--index", "only_index", is_flag=True, help="Only make the index pages, of results and of experiments.")
@click.option("--fresh", is_flag=True, help="Throw away rows that are there, and run the studies from the start.")
def main(names: tuple[str, ...], only_list: bool, only_index: bool, fresh: bool) -> None:
    """Renew results, fits, validation, pictures, notebooks, index pages; golden histories where they are named."""
    os.chdir(ROOT)
    ledger = Ledger()
    known = {one.name: one for one in artifacts(ledger)}
    if only_index:
        write_index(ledger)
        return
    for name in names:
        if name not in known:
            raise UnknownName("artifact", name, known)
    chosen = [known[name] for name in names] if names else list(known.values())
    reasons = {one.name: why(one) for one in chosen}
    for one in chosen:
        click.echo(told(one, ledger, reasons[one.name]))
    if only_list:
        return
    failed = 0
    for one in chosen:
        if not names and (one.by_name or not reasons[one.name]):
            continue
        if fresh and one.folder is not None and one.folder.is_dir():
            shutil.rmtree(one.folder)
        click.echo(f"\n{one.name} ...")
        start = time.perf_counter()
        try:
            anew = one.make()
        except OrgsimError as error:
            failed += 1
            click.echo(f"{one.name}: {error}")
            if isinstance(error, OtherStudy | BrokenFile):
                click.echo(f"renew.py --fresh {one.name} throws it away and begins anew.")
            continue
        ledger.note(
            one.name,
            seconds=time.perf_counter() - start if anew else None,
            inputs=one.inputs(),
            made=datetime.now(UTC).date().isoformat(),
        )
        left = why(one)
        click.echo(
            f"{one.name}: done in {time.perf_counter() - start:.0f} s" + "".join(f"\n  still {reason}" for reason in left)
        )
    write_index(ledger)
    if failed:
        raise CheckFailed(f"{failed} of them could not be renewed.")


if __name__ == "__main__":
    try:
        main(standalone_mode=False)
    except OrgsimError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)

"""``orgsim dashboard``: a page with sliders, on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from orgsim.faces.cli import options
from orgsim.faces.cli.console import note, say
from orgsim.kernel.arguments import whole
from orgsim.kernel.errors import BadValue

LOOPBACK = "127.0.0.1"


@click.command(epilog="Example: orgsim dashboard --company marketplace")
@click.option(
    "--company", default="midmarket_saas", show_default=True, metavar="NAME|FILE.toml",
    help="The company to begin with: a shipped one, or your own numbers in a TOML file.",
)  # fmt: skip
@click.option("--port", type=options.WHOLE, default=8765, show_default=True, help="Port; 0 takes a free one.")
@click.option(
    "--host",
    default=LOOPBACK,
    show_default=True,
    help="Address to listen at; others than the default open it to the network.",
)
@click.option("--workers", type=options.WHOLE, help="Threads. [default: one per core]")
@click.option("--open/--no-open", "opens", default=True, show_default=True, help="Open the page in the browser.")
@options.quiet
def command(company: str, port: int, host: str, workers: int | None, opens: bool, quiet: bool) -> None:
    """Open a page with sliders: every lever of two designs, answers while one drags.

    Everything is computed on this machine. Ctrl-C ends it.
    """
    port = int(whole(0, 65_535, "port")("port", port))
    options.checked_names(company=company, today=None)
    options.hush(quiet=quiet)
    from orgsim.faces.dashboard.serving import listen, serve

    start = started(company)
    found = listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{'localhost' if host == LOOPBACK else shown}:{found.getsockname()[1]}/"
    say(f"orgsim dashboard at {address} (Ctrl-C ends it)")
    if host not in (LOOPBACK, "localhost", "::1"):
        note(f"Everybody who reaches {host} can ask this machine to simulate.", quiet=quiet)
    serve(found, host=host, workers=workers, start=start, opened=address if opens else None)


def started(company: str) -> dict[str, Any]:
    """The question that the page begins with."""
    from orgsim.faces.view.question import LONGEST
    from orgsim.inputs.companies import company_names
    from orgsim.kernel.texts import read_text

    if company in company_names():
        return {"company": company}
    text = read_text(Path(company), "company file")
    if len(text) > LONGEST:
        raise BadValue(f"{company} is longer than the {LONGEST // 1024} kB that a page takes.")
    return {"company": "", "toml": text}

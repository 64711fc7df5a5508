"""The command line: one small file per verb, each thin: read, call the library, print. Data to stdout, notes to stderr."""

from __future__ import annotations

from typing import NoReturn


def main() -> NoReturn:
    """Run the command line. Whatever takes time is imported when an interrupt is already listened for."""
    from orgsim.faces.cli import signals

    signals.listen()
    try:
        from orgsim.faces.cli.group import run

        code = run()
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 1
    except BaseException as error:  # compiled libraries make errors of their own out of a stop
        stop = signals.heard(error)
        if stop is None:
            raise
        code = signals.told(stop)
    signals.finish(code)


__all__ = ["main"]

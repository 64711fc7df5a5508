"""``orgsim designs``: presets as a table, or one with its levers."""

from __future__ import annotations

import click

from orgsim.faces.cli import options
from orgsim.faces.cli.console import note, say
from orgsim.faces.cli.layout import columns, filled, too_wide

GRAMMAR = (
    "Also: 'separated:info_sharing=0.9' changes levers; 'separated then integrated@252~63' switches on day 252, over 63 "
    "days; 'separated vs integrated' puts two organizations into one market."
)


@click.command(epilog="Example: orgsim designs show pods")
@click.argument("name", nargs=-1, metavar="[show NAME]")
@options.as_json
def command(name: tuple[str, ...], json_out: bool) -> None:
    """List the designs, or show one: `orgsim designs show NAME`."""
    from orgsim.inputs.designs import DESIGNS, PATHS, PRESETS

    named = options.named(name, "design", "designs")
    if named is not None:
        show(named, json_out=json_out)
        return
    if json_out:
        options.print_json("designs", {"designs": {key: one.design.model_dump() for key, one in PRESETS.items()}})
        return
    few = ("specialization", "incentive_share", "info_sharing", "handoff_latency", "message_sync", "owner_stays",
           "routing_rule", "contact_hours")  # fmt: skip
    rows = [["design", *few]]
    rows += [[key, *(f"{getattr(of, lever):g}" for lever in few)] for key, of in DESIGNS.items()]
    while too_wide(rows) and len(rows[0]) > 2:
        rows = [row[:-1] for row in rows]
    say("\n".join(columns(rows)))
    say("\n" + "\n".join(filled(f"{key}: {PRESETS[key].origin}") for key in PATHS))
    note(f"\n{filled(GRAMMAR)}\nAll levers and the origin of one: orgsim designs show NAME")


def show(named: str, *, json_out: bool) -> None:
    """One design with all its levers; a path phase by phase, two organizations side by side."""
    from orgsim.inputs.designs import PRESETS, DesignPath, OrgDesign, Rivalry, design
    from orgsim.kernel.parameters import parameters

    of = design(named)
    preset = PRESETS.get(named.partition(":")[0])
    origin = preset.origin if preset else ""
    if json_out:
        options.print_json("design", {"name": named, "origin": origin, "levers": of.model_dump()})
        return
    say(f"{filled(f'{named}: {origin}')}\n")
    shown: dict[str, OrgDesign] = {}
    for side, one in {"own": of.own, "other": of.other}.items() if isinstance(of, Rivalry) else [("", of)]:
        if isinstance(one, DesignPath):
            shown |= {
                f"{side} day {phase.day}".strip() + (f" over {phase.ramp}" if phase.ramp else ""): phase.to
                for phase in one.phases
            }
        else:
            shown[side or "value"] = one
    rows = [["lever", *shown, "range", "meaning"]]
    for lever, declared in parameters(OrgDesign).items():
        rows.append([lever, *(f"{getattr(one, lever):g}" for one in shown.values()), declared.allowed, declared.about])
    say("\n".join(columns(rows, left=len(rows[0]))))

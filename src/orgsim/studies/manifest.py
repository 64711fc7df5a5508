"""What a study's folder says of itself, read with care: it may be damaged, or come from a stranger."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from orgsim.kernel.errors import BrokenFile, UsageError, shown
from orgsim.kernel.texts import read_text

FORMAT: Final = 2
MOST_RUNS: Final = 10_000_000
LARGEST: Final = 1 << 26  # bytes of a manifest, unpacked
ADVICE: Final = "`orgsim study repair FOLDER` gets it back from the parts; what is damaged is set aside, never removed"

Shape = Any  # a type, a range of whole numbers, a table of shapes by key, a list of one shape, or a mapping of str to one
SHAPE: Final[dict[str, Shape]] = {
    "name": str, "file": str, "begun": str, "pairs": range(1, 100_001), "points": range(1, MOST_RUNS + 1),
    "also": [{"model": str}],
    "made": dict.fromkeys(("version", "model", "python", "numpy", "platform"), str),
    "study": {
        "about": str, "pairs": range(1, 100_001), "seed": range(2**63), "vary": {str: dict}, "design": {str: dict},
        "settings": dict, "companies": [str], "designs": [str], "metrics": [str], "series": [str], "scale": dict,
        "fit": {str: str},
        "plan": {"method": str, "points": range(MOST_RUNS), "levels": range(1001)},
        "page": {"figure": str, "metrics": [str], "reading": str, "numbers": {str: dict}},
    },
    "recipe": {
        "companies": {str: dict}, "designs": {str: dict}, "settings": dict, "seed": range(2**63), "days": range(1, 25_201),
        "metrics": [str], "series": [str], "series_days": range(1, 253), "limits": {str: [str]}, "walk": str,
    },
    "columns": {
        "factors": {str: {"unit": str, "about": str, "words": bool}},
        "metrics": {str: {"label": str, "unit": str, "code": str}},
        "series": {str: {"unit": str, "code": str}},
    },
}  # fmt: skip
GIT: Final[dict[str, Shape]] = {"commit": str, "clean": (bool, type(None))}


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest in a file. Raises UsageError where there is none, BrokenFile where it is damaged."""
    if not path.is_file():
        raise UsageError(f"{path.parent} holds no study: manifest.json is missing.")
    try:
        return checked(json.loads(read_text(path, "manifest", LARGEST)))
    except (ValueError, RecursionError, UsageError) as error:
        raise BrokenFile(
            path, [f"damaged: {shown(error) if isinstance(error, RecursionError) else error}", ADVICE]
        ) from None


def checked(content: Any) -> dict[str, Any]:
    """The content, where it is a manifest's. Raises ValueError with what is wrong with it."""
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        told = content.get("format") if isinstance(content, dict) else content
        raise ValueError(f"format {shown(told)} is not the format {FORMAT} of a study's manifest")
    if wrong := next(_misfits(content, SHAPE, ""), None):
        raise ValueError(wrong)
    if not isinstance(content["recipe"].get("assumed", {}), dict):
        raise ValueError("recipe.assumed is no table")  # noqa: TRY004  # what a damaged file is told by
    if content.get("git") is not None and (wrong := next(_misfits(content["git"], GIT, "git"), None)):
        raise ValueError(wrong)
    recipe = content["recipe"]
    for kind in ("metrics", "series"):
        if set(recipe[kind]) != content["columns"][kind].keys():
            raise ValueError(f"columns.{kind} are not those of recipe.{kind}")
    runs = len(recipe["companies"]) * len(recipe["designs"]) * content["points"] * content["pairs"]
    if runs > MOST_RUNS:
        raise ValueError(f"it asks for {runs:,} runs, more than {MOST_RUNS:,}")
    return content


def _misfits(value: Any, shape: Shape, where: str) -> Iterator[str]:
    """Where a value has another shape than it should, in words."""
    if isinstance(shape, range):
        if isinstance(value, bool) or not isinstance(value, int) or value not in shape:
            yield f"{where} = {shown(value)} lies outside {shape.start}..{shape.stop - 1}"
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{where} = {shown(value)} is no list"
        else:
            for place, one in enumerate(value):
                yield from _misfits(one, shape[0], f"{where}.{place}")
    elif isinstance(shape, dict):
        yield from _table(value, shape, where)
    elif not isinstance(value, shape):
        yield f"{where} = {shown(value)} is of the wrong kind"


def _table(value: Any, shape: Mapping[Any, Shape], where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where or 'it'} is no table"
        return
    inner = f"{where}." if where else ""
    if str in shape:
        for name, one in value.items():
            yield from _misfits(one, shape[str], f"{inner}{name}")
        return
    for name, one in shape.items():
        if name not in value:
            yield f"{inner}{name} is missing"
        else:
            yield from _misfits(value[name], one, f"{inner}{name}")


def packed(manifest: Mapping[str, Any]) -> bytes:
    """A manifest as each part carries it: small, and in letters, as the format wants it."""
    return base64.b64encode(zlib.compress(json.dumps(manifest).encode(), 9))


def unpacked(content: bytes) -> dict[str, Any]:
    """The manifest that a part carries. Raises ValueError where it carries none that is whole."""
    try:
        reader = zlib.decompressobj()
        text = reader.decompress(base64.b64decode(content, validate=True), LARGEST)
        return checked(json.loads(text))
    except (zlib.error, RecursionError) as error:
        raise ValueError(str(error)) from None

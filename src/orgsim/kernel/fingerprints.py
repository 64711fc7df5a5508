"""Two fingerprints of the sources: of what is compiled, and of what decides a run.

Both are taken of the syntax, not of the text: a comment, a docstring, an annotation or a declared number's sentence and
range change neither. The first names the folder in which compiled rules are kept; the second goes into the identity of
every stored run. The numbers themselves count where they are used: a run's identity holds them one by one.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from orgsim.kernel.folders import cache_root

PACKAGE = Path(__file__).resolve().parent.parent
PARTS = (
    "kernel", "model", "results/codes.py", "results/tables.py", "inputs/limits.py", "inputs/companies/company.py",
    "inputs/companies/market.py", "inputs/designs/path.py", "studies/scenario.py",
)  # fmt: skip
"""Where rules, the state they work on and its codes are; nothing outside of these can change a run."""
COMPILER = (
    "kernel/rules.py", "kernel/compiler.py", "kernel/compiled_tables.py", "kernel/handles.py", "kernel/places.py",
)  # fmt: skip
"""What decides how rules are compiled, beside the rules themselves."""
WITHOUT_RUN = (
    "kernel/toml.py", "kernel/errors.py", "kernel/files.py", "kernel/folders.py", "kernel/fingerprints.py",
    "kernel/definitions.py", "kernel/arguments.py", "kernel/parquet.py", "kernel/texts.py",
    "model/agents", "model/org_model.py", "model/duopoly.py", "model/mesa_customs.py",
)  # fmt: skip
"""What lies among them and decides no run: reading, messages, caches, and the faces that agents have in Mesa."""
DECLARED = ("parameter", "choice", "Field")
"""How numbers are declared: their values go into a run's identity one by one."""
NOTES = 16  # fingerprints of earlier states of the files that stay noted
_NOTE = re.compile(r"fingerprints-[0-9a-f]{24}\.json")
SILENT_FIELDS = frozenset({"annotation", "returns", "type_comment", "type_params", "ctx", "kind"})


@dataclass(frozen=True)
class Fingerprints:
    """Both fingerprints, sixteen hex digits each."""

    compiled: str
    model: str


def fingerprint(tree: ast.AST, *, strings: bool = True) -> str:
    """What a piece of syntax does, in hex digits: without comments, docstrings and annotations, and the same on every
    Python; without its texts, too, where ``strings`` is False.
    """
    return hashlib.sha256("\n".join(_told(tree, strings=strings)).encode()).hexdigest()


def _told(node: ast.AST, *, strings: bool) -> Iterator[str]:
    yield f"({type(node).__name__}"
    for name, value in ast.iter_fields(node):
        if name in SILENT_FIELDS or (isinstance(node, ast.FunctionDef | ast.ClassDef) and name == "decorator_list"):
            continue
        yield name
        for one in _without_docstring(node, value) if isinstance(value, list) else [value]:
            if isinstance(one, ast.AST):
                yield from _told(one, strings=strings)
            elif one is not None and (strings or not isinstance(one, str) or not isinstance(node, ast.Constant)):
                yield repr(one)
    yield ")"


def _without_docstring(node: ast.AST, body: list[ast.AST]) -> list[ast.AST]:
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
        return [one for one in body if not _is_text(one)]
    return body


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _calls(node: ast.AST | None, *names: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def _is_rule(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and any(_is_named(one, "rule") for one in node.decorator_list)


def _is_named(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _are_codes(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef) and any(_is_named(one, "Code") for one in node.bases)


def _is_constant(node: ast.AST) -> bool:
    """A named value at the top of a module, or codes: what rules read beside tables."""
    return _are_codes(node) or isinstance(node, ast.Assign | ast.AnnAssign)


def _compiled(path: str, tree: ast.Module) -> Iterator[str]:
    """Fingerprints of a module's rules, and of the values that they read; of codes without their sentences. Of a module that
    writes rules by ``one_of`` all counts.
    """
    whole = path in COMPILER or any(_is_named(node, "one_of") for node in ast.walk(tree))
    chosen = [node for node in tree.body if whole or _is_rule(node) or _is_constant(node)]
    for node in chosen:
        if not isinstance(node, ast.Import | ast.ImportFrom):
            yield fingerprint(node, strings=not _are_codes(node))
    yield from _imported(tree, chosen)


def _imported(tree: ast.Module, users: Iterable[ast.AST]) -> Iterator[str]:
    """What of the package a module's nodes use that stands in other modules, by its place and the name that it has here."""
    used = {one.id for node in users for one in ast.walk(node) if isinstance(one, ast.Name)}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and str(node.module).partition(".")[0] == PACKAGE.name:
            for one in node.names:
                if (one.asname or one.name) in used:
                    yield f"{node.module}.{one.name} as {one.asname or one.name}"


class _Bare(ast.NodeTransformer):
    """Takes from classes what only describes: declared numbers with their ranges, sentences of columns, facts for people."""

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        codes = _are_codes(node)
        node.body = [self._bare(one, codes=codes) for one in node.body if not self._describes(one)] or [ast.Pass()]
        return node

    @staticmethod
    def _describes(node: ast.stmt) -> bool:
        if not isinstance(node, ast.AnnAssign):
            return False
        return node.value is None or _calls(node.value, *DECLARED) or "ClassVar" in ast.dump(node.annotation)

    @staticmethod
    def _bare(node: ast.stmt, *, codes: bool) -> ast.stmt:
        if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Call) and _calls(node.value, "column"):
            node.value.args = node.value.args[:1] + node.value.args[2:3]
            node.value.keywords = []
        if codes and isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple):
            node.value = node.value.elts[0]
        return node


def _deciding(path: str, tree: ast.Module) -> Iterator[str]:
    """Fingerprint of all that a module does in a run."""
    if not path.startswith(WITHOUT_RUN):
        bare = _Bare().visit(tree)
        body = [one for one in bare.body if not isinstance(one, ast.Import | ast.ImportFrom)]
        yield from sorted(_imported(tree, body))
        bare.body = body
        yield fingerprint(bare)


def _digest(files: dict[str, bytes], told: Callable[[str, ast.Module], Iterator[str]]) -> str:
    digest = hashlib.sha256()
    for path, text in files.items():
        for one in told(path, ast.parse(text)):
            digest.update(f"{path} {one}\n".encode())
    return digest.hexdigest()[:16]


def _files(package: Path) -> dict[str, bytes]:
    found = [
        path for part in PARTS for path in ([package / part] if part.endswith(".py") else (package / part).rglob("*.py"))
    ]
    return {path.relative_to(package).as_posix(): path.read_bytes() for path in sorted(found) if path.is_file()}


def taken(package: Path) -> Fingerprints:
    """Both fingerprints of a package's sources, taken anew."""
    files = _files(package)
    return Fingerprints(_digest(files, _compiled), _digest(files, _deciding))


@cache
def fingerprints() -> Fingerprints:
    """Both fingerprints of this program. Reading the syntax takes longer than all else at a start, so they are remembered
    beside the compiled rules, by the bytes of the files.
    """
    raw = hashlib.sha256()
    for path, text in _files(PACKAGE).items():
        raw.update(f"{path} {len(text)}\n".encode() + text)
    note = cache_root() / f"fingerprints-{raw.hexdigest()[:24]}.json"
    try:
        return Fingerprints(**json.loads(note.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        found = taken(PACKAGE)
    try:
        handle, beside = tempfile.mkstemp(dir=note.parent, prefix=".fingerprints-")
        with os.fdopen(handle, "w", encoding="utf-8") as sink:
            json.dump(vars(found), sink)
        Path(beside).replace(note)
        notes = [one for one in note.parent.iterdir() if _NOTE.fullmatch(one.name)]
        for old in sorted(notes, key=lambda one: -one.stat().st_mtime)[NOTES:]:
            old.unlink(missing_ok=True)
    except OSError:
        pass  # it is taken again next time
    return found

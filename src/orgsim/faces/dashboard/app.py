"""The dashboard's server: its page, what controls are made of, answers as streams, and files to keep."""

from __future__ import annotations

import contextlib
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from importlib.resources import files
from typing import Any, Final

import anyio.to_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from orgsim.faces.dashboard.guard import Guard, TooLargeError
from orgsim.faces.dashboard.keeping import FILES
from orgsim.faces.dashboard.stream import Readers, lines, while_asked
from orgsim.faces.view.answers import ANSWERS, whole
from orgsim.faces.view.declarations import declarations, told_of
from orgsim.faces.view.question import Question
from orgsim.inputs.companies.writing import as_toml
from orgsim.kernel.errors import BadValue, OrgsimError, UnknownName
from orgsim.kernel.wanted import Left

FACES: Final = files("orgsim.faces")
STATIC: Final = {
    "/": (FACES / "dashboard" / "page.html", "text/html; charset=utf-8"),
    "/page.js": (FACES / "dashboard" / "page.js", "text/javascript; charset=utf-8"),
    "/page.css": (FACES / "dashboard" / "page.css", "text/css; charset=utf-8"),
    "/orgsim-view.js": (FACES / "view" / "orgsim-view.js", "text/javascript; charset=utf-8"),
    "/licenses.txt": (FACES / "view" / "LICENSES.txt", "text/plain; charset=utf-8"),
}
"""All that is ever read from a disk, by its address."""
NDJSON: Final = "application/x-ndjson"
Handler = Callable[[Request], Awaitable[Response]]


def application(*, host: str = "127.0.0.1", workers: int | None = None, start: dict[str, Any] | None = None) -> Starlette:
    """The application. ``start`` is the question that a page without one in its address begins with."""
    desk = Readers(workers)
    begin = start or {}

    @contextlib.asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        yield
        desk.runs.close()

    async def declared(_request: Request) -> Response:
        return JSONResponse(declarations() | {"start": begin})

    async def ask(request: Request) -> Response:
        kind = request.path_params["kind"]
        if kind not in ANSWERS:
            raise UnknownName("kind of question", kind, ANSWERS)
        return StreamingResponse(lines(desk, kind, await _question(request)), media_type=NDJSON)

    async def company(request: Request) -> Response:
        question = await _question(request)

        def told() -> dict[str, Any]:
            base, now, settings = question.company_now()
            return told_of(base, now, settings) | {"toml": as_toml(now)}

        return JSONResponse(await anyio.to_thread.run_sync(told, limiter=desk.threads))

    async def keep(request: Request) -> Response:
        kind = request.path_params["kind"]
        if kind not in FILES:
            raise UnknownName("kind of file", kind, FILES)
        FILES[kind].check()
        question = await _question(request)
        asked = [one for one in dict.fromkeys(request.query_params.get("with", "").split(",")) if one]

        def write(left: Callable[[], bool]) -> bytes:
            more = [found for one in asked for found in desk.found(one, question, left)]
            return FILES[kind].write(whole(question, desk.runs, left), question, more)

        content = await while_asked(request, desk, write)
        name = f'attachment; filename="orgsim.{kind}"'
        return Response(content, media_type=FILES[kind].media, headers={"Content-Disposition": name})

    routes = [Route(path, _static(*file)) for path, file in STATIC.items()]
    routes += [
        Route("/api/declarations", declared),
        Route("/api/ask/{kind}", ask, methods=["POST"]),
        Route("/api/company", company, methods=["POST"]),
        Route("/api/keep/{kind}", keep, methods=["POST"]),
    ]
    names = frozenset({"localhost", host.lower(), socket.gethostname().lower()})
    return Starlette(
        routes=routes,
        lifespan=life,
        middleware=[Middleware(Guard, names=names)],
        exception_handlers={OrgsimError: _refused, TooLargeError: _too_large, Left: _gone},
    )


def _static(file: Any, media: str) -> Handler:
    content = file.read_bytes()

    async def served(_request: Request) -> Response:
        return Response(content, media_type=media)

    return served


async def _question(request: Request) -> Question:
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise BadValue("A question is JSON, with the content type application/json.")
    try:
        given = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise BadValue("A question is a JSON document; this is none.") from None
    return Question.of(given)


async def _refused(_request: Request, error: Exception) -> Response:
    return JSONResponse({"error": str(error)}, status_code=400)


async def _gone(_request: Request, _error: Exception) -> Response:
    return PlainTextResponse("Nobody waited for this any more.", status_code=499)


async def _too_large(_request: Request, _error: Exception) -> Response:
    return PlainTextResponse("This request is too large.", status_code=413)

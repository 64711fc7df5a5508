"""The explorer as a widget: the dashboard in a cell, answered by the kernel; ``orgsim[notebook]``."""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from orgsim.faces.notebook.widgets import view_widget
from orgsim.faces.view.answers import Message
from orgsim.faces.view.declarations import declarations, told_of
from orgsim.faces.view.desk import Desk
from orgsim.faces.view.question import Question
from orgsim.inputs.companies import company_names
from orgsim.inputs.companies.writing import as_toml
from orgsim.inputs.designs import point
from orgsim.kernel.arguments import checked, number, optional, path, text, whole
from orgsim.kernel.errors import OrgsimError
from orgsim.kernel.texts import read_text
from orgsim.kernel.wanted import Left
from orgsim.studies.scenario import DEFAULT_COMPANY

if TYPE_CHECKING:
    from anywidget import AnyWidget


@checked(
    company=path, a=text, b=text, today=optional(text), years=number(0.01, 10.0, "years"), seed=whole(0, 2**62, "seed"),
    pairs=whole(2, 400, "pairs"),
)  # fmt: skip
def explore(
    company: str | Path = DEFAULT_COMPANY, a: str = "separated", b: str = "integrated", *, today: str | None = None,
    years: float = 2.0, seed: int = 7, pairs: int = 40,
) -> AnyWidget:  # fmt: skip
    """Every lever of two designs and every number of a company as controls, with pictures that follow them.

    In JupyterLab, Notebook 7, VS Code, Colab and marimo. ``company`` is a shipped one or a TOML file. The widget's ``state``
    holds what is asked, as the address of the dashboard does. Raises UsageError where anywidget is not installed.
    """
    for one in (a, b):
        point(one)
    named = str(company) in company_names()
    question = Question.of(
        {"company": str(company) if named else "", "toml": "" if named else read_text(Path(company), "company file"),
         "today": today or "", "a": a, "b": b, "years": years, "seed": seed, "pairs": pairs}
    )  # fmt: skip
    question.scenarios()
    widget = view_widget(declarations=declarations(), state=question.model_dump())
    widget.answering = Answering(widget)
    return cast("AnyWidget", widget)


@cache
def _desk() -> Desk:
    """One for the notebook: all its explorers share threads and remembered runs."""
    return Desk()


class Answering:
    """What answers a widget: questions come as messages of the page, answers go back piece by piece with the question's
    number.
    """

    def __init__(self, widget: Any) -> None:
        self.widget = widget
        self._desk = _desk()
        self._left: dict[int, threading.Event] = {}
        widget.on_msg(lambda _widget, message, _buffers: self.hear(message))

    def hear(self, message: Message) -> threading.Thread | None:
        """Begin to answer a message, or leave off."""
        serial = int(message.get("serial", 0))
        if message.get("cancel"):
            self._left.pop(serial, threading.Event()).set()
            return None
        left = self._left[serial] = threading.Event()
        working = threading.Thread(target=self._answer, args=(serial, message, left), daemon=True)
        working.start()
        return working

    def _answer(self, serial: int, message: Message, left: threading.Event) -> None:
        def tell(one: Message) -> None:
            if left.is_set():
                raise Left
            self.widget.send(one | {"serial": serial})

        try:
            question = Question.of(message.get("question", {}))
            if message.get("kind") == "company":
                base, now, settings = question.company_now()
                tell(told_of(base, now, settings) | {"toml": as_toml(now)})
            else:
                self._desk.answer(str(message.get("kind")), question, tell, left)
        except Left:
            return
        except OrgsimError as error:
            self.widget.send({"serial": serial, "error": str(error)})
        except Exception as error:  # whatever it is, the page waits for it
            self.widget.send({"serial": serial, "error": f"This failed: {type(error).__name__}: {error}"})
            raise
        finally:
            self._left.pop(serial, None)
        self.widget.send({"serial": serial, "done": True})

"""Who: marketers, reps, heads and prospects as Mesa agents, each a window on its row of the world."""

from orgsim.model.agents.actor import Actor
from orgsim.model.agents.head import Head
from orgsim.model.agents.marketer import Marketer
from orgsim.model.agents.person import Person
from orgsim.model.agents.prospect import Prospect
from orgsim.model.agents.rep import Rep

__all__ = ["Actor", "Head", "Marketer", "Person", "Prospect", "Rep"]

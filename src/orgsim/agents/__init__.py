"""Who: marketers, reps, heads and prospects as Mesa agents, each a window on its row of the world."""

from orgsim.agents.actor import Actor
from orgsim.agents.head import Head
from orgsim.agents.marketer import Marketer
from orgsim.agents.person import Person
from orgsim.agents.prospect import Prospect
from orgsim.agents.rep import Rep

__all__ = ["Actor", "Head", "Marketer", "Person", "Prospect", "Rep"]

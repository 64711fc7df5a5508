"""Who: marketers, reps, heads and prospects as Mesa agents, each a window on its row of the world."""

from orgsim.model.agents.actor import Actor
from orgsim.model.agents.people import Head, Marketer, Person, Rep
from orgsim.model.agents.prospect import Prospect

__all__ = ["Actor", "Head", "Marketer", "Person", "Prospect", "Rep"]

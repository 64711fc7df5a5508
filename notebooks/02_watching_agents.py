# ---
# jupyter:
#   jupytext:
#     formats: py:percent,ipynb
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 2 · Watching agents
#
# The same model as a [Mesa](https://mesa.readthedocs.io) model: marketers, reps, heads and prospects are agents, one step is one
# business day, and every agent can be looked at, asked, and replaced by one of your own.

# %%
# %matplotlib inline
try:
    import orgsim
except ImportError:  # in Colab; before orgsim is published, install it from a checkout
    get_ipython().run_line_magic("pip", "install -q orgsim")
    import orgsim

import matplotlib.pyplot as plt
from orgsim import Marketer, OrgModel, Prospect, Rep

# %% [markdown]
# ## A day at a time

# %%
model = OrgModel("separated", seed=1, days=126)
for _ in range(5):
    model.step()
print({kind.__name__: len(agents) for kind, agents in model.agents_by_type.items()})
print(model.history)

# %% [markdown]
# An agent is a window on its row of the world. Nothing is stored twice: reading `rep.bar` reads the table, and a misspelt name is an
# error.

# %%
rep = next(iter(model.agents_by_type[Rep]))
print("skills (market, sell, discover, care):", [round(skill, 2) for skill in rep.skills])
print(
    f"believes that {rep.good / (rep.good + rep.bad):.0%} of marketing's leads are good; hours of yesterday: {rep.hours.round(1)}"
)
try:
    rep.skils
except AttributeError as error:
    print(error)

# %% [markdown]
# `AgentSet` works as in any Mesa model: how many prospects are at which stage?

# %%
from collections import Counter

from orgsim.kernel.codes import words
from orgsim.results.codes import Stage

stages = Counter(model.agents_by_type[Prospect].get("stage"))
{words(Stage)[code]: count for code, count in sorted(stages.items())}

# %% [markdown]
# ## Collecting data
#
# Each model has a `DataCollector`; give it your own reporters.

# %%
watched = OrgModel(
    "separated",
    seed=1,
    days=126,
    model_reporters={
        "deals": lambda one: one.so_far("deals"),
        "disputes": lambda one: one.so_far("disputes"),
        "trust of sales in marketing": lambda one: float(one.world.units[1].trust),
    },
)
watched.run()
frame = watched.datacollector.get_model_vars_dataframe()
axes = frame.plot(subplots=True, figsize=(8, 5), xlabel="day", legend=False, title=list(frame.columns))
plt.tight_layout()
plt.show()

# %% [markdown]
# ## A stubborn rep
#
# A verb that you override in Python replaces the model's own. This rep never takes up a lead of marketing's.


# %%
class StubbornRep(Rep):
    """Never trusts marketing's leads."""

    def trusts(self, lead):
        return False


usual = OrgModel("separated", seed=1, days=126).run()
stubborn = OrgModel("separated", seed=1, days=126, cast={Rep: StubbornRep}).run()
for name in ("acceptance", "deals", "disputes_per_100", "unit_trust"):
    print(f"{name:18s} {usual.metric(name):8.2f} {stubborn.metric(name):8.2f}")

# %% [markdown]
# The compiled walk would not see the override, so it refuses, by name. And the untouched model gives the same history both ways, to
# the last byte.

# %%
from orgsim import OrgsimError

try:
    OrgModel("separated", seed=1, days=5, cast={Rep: StubbornRep}).run(compiled=True)
except OrgsimError as error:
    print(error)
assert usual == orgsim.simulate("separated", seed=1, days=126)

# %% [markdown]
# ## Exercises
#
# Put your answer in place of `None` and run the cell.


# %%
def check(given, truth, tolerance=0.0):
    """Say whether an answer is right."""
    if given is None:
        print("Your turn.")
        return False
    right = abs(given - truth) <= tolerance
    print("Right." if right else "Not yet.")
    return right


# %% [markdown]
# **1.** After the five steps above, how many prospects of `model` are in the market (stage `in_market`)?

# %%
in_market = None
_ = check(in_market, stages[Stage.IN_MARKET])

# %% [markdown]
# **2.** How many deals does the company lose in half a year if its reps are stubborn?

# %%
deals = None
_ = check(deals, usual.metric("deals") - stubborn.metric("deals"))

# %% [markdown]
# **3.** Write a `GullibleRep` that takes up every lead. What is the acceptance then (a share, to within 0.01)?

# %%
acceptance = None
_ = check(acceptance, 1.0, 0.01)

# %% [markdown]
# ## Answers

# %%
counted = len(model.agents_by_type[Prospect].select(lambda one: one.stage == Stage.IN_MARKET))
assert check(3685, stages[Stage.IN_MARKET])
assert counted == 3685
print(f"1. {counted} of {len(model.agents_by_type[Prospect]):,}.")

# %%
lost = usual.metric("deals") - stubborn.metric("deals")
assert check(51, lost)
assert stubborn.metric("acceptance") == 0.0
print(f"2. {lost:.0f} deals. What is left, the reps found themselves: their own prospecting goes on.")


# %%
class GullibleRep(Rep):
    """Takes up every lead."""

    def trusts(self, lead):
        return True


gullible = OrgModel("separated", seed=1, days=126, cast={Rep: GullibleRep}).run()
assert check(gullible.metric("acceptance"), 1.0, 0.01)
print(
    f"3. {gullible.metric('acceptance'):.2f}; deals {gullible.metric('deals'):.0f} against {usual.metric('deals'):.0f} as usual."
)

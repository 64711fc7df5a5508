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
# # 7 · Your own agent, your own mechanism
#
# The model is a [Mesa](https://mesa.readthedocs.io) model, too: marketers, reps, heads and prospects are agents, one step is one
# business day. Whatever an agent does, you can write anew in plain Python.
#
# **Predict**: what happens if no rep trusts marketing's leads?
#
# <details><summary>For the teacher: 45 minutes</summary>
#
# 0-10 look at agents · 10-20 the stubborn rep · 20-30 a lever of one's own, as a class with a number · 30-45 exercises; the quick
# ones write a rep who learns. Say that overriding costs speed, and that the compiled walk refuses what it would ignore.
#
# </details>

# %%
# %matplotlib inline
try:
    import orgsim
except ImportError:  # in Colab: upload the wheel that `pip wheel --no-deps .` makes of the repository, then run this cell
    from pathlib import Path

    wheels = sorted(Path().glob("orgsim-*.whl"))
    get_ipython().run_line_magic("pip", f"install -q {wheels[-1] if wheels else 'orgsim'}")
    import orgsim

import matplotlib.pyplot as plt

from orgsim import OrgModel, Prospect, Rep

# %%
model = OrgModel("separated", "smb_startup", seed=1, days=126)
for _ in range(5):
    model.step()
print({kind.__name__: len(agents) for kind, agents in model.agents_by_type.items()})
rep = next(iter(model.agents_by_type[Rep]))
print("skills (marketing, selling, discovery, care):", [round(skill, 2) for skill in rep.skills])
print(f"believes that {rep.good / (rep.good + rep.bad):.0%} of marketing's leads are good")

# %% [markdown]
# `AgentSet` works as in any Mesa model: how many prospects are at which stage?

# %%
from collections import Counter

from orgsim.kernel.codes import words
from orgsim.results.codes import Stage

stages = Counter(model.agents_by_type[Prospect].get("stage"))
{words(Stage)[code]: count for code, count in sorted(stages.items())}

# %% [markdown]
# ## A stubborn rep
#
# A verb that you override in Python replaces the model's own. This rep never takes up a lead of marketing's.


# %%
class StubbornRep(Rep):
    """Never trusts marketing's leads."""

    def trusts(self, lead):
        return False


usual = OrgModel("separated", "smb_startup", seed=1, days=126).run()
stubborn = OrgModel("separated", "smb_startup", seed=1, days=126, cast={Rep: StubbornRep}).run()
for name in ("acceptance", "deals", "disputes_per_100", "unit_trust"):
    print(f"{name:18s} {usual.metric(name):8.2f} {stubborn.metric(name):8.2f}")

# %% [markdown]
# The compiled walk would not see the override, so it refuses, by name. And the untouched model gives the same history both ways, to
# the last byte.

# %%
try:
    OrgModel("separated", "smb_startup", seed=1, days=5, cast={Rep: StubbornRep}).run(compiled=True)
except orgsim.OrgsimError as error:
    print(error)
assert usual == orgsim.simulate("separated", "smb_startup", seed=1, days=126)

# %% [markdown]
# ## A lever of your own
#
# A mechanism with a number: reps who insist on a score. `pickiness` is your lever; sweep it.


# %%
def picky(pickiness):
    """A rep who takes up only leads that marketing scored at least so high."""

    class PickyRep(Rep):
        def trusts(self, lead):
            return self.world.leads[lead.lead].score >= pickiness

    return PickyRep


taken = {}
for pickiness in (-2.0, 0.0, 0.5, 1.0, 2.0):
    history = OrgModel("separated", "smb_startup", seed=1, days=126, cast={Rep: picky(pickiness)}).run()
    taken[pickiness] = (history.metric("acceptance"), history.metric("deals"))
figure, axes = plt.subplots(figsize=(6, 3), layout="constrained")
axes.plot(list(taken), [deals for _, deals in taken.values()], "o-")
axes.set_xlabel("score that a rep insists on")
axes.set_ylabel("deals in half a year")
plt.show()

# %% [markdown]
# One seed is one throw: before you believe the curve, run several. `CONTRIBUTING.md` says how a mechanism becomes part of the model.

# %% [markdown]
# ## Exercises
#
# Put your answer in place of `...` and run the cell. Signs, percent and small errors are forgiven. The answers stand below, folded.

# %% [markdown]
# **1.** After the five steps above, how many prospects of `model` are in the market (stage `in_market`)?

# %%
answer = ...
_ = orgsim.teach.check(answer, stages[Stage.IN_MARKET], 0.0)

# %% [markdown]
# **2.** How many deals does the company lose in half a year if its reps are stubborn?

# %%
answer = ...
_ = orgsim.teach.check(answer, usual.metric("deals") - stubborn.metric("deals"))

# %% [markdown]
# **3.** Write a `GullibleRep` that takes up every lead. What is the acceptance then?

# %%
answer = ...
_ = orgsim.teach.check(answer, 1.0)

# %% [markdown]
# ## Answers
#
# Look only when you have tried.

# %% jupyter={"source_hidden": true} tags=["answer"]
counted = len(model.agents_by_type[Prospect].select(lambda one: one.stage == Stage.IN_MARKET))
assert orgsim.teach.check(counted, stages[Stage.IN_MARKET], 0.0)
print(f"1. {counted:,} of {len(model.agents_by_type[Prospect]):,}.")

# %% jupyter={"source_hidden": true} tags=["answer"]
lost = usual.metric("deals") - stubborn.metric("deals")
assert orgsim.teach.check(lost, lost)
assert stubborn.metric("acceptance") == 0.0
print(f"2. {lost:.0f} deals. What is left, the reps found themselves: their own prospecting goes on.")

# %% jupyter={"source_hidden": true} tags=["answer"]
class GullibleRep(Rep):
    """Takes up whatever comes."""

    def trusts(self, lead):
        return True


gullible = OrgModel("separated", "smb_startup", seed=1, days=126, cast={Rep: GullibleRep}).run()
assert orgsim.teach.check(gullible.metric("acceptance"), 1.0)
print(f"3. {gullible.metric('acceptance'):.0%}; deals {gullible.metric('deals'):.0f} against {usual.metric('deals'):.0f}.")

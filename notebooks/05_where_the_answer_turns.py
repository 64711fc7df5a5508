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
# # 5 · Where the answer turns
#
# An answer that holds only for one set of numbers is worth little. Which numbers would turn it?
#
# **Predict**: name the one number on which it hangs most whether joining pays.
#
# <details><summary>For the teacher: 45 minutes</summary>
#
# 0-5 predictions, one number each · 5-15 a study: nothing finished is run twice · 15-25 the map · 25-35 tipping points and a
# ranking · 35-45 exercises.
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

import os
import tempfile

from orgsim.analysis.effects import against, difference_map
from orgsim.analysis.when.lines import crossover_map
from orgsim.faces.plots import studies as plots

# %% [markdown]
# ## A study from Python
#
# `hours.switching` is a law of nature: hours lost per change of task. `handoff_latency` is a lever, varied for `separated` only; the
# runs of `integrated` are then the same at every latency, and the same run is never done twice.

# %%
os.chdir(tempfile.mkdtemp())  # the rows of this lesson need not be kept
study = orgsim.Study(
    name="border",
    about="When is it worth joining?",
    companies=("smb_startup",),
    designs=("separated", "integrated"),
    vary={
        "hours.switching": {"values": [0.0, 0.25, 0.5]},
        "handoff_latency": {"values": [0.5, 2.5, 7.5], "only": ["separated"]},
    },
    metrics=("profit", "mql_to_won", "response_hours"),
    pairs=12,
    years=1.0,
)
print(f"{study.size} runs asked for, at {len(study.points)} points")
found = study.run("border")
found

# %% [markdown]
# Run it again, and nothing is left to do. Ask for more pairs: only those are done.

# %%
told = []
found = study.changed(pairs=16).run("border", progress=lambda one: told.append((one.done, one.fresh)))
print("done in all, done now:", told[-1])

# %% [markdown]
# ## A map
#
# Color shows integrated less separated; hatching, where the interval includes zero; the black line, where the sign turns.

# %%
table = orgsim.load("border").table()
factors = ["handoff_latency", "hours.switching"]
effects = difference_map(table, "profit", "separated", "integrated", factors)
figure, (axes,) = plots.sheet(1, width=6.0, height=4.2)
mesh = plots.difference_map(axes, effects, *factors, "EUR", "Profit: integrated less separated")
axes.set_xlabel("wait at the border when separated, days")
axes.set_ylabel("hours lost per change of task")
figure.colorbar(mesh, ax=axes, label=mesh.get_label())
figure

# %%
crossed = crossover_map(effects, *factors)
print(crossed.in_words("separated", "integrated"))

# %% [markdown]
# ## What would turn it, and which is best?
#
# Instead of a grid, ask for the value at which the sign turns; runs are made where they tell. And a ranking gives its runs to the
# designs that may still be the best.

# %%
orgsim.turning("separated", "integrated", "smb_startup", numbers=["contact_hours", "hours.admin"], pairs=4, years=1)

# %%
ranked = orgsim.rank(["separated", "integrated", "pods", "linked_specialists"], "smb_startup", runs=80, years=1)
ranked

# %% [markdown]
# ## Exercises
#
# Put your answer in place of `...` and run the cell. Signs, percent and small errors are forgiven. The answers stand below, folded.

# %% [markdown]
# **1.** How many *different* runs did the study take, with its 16 pairs? (Why fewer than 16 x 9 points x 2 designs?)

# %%
answer = ...
_ = orgsim.teach.check(answer, found.counts()["runs"])

# %% [markdown]
# **2.** At what share of the map is `integrated` surely ahead?

# %%
answer = ...
_ = orgsim.teach.check(answer, crossed.shares[2])

# %% [markdown]
# **3.** Which design stands first in the ranking?

# %%
answer = ...
_ = orgsim.teach.check(answer, next(iter(ranked.with_best)))

# %% [markdown]
# ## Answers
#
# Look only when you have tried.

# %% jupyter={"source_hidden": true} tags=["answer"]
different = 16 * (9 + 3)
assert orgsim.teach.check(different, found.counts()["runs"])
print(f"1. {different}: a latency that only `separated` has leaves `integrated` with three points.")

# %% jupyter={"source_hidden": true} tags=["answer"]
share = float((crossed.low > 0.0).mean())
assert orgsim.teach.check(f"{100 * share:.0f} %", crossed.shares[2]) or share == crossed.shares[2] == 0.0
if share == 0.0:
    assert orgsim.teach.check(0.0, 0.0)
print(f"2. {share:.0%}.")

# %% jupyter={"source_hidden": true} tags=["answer"]
first = max(ranked.with_best, key=lambda name: ranked.with_best[name].difference)
assert orgsim.teach.check(first.replace("_", " "), next(iter(ranked.with_best)))
print(f"3. {first}; those that may be best: {', '.join(ranked.may_be_best)}.")

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
# # 3 · Sweeping
#
# One comparison answers one question about one company. A *study* varies what is uncertain, keeps every run, and can be stopped and
# resumed at any time. Here a small one: when is it worth joining the departments, depending on how much time people lose when they
# change between tasks, and on how long a lead waits at the border?

# %%
# %matplotlib inline
try:
    import orgsim
except ImportError:  # in Colab; before orgsim is published, install it from a checkout
    get_ipython().run_line_magic("pip", "install -q orgsim")
    import orgsim

import os
import tempfile

import matplotlib.pyplot as plt
from orgsim.analysis.effects import against, difference_map, means
from orgsim.faces.plots import studies as plots

# %% [markdown]
# ## A study from Python
#
# `hours.switching` is a law of nature: hours lost per change of task. `handoff_latency` is a lever, varied for `separated` only; the
# runs of `integrated` are then the same at every latency, and the same run is never done twice.

# %%
os.chdir(tempfile.mkdtemp())  # the rows of this lesson need not be kept
folder = "border"
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
    pairs=20,
    years=1.0,
)
print(f"{study.size} runs asked for, at {len(study.points)} points")
found = study.run(folder)
found

# %% [markdown]
# Run it again: nothing is left to do. Ask for four more pairs: only those are done.

# %%
told = []
study.run(folder, progress=lambda one: told.append((one.done, one.fresh)))
print("done already, done now:", told[-1])

more = study.changed(pairs=24)
found = more.run(folder, progress=lambda one: told.append((one.done, one.fresh)))
print("done in all, done now:", told[-1])

# %% [markdown]
# ## Reading it back
#
# One tidy row per run. Anything that reads Parquet reads it, also while the study runs.

# %%
table = orgsim.load(folder).table()
table.head(4)[["design", "point", "pair", "hours.switching", "handoff_latency", "profit", "mql_to_won"]]

# %% [markdown]
# Differences are taken within pairs, so that the luck of the market cancels.

# %%
against(table, "profit", "separated").round(0)

# %% [markdown]
# ## A map
#
# Color shows integrated less separated; hatching, where the interval includes zero; the black line, where the sign turns.

# %%
factors = ["handoff_latency", "hours.switching"]
effects = difference_map(table, "profit", "separated", "integrated", factors)
figure, (axes,) = plots.sheet(1, width=6.0, height=4.2)
mesh = plots.difference_map(axes, effects, *factors, "EUR", "Profit: integrated − separated")
axes.set_xlabel("wait at the border when separated, days")
axes.set_ylabel("hours lost per change of task")
figure.colorbar(mesh, ax=axes, label=mesh.get_label())
figure

# %% [markdown]
# ## What would turn it, and which is best?
#
# Instead of a grid, ask for the value at which the sign turns; runs are made where they tell. And a ranking gives its runs to the
# designs that may still be the best.

# %%
print(orgsim.turning("separated", "integrated", numbers=["contact_hours", "hours.admin"], pairs=4, years=1).summary())

# %%
ranked = orgsim.rank(["separated", "integrated", "pods"], runs=48, years=1)
print(ranked.summary())

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
# **1.** How many *different* runs did the study take, with its 24 pairs? (Why fewer than the 24 x 9 points x 2 designs asked for?)

# %%
different = None
_ = check(different, found.counts()["runs"])

# %% [markdown]
# **2.** At how many of the nine points is `integrated` ahead in profit, by its mean difference?

# %%
ahead = None
_ = check(ahead, int((effects["mean"] > 0).sum()))

# %% [markdown]
# **3.** By how many percentage points does `mql_to_won` of `separated` fall when the wait at the border grows from half a day to seven
# and a half, at `hours.switching` 0.25? (To within half a point.)

# %%
fall = None
curve = means(table[table["hours.switching"] == 0.25], "mql_to_won", ("design", "handoff_latency"))
curve = curve[curve["design"] == "separated"].set_index("handoff_latency")["mean"]
_ = check(fall, 100 * (curve[0.5] - curve[7.5]), 0.5)

# %% [markdown]
# ## Answers

# %%
assert check(24 * 3 * (3 + 1), found.counts()["runs"])
print("1. Twenty-four pairs at three costs of switching: three latencies of separated, and integrated once.")

# %%
count = sum(row.mean > 0 for row in effects.itertuples())
assert check(3, int((effects["mean"] > 0).sum()))
print(f"2. At {count}; but only where the cell is not hatched do the intervals say so.")

# %%
drop = 100 * (curve[0.5] - curve[7.5])
assert check(2.3, drop, 0.5)
assert drop > 0.0
print(f"3. By {drop:.1f} points: intent fades while a lead waits.")

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
# # 8 · Design your own organization
#
# A competition: each group designs an organization for the same company. The winner is found on *fresh* seeds that nobody has seen,
# since a design that was tuned to known luck is tuned to luck.
#
# **Predict**: which three levers matter most here?
#
# <details><summary>For the teacher: 45 minutes</summary>
#
# 0-10 groups choose three levers and argue · 10-25 they try designs on seed 7 · 25-30 freeze: each hands in one line · 30-40 the
# race on a fresh seed, live · 40-45 what did the winner understand? Ask the class for a seed at the last moment.
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

# %% [markdown]
# ## Entries
#
# One line each: a preset with levers changed (`orgsim designs` lists presets, `orgsim.explore` lets you try). These three are examples;
# put in your own.

# %%
entries = {
    "fast hands": "separated:handoff_latency=0,on_duty=1",
    "one owner": "separated:owner_stays=1,info_sharing=0.8",
    "small teams": "pods",
}
for name, design in entries.items():
    orgsim.design(design)  # a misspelt lever is named at once
    print(f"{name}: {design}")

# %% [markdown]
# ## Practice: on a seed that everybody knows

# %%
practice = orgsim.compare_several(["separated", *entries.values()], "smb_startup", pairs=12, years=1, seed=7)
practice

# %% [markdown]
# ## The race: on a fresh seed
#
# All at once, with an interval that holds for the whole field: those that may be the best are filled.

# %%
fresh = 20_261_127
race = orgsim.compare_several(["separated", *entries.values()], "smb_startup", pairs=24, years=1, seed=fresh)
race

# %% [markdown]
# ## Did practice tell?
#
# Who was best on the known seed need not be best on the fresh one; the more one tries, the more so.

# %%
names = race.names
known, new = ([one.with_best[name].difference / 1000 for name in names] for one in (practice, race))
figure, axes = plt.subplots(figsize=(5, 4), layout="constrained")
axes.scatter(known, new)
for name, x, y in zip(names, known, new):
    axes.annotate(name[:24], (x, y), fontsize=7)
axes.set_xlabel("against the best of the others in practice, k EUR")
axes.set_ylabel("in the race, k EUR")
plt.show()

# %% [markdown]
# ## Exercises
#
# Put your answer in place of `...` and run the cell. Signs, percent and small errors are forgiven. The answers stand below, folded.

# %% [markdown]
# **1.** Which design is first in the race?

# %%
answer = ...
_ = orgsim.teach.check(answer, max(race.with_best, key=lambda name: race.with_best[name].difference))

# %% [markdown]
# **2.** How many of the four may be the best?

# %%
answer = ...
_ = orgsim.teach.check(answer, sum(one.may_be_best for one in race.with_best.values()))

# %% [markdown]
# **3.** What does choosing `separated` cost against the best, in EUR (the expected loss, `race.with_best["separated"].loss`)?

# %%
answer = ...
_ = orgsim.teach.check(answer, race.with_best["separated"].loss)

# %% [markdown]
# ## Answers
#
# Look only when you have tried.

# %% jupyter={"source_hidden": true} tags=["answer"]
winner = max(race.with_best, key=lambda name: race.with_best[name].difference)
assert orgsim.teach.check(winner, max(race.with_best, key=lambda name: race.with_best[name].difference))
print(f"1. {winner}.")

# %% jupyter={"source_hidden": true} tags=["answer"]
may = [name for name, one in race.with_best.items() if one.may_be_best]
assert orgsim.teach.check(len(may), sum(one.may_be_best for one in race.with_best.values()))
print(f"2. {len(may)}: {', '.join(may)}.")

# %% jupyter={"source_hidden": true} tags=["answer"]
loss = race.with_best["separated"].loss
assert orgsim.teach.check(f"{loss / 1000:.1f} k", loss)
print(f"3. {loss:,.0f} EUR.")

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
# # 1 · A first comparison
#
# A small firm has three marketers, four sales reps and two heads. Should marketing and sales be two departments with a clear
# border (`separated`), or one team (`integrated`)?
#
# **Predict**: which one earns more, and which one answers a lead faster? Write it down. Then **observe**, then **explain**.
#
# <details><summary>For the teacher: 45 minutes</summary>
#
# 0-5 predictions on paper · 5-15 first comparison, read the sentence aloud · 15-25 the bridge: which part surprises? ·
# 25-35 sliders (`orgsim.explore()`), one lever each, predict before moving · 35-45 exercises.
# Common mistake: taking "undecided" for "equal". Ask what would tell.
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

import numpy as np

# %% [markdown]
# ## Two designs, one market
#
# Each of twenty *pairs* runs both designs for a year, with the same people, money, market and luck. The first run on a machine
# takes half a minute longer, since the model is compiled.

# %%
found = orgsim.compare("separated", "integrated", "smb_startup", pairs=20, years=1)
print(found.resources())
found

# %% [markdown]
# A result shows itself: what it says, what the difference is made of, and a table behind the triangle. The parts of the bridge add
# up to the difference in profit.

# %%
parts = sum(part.mean for part in found.bridge)
print(f"the parts together: {parts:,.0f} EUR; the difference: {found['profit'].difference:,.0f} EUR")

# %% [markdown]
# ## What did the hours go to?
#
# Meetings and changes of task are paid with hours that sell nothing.

# %%
found.plot("hours")

# %% [markdown]
# ## Drag
#
# `orgsim.explore("smb_startup")` in a cell of your own opens every lever as a slider (`pip install "orgsim[notebook]"`), and
# `orgsim dashboard` in a terminal does so as a page. Predict before you move one.

# %% [markdown]
# ## Exercises
#
# Put your answer in place of `...` and run the cell. Signs, percent and small errors are forgiven. The answers stand below, folded.

# %% [markdown]
# **1.** Which design makes the first contact with a lead sooner, and by how many working hours?

# %%
answer = ...
_ = orgsim.teach.check(answer, found["response_hours"].difference)

# %% [markdown]
# **2.** What share of its leads does `separated` win (the metric `mql_to_won` is the share of *qualified* leads that are won)? Give that share.

# %%
answer = ...
_ = orgsim.teach.check(answer, found["mql_to_won"].mean_a)

# %% [markdown]
# **3.** How many hours a year does `integrated` spend in meetings, beyond those of `separated`?

# %%
answer = ...
_ = orgsim.teach.check(answer, next(one.difference for one in found.hours if one.name == "meetings"))

# %% [markdown]
# ## Answers
#
# Look only when you have tried.

# %% jupyter={"source_hidden": true} tags=["answer"]
hours = found["response_hours"]
assert hours.high < 0.0  # integrated is sooner
assert orgsim.teach.check(f"{-hours.difference:.1f} hours", hours.difference)
print(f"1. Integrated, by {-hours.difference:.1f} working hours.")

# %% jupyter={"source_hidden": true} tags=["answer"]
share = found["mql_to_won"].mean_a
assert orgsim.teach.check(f"{100 * share:.1f} %", share)
print(f"2. {share:.1%} of the qualified ones.")

# %% jupyter={"source_hidden": true} tags=["answer"]
meetings = next(one for one in found.hours if one.name == "meetings")
assert orgsim.teach.check(round(meetings.mean_b - meetings.mean_a), meetings.difference)
print(f"3. {meetings.difference:,.0f} hours: {meetings.mean_b:,.0f} instead of {meetings.mean_a:,.0f}.")

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
# # 3 · What a lead goes through
#
# A lead is born when somebody answers a message. It is judged, handed over, waits in an inbox, is talked to, becomes an opportunity,
# and is won or lost.
#
# **Predict**: where are most leads lost, and does a slow first contact or a lost note cost more?
#
# <details><summary>For the teacher: 45 minutes</summary>
#
# 0-5 draw the funnel from memory · 5-15 funnel and flow · 15-30 two lives of one account; read them aloud with two voices ·
# 30-35 what parted the accounts that only one design wins · 35-45 exercises.
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

# %%
found = orgsim.compare("separated", "integrated", "smb_startup", pairs=10, years=1)
found.plot("flow")

# %%
found.plot("funnel")

# %% [markdown]
# ## Two lives of one account
#
# Under one seed both designs meet the same accounts, with the same needs and moods. Some are won under one design and lost under the
# other. Here are both lives of one of them.

# %%
parting = orgsim.diff("separated", "integrated", "smb_startup", seed=7, years=1)
account = parting.most_telling()
print(len(parting.only_a), "accounts only when separated,", len(parting.only_b), "only when integrated,", len(parting.both), "in both")
parting

# %% [markdown]
# ## What parted them first?
#
# Over several pairs: the first thing that went otherwise, for every account that only one design wins.

# %%
causes = orgsim.partings("separated", "integrated", "smb_startup", pairs=6, years=1)
causes

# %% [markdown]
# ## As a CRM would keep it
#
# One row for each lead, with its dates.

# %%
history = orgsim.simulate("separated", "smb_startup", seed=7, years=1)
leads = history.table("leads")
leads[["source", "born", "qualified", "contacted", "opened", "closed", "outcome", "value"]].head()

# %% [markdown]
# ## Exercises
#
# Put your answer in place of `...` and run the cell. Signs, percent and small errors are forgiven. The answers stand below, folded.

# %% [markdown]
# **1.** Of marketing's leads that ended under `separated`, what share was won?

# %%
answer = ...
_ = orgsim.teach.check(answer, found.funnel[0][4] / found.funnel[0][0])

# %% [markdown]
# **2.** How many days lay, in the median, between a lead's birth and its first contact in `leads` (those that came to one)?

# %%
answer = ...
_ = orgsim.teach.check(answer, float((leads["contacted"] - leads["born"]).median()))

# %% [markdown]
# **3.** Which cause costs most among the accounts won only under `separated`? (Its name, as in the figure.)

# %%
answer = ...
_ = orgsim.teach.check(answer, causes.table.iloc[0]["cause"])

# %% [markdown]
# ## Answers
#
# Look only when you have tried.

# %% jupyter={"source_hidden": true} tags=["answer"]
share = found.funnel[0][4] / found.funnel[0][0]
assert orgsim.teach.check(f"{100 * share:.1f} %", share)
print(f"1. {share:.1%}.")

# %% jupyter={"source_hidden": true} tags=["answer"]
days = leads.loc[leads["contacted"].notna(), "contacted"] - leads.loc[leads["contacted"].notna(), "born"]
assert orgsim.teach.check(round(float(days.median()), 2), float((leads["contacted"] - leads["born"]).median()))
print(f"2. {days.median():.1f} business days.")

# %% jupyter={"source_hidden": true} tags=["answer"]
first = causes.table[causes.table["won_under"] == "separated"].iloc[0]
assert orgsim.teach.check(first["cause"].upper(), causes.table.iloc[0]["cause"])
print(f"3. {first['cause']}: {first['about']}.")

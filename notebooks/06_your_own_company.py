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
# # 6 · Your own company
#
# A company is a text file that states what you know. What it does not state is taken from the defaults.
#
# **Predict**: for a company that you know, would joining marketing and sales pay? Write down why.
#
# <details><summary>For the teacher: 45 minutes</summary>
#
# 0-10 each group fills in the file for a company it knows · 10-20 compare from today's design · 20-30 what to change
# · 30-35 make a report and read its assumptions critically · 35-45 exercises. Warn: an example is no calibration.
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
from pathlib import Path

# %%
os.chdir(tempfile.mkdtemp())
Path("mine.toml").write_text(
    """
name = "mine"

[staff]
marketers = 3
reps = 5

[market]
prospects = 8000
deal_value = 9000.0

[start]
customers = 150

[today]
design = "separated"
"""
)
mine = orgsim.company("mine.toml")
print(mine.resources())

# %% [markdown]
# ## From today's design
#
# The file says how the company is organized today. Both sides begin there: one stays, the other changes over, which costs training
# and fees.

# %%
found = orgsim.compare("separated", "pods", "mine.toml", pairs=12, years=2)
found

# %% [markdown]
# ## A mistake is answered with its line

# %%
Path("wrong.toml").write_text("[staff]\nrep = 5\n[market]\ndeal_value = 0.5\n")
try:
    orgsim.company("wrong.toml")
except orgsim.OrgsimError as error:
    print(error)

# %% [markdown]
# ## What if?
#
# Any number can be changed by name, for both sides alike; a lever of one side stands in its design's name.

# %%
larger = orgsim.compare("separated", "pods", "mine.toml", pairs=12, years=2, changes={"market.deal_value": 30_000})
print(larger.summary())

# %% [markdown]
# ## To send round
#
# `orgsim report separated pods --company mine.toml` in a terminal writes one file that opens anywhere; here from Python.

# %%
from orgsim.faces.report.content import report
from orgsim.faces.report.page import as_html

Path("mine.html").write_text(as_html(report(found)))
print(f"mine.html, {Path('mine.html').stat().st_size / 1000:.0f} kB")

# %% [markdown]
# ## Exercises
#
# Put your answer in place of `...` and run the cell. Signs, percent and small errors are forgiven. The answers stand below, folded.

# %% [markdown]
# **1.** How much pay does `mine` have on day 0, in EUR a year (heads included)?

# %%
answer = ...
_ = orgsim.teach.check(answer, mine.resources()["pay"])

# %% [markdown]
# **2.** By how much does profit differ between the designs if deals are larger (`larger`)? In EUR, integrated or not: `pods` less `separated`.

# %%
answer = ...
_ = orgsim.teach.check(answer, larger["profit"].difference)

# %% [markdown]
# **3.** How many hours of training does changing over to `pods` take (see `found.hours`)?

# %%
answer = ...
_ = orgsim.teach.check(answer, next(one.mean_b for one in found.hours if one.name == "training for a change"))

# %% [markdown]
# ## Answers
#
# Look only when you have tried.

# %% jupyter={"source_hidden": true} tags=["answer"]
staff = mine.staff
pay = staff.marketers * staff.marketer_pay + staff.reps * staff.rep_pay + 2 * staff.head_pay
assert orgsim.teach.check(f"{pay / 1e6:.2f} M", mine.resources()["pay"])
print(f"1. {pay:,.0f} EUR.")

# %% jupyter={"source_hidden": true} tags=["answer"]
profit = larger["profit"]
assert orgsim.teach.check(f"{profit.difference / 1000:.0f} k", profit.difference)
print(f"2. {profit.difference:,.0f} EUR ({profit.low:,.0f} to {profit.high:,.0f}).")

# %% jupyter={"source_hidden": true} tags=["answer"]
training = next(one for one in found.hours if one.name == "training for a change")
assert orgsim.teach.check(round(training.mean_b), training.mean_b)
print(f"3. {training.mean_b:,.0f} hours.")

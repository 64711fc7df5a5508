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
# # 4 · Conflicts up close
#
# Marketing says that sales lets good leads rot; sales says that marketing sends rubbish. Both may be right.
#
# **Predict**: does more contact between the units mean more disputes, or fewer?
#
# <details><summary>For the teacher: 45 minutes</summary>
#
# 0-5 stories from the class's own jobs · 5-15 watch a quarter (`orgsim.play`) · 15-25 trust and disputes over time ·
# 25-35 change what is told and what is met about, one at a time · 35-45 exercises.
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

from orgsim import OrgModel, Rep

# %% [markdown]
# ## Watch
#
# `orgsim.play(OrgModel("separated", "smb_startup", seed=3, days=63))` shows day by day who works on what, what lies with whom, disputes
# and trust (`pip install "orgsim[notebook]"`). Here the same as numbers.

# %%
from orgsim.faces.notebook.film import film

watched = film(OrgModel("separated", "smb_startup", seed=3, days=63), 63)
busiest = max(watched["frames"], key=lambda frame: sum(frame["disputes"].values()))
print("the day with most disputes:", busiest["day"], busiest["disputes"])
print("what lies with each rep that day:", dict(zip(watched["people"][3:7], busiest["queue"][3:7])))

# %% [markdown]
# ## Trust, over two years

# %%
figure, axes = plt.subplots(figsize=(8, 3), layout="constrained")
for design in ("separated", "integrated"):
    daily = orgsim.simulate(design, "midmarket_saas", seed=3, years=2).daily
    axes.plot(daily["unit_trust"].mean(axis=1), label=design)
axes.set_xlabel("business day")
axes.set_ylabel("mean trust between the units")
axes.legend(frameon=False)
plt.show()

# %% [markdown]
# ## One thing at a time
#
# More contact, nothing else; then more told, nothing else.

# %%
contact = orgsim.compare("separated", "separated:contact_hours=2", "midmarket_saas", pairs=12, years=1)
told = orgsim.compare("separated", "separated:info_sharing=0.9", "midmarket_saas", pairs=12, years=1)
for name, one in (("contact", contact), ("told", told)):
    between = one["disputes_between"]
    print(f"{name:8} disputes between the units {between.mean_a:.2f} -> {between.mean_b:.2f} ({between.low:+.2f} to {between.high:+.2f})")
contact.plot("conflicts")

# %% [markdown]
# ## Exercises
#
# Put your answer in place of `...` and run the cell. Signs, percent and small errors are forgiven. The answers stand below, folded.

# %% [markdown]
# **1.** By how much does more contact change disputes between the units (`disputes_between` of `contact`)?

# %%
answer = ...
_ = orgsim.teach.check(answer, contact["disputes_between"].difference)

# %% [markdown]
# **2.** What does it cost? Give the difference in hours of meetings a year.

# %%
answer = ...
_ = orgsim.teach.check(answer, next(hour.difference for hour in contact.hours if hour.name == "meetings"))

# %% [markdown]
# **3.** Is profit surely higher with more contact? Yes or no.

# %%
answer = ...
_ = orgsim.teach.check(answer, bool(contact["profit"].low > 0.0))

# %% [markdown]
# ## Answers
#
# Look only when you have tried.

# %% jupyter={"source_hidden": true} tags=["answer"]
one = contact["disputes_between"]
assert orgsim.teach.check(round(one.difference, 3), one.difference)
print(f"1. {one.difference:+.2f} ({one.low:+.2f} to {one.high:+.2f}).")

# %% jupyter={"source_hidden": true} tags=["answer"]
meetings = next(hour for hour in contact.hours if hour.name == "meetings")
assert orgsim.teach.check(f"{meetings.difference:,.0f} h", meetings.difference)
print(f"2. {meetings.difference:,.0f} hours.")

# %% jupyter={"source_hidden": true} tags=["answer"]
sure = bool(contact["profit"].low > 0.0)
assert orgsim.teach.check("yes" if sure else "no", sure)
print("3.", contact.profit_in_words())

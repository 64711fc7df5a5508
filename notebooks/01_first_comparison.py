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
# A software company has six marketers, twelve sales reps and two heads. Should marketing and sales be two departments with a
# clear border (`separated`), or one team (`integrated`)? **Guess first**: which one earns more, and which one answers a lead
# faster? Write your guess down. Then let both run in the same market.

# %%
# %matplotlib inline
try:
    import orgsim
except ImportError:  # in Colab; before orgsim is published, install it from a checkout
    get_ipython().run_line_magic("pip", "install -q orgsim")
    import orgsim

import matplotlib.pyplot as plt
import numpy as np

# %% [markdown]
# ## Two designs, one market
#
# Each of twelve *pairs* runs both designs for two years, in a market of 20,000 companies. The first run on a machine takes half a
# minute longer, since the model is compiled.

# %%
found = orgsim.compare("separated", "integrated", pairs=12)
print(found.resources())
print(found.summary())

# %% [markdown]
# Both sides have the same people and the same money. Here is the table: means, the difference (integrated less separated), its 95 %
# interval, and in how many of the twelve pairs `separated` was ahead.

# %%
rows = ["leads", "response_hours", "follow_up", "mql_to_won", "disputes_per_100", "coordination_share", "revenue", "profit"]
found.table.loc[rows, ["label", "unit", "separated", "integrated", "difference", "low", "high", "separated won"]].round(3)

# %% [markdown]
# ## Why?
#
# Profit is made of leads, of the shares of them that come a step further, of what a deal is worth, of customers who stay, and of
# costs. The bridge divides the difference among them; its parts add up to the difference in the table.

# %%
orgsim.plot(found, "bridge")

# %% [markdown]
# And what did the hours go to? Meetings and changes of task are paid with hours that sell nothing.

# %%
for one in found.hours:
    if one.low > 0 or one.high < 0:
        print(f"{one.name:20} {one.mean_a:8,.0f} {one.mean_b:8,.0f} hours, {one.difference:+8,.0f}")

# %% [markdown]
# ## One lead's journey
#
# A difference of means is made of single accounts. Under one seed both designs meet the same accounts, with the same needs and the
# same moods. Some are won under one design and lost under the other. Take the most valuable of them and follow it.

# %%
parting = orgsim.diff("separated", "integrated", seed=7, years=1)
account = parting.most_telling()
print(
    f"{len(parting.only_a)} accounts won only when separated, {len(parting.only_b)} only when integrated, {len(parting.both)} in both"
)
print(f"Account {account}:", parting.parted(account))

# %%
for name, steps in zip(("separated", "integrated"), parting.journeys(account), strict=True):
    print(name)
    for step in steps[-10:]:
        print(f"   day {step.day:6.1f}  {step.text}")

# %% [markdown]
# ## Why pairs?
#
# Markets have good and bad years. If each design were run in a market of its own, the luck of the market would hide the difference
# between the designs. In a pair, both have the same luck, and it cancels. Below, each dot is a pair; then the same runs with
# the pairs broken up.

# %%
a, b = found.values("deals")
paired = b - a
broken = np.roll(b, 1) - a

figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.2), layout="constrained")
left.scatter(a, b)
left.set_xlabel("deals when separated")
left.set_ylabel("deals when integrated")
left.set_title("Lucky for one, lucky for both", fontsize=10)
right.boxplot([paired, broken], orientation="horizontal", tick_labels=["same luck", "different luck"])
right.axvline(0, color="black", linewidth=0.8)
right.set_xlabel("deals, integrated less separated")
right.set_title("The difference, run by run", fontsize=10)
plt.show()

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
    right = abs(given - truth) <= tolerance if not isinstance(truth, bool | str) else given == truth
    print("Right." if right else "Not yet.")
    return right


# %% [markdown]
# **1.** Which design makes the first contact with a lead sooner, and by how many working hours? Give the hours (to within one).

# %%
hours = None
_ = check(hours, abs(found["response_hours"].difference), 1.0)

# %% [markdown]
# **2.** By how many times is the variance of the difference in deals smaller with pairs than without? (`paired` and `broken` are above;
# `found["deals"]` knows it exactly.) Give the number to within one.

# %%
times = None
_ = check(times, found["deals"].pairing_gain, 1.0)

# %% [markdown]
# **3.** Keep the departments apart, but let leads cross the border at once: `separated:handoff_latency=0`. Does profit rise against
# `separated` so that the interval excludes zero, with twelve pairs? `True` or `False`.

# %%
rises = None
at_once = orgsim.compare("separated", "separated:handoff_latency=0", pairs=12)
_ = check(rises, bool(at_once["profit"].low > 0.0))

# %% [markdown]
# ## Answers
#
# Look only when you have tried.

# %%
assert check(18.5, abs(found["response_hours"].difference), 1.0)
assert found["response_hours"].high < 0.0  # integrated is sooner, in every pair
assert found["response_hours"].b_won == 12
print(f"1. Integrated, by {-found['response_hours'].difference:.1f} working hours.")

# %%
gain = found["deals"].pairing_gain
assert check(4.5, gain, 1.0)
assert 1.0 < gain
assert paired.var() < broken.var()
print(f"2. About {gain:.1f} times: as if {gain:.0f} times as many runs had been done.")

# %%
assert check(True, bool(at_once["profit"].low > 0.0))
print("3.", at_once.summary().split(". ")[0] + ".")

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
# # 2 · Why pairs, and what is luck?
#
# Markets have good and bad years. If each design were run in a market of its own, the luck of the market would hide the difference
# between the designs.
#
# **Predict**: how many runs does it take to tell two designs apart, with the same luck and without?
#
# <details><summary>For the teacher: 45 minutes</summary>
#
# 0-5 predictions · 5-15 pairs and broken pairs · 15-25 the interval narrows with the root of the runs · 25-35 what luck is taken
# off, and why that is fair · 35-45 exercises. Bring two coins: a difference of two tosses, and of one toss seen twice.
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
import numpy as np

# %%
found = orgsim.compare("separated", "integrated", "smb_startup", pairs=40, years=1)
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
# ## Each pair is one throw
#
# A comparison keeps every pair. The mean is what to expect; the spread is the risk.

# %%
found.plot("distribution")

# %% [markdown]
# ## More pairs, a narrower interval
#
# The half-width falls with the square root of the number of pairs.

# %%
from orgsim.analysis.difference import mean_interval

for pairs in (5, 10, 20, 40):
    middle, low, high = mean_interval(paired[:pairs])
    print(f"{pairs:3} pairs: {middle:+6.1f} deals, half-width {(high - low) / 2:5.1f}")

# %% [markdown]
# ## Luck that can be taken off
#
# Each decision of a buyer is drawn with a chance that the run knows. What came out, less the chance, is luck; it is taken off sums of
# money and counts. `plain` is the difference as the pairs have it, `difference` the one without that luck.

# %%
profit = found["profit"]
print(f"plain {profit.plain[0]:,.0f} ({profit.plain[1]:,.0f} to {profit.plain[2]:,.0f})")
print(f"sharp {profit.difference:,.0f} ({profit.low:,.0f} to {profit.high:,.0f})")

# %% [markdown]
# ## Exercises
#
# Put your answer in place of `...` and run the cell. Signs, percent and small errors are forgiven. The answers stand below, folded.

# %% [markdown]
# **1.** By how many times is the variance of the difference in deals smaller with the same luck than with different luck? (`found["deals"]` knows it.)

# %%
answer = ...
_ = orgsim.teach.check(answer, found["deals"].pairing_gain, 0.15)

# %% [markdown]
# **2.** How many pairs would it take to halve the interval of 40 pairs?

# %%
answer = ...
_ = orgsim.teach.check(answer, 4 * found.pairs)

# %% [markdown]
# **3.** In what share of the pairs does `integrated` earn less?

# %%
answer = ...
_ = orgsim.teach.check(answer, found.downside.behind[0])

# %% [markdown]
# ## Answers
#
# Look only when you have tried.

# %% jupyter={"source_hidden": true} tags=["answer"]
gain = found["deals"].pairing_gain
assert orgsim.teach.check(f"about {gain:.1f}", gain, 0.15)
assert paired.var() < broken.var()
print(f"1. About {gain:.1f} times: as if {gain:.1f} times as many runs had been done.")

# %% jupyter={"source_hidden": true} tags=["answer"]
assert orgsim.teach.check("160 pairs", 4 * found.pairs)
print("2. Four times as many: 160.")

# %% jupyter={"source_hidden": true} tags=["answer"]
share = float((np.subtract(*found.values("profit")[::-1]) < 0.0).mean())
assert orgsim.teach.check(f"{100 * share:.0f} %", found.downside.behind[0])
print(f"3. {share:.0%}: the mean alone does not say that.")

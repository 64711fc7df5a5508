"""Distributions by inversion: one addressed uniform number in, one value out, monotone, so that pairs stay in step."""

from __future__ import annotations

import math

from orgsim.kernel.rules import rule


@rule
def exponential(u: float, mean: float) -> float:
    """Quantile of the exponential distribution with this mean."""
    return -mean * math.log(1.0 - u)


@rule
def _tail(r: float) -> float:
    if r <= 5.0:
        r -= 1.6
        top = 2.27238449892691845833e-2 + r * 7.74545014278341407640e-4
        top = 2.41780725177450611770e-1 + r * top
        top = 1.27045825245236838258 + r * top
        top = 3.64784832476320460504 + r * top
        top = 5.76949722146069140550 + r * top
        top = 4.63033784615654529590 + r * top
        top = 1.42343711074968357734 + r * top
        low = 5.47593808499534494600e-4 + r * 1.05075007164441684324e-9
        low = 1.51986665636164571966e-2 + r * low
        low = 1.48103976427480074590e-1 + r * low
        low = 6.89767334985100004550e-1 + r * low
        low = 1.67638483018380384940 + r * low
        low = 2.05319162663775882187 + r * low
        return top / (1.0 + r * low)
    r -= 5.0
    top = 2.71155556874348757815e-5 + r * 2.01033439929228813265e-7
    top = 1.24266094738807843860e-3 + r * top
    top = 2.65321895265761230930e-2 + r * top
    top = 2.96560571828504891230e-1 + r * top
    top = 1.78482653991729133580 + r * top
    top = 5.46378491116411436990 + r * top
    top = 6.65790464350110377720 + r * top
    low = 1.42151175831644588870e-7 + r * 2.04426310338993978564e-15
    low = 1.84631831751005468180e-5 + r * low
    low = 7.86869131145613259100e-4 + r * low
    low = 1.48753612908506148525e-2 + r * low
    low = 1.36929880922735805310e-1 + r * low
    low = 5.99832206555887937690e-1 + r * low
    return top / (1.0 + r * low)


@rule
def normal(u: float) -> float:
    """Quantile of the standard normal distribution, to about 1e-15. Wichura 1988, algorithm AS 241 (PPND16)."""
    q = u - 0.5
    if abs(q) > 0.425:
        edge = _tail(math.sqrt(-math.log(min(u, 1.0 - u))))
        return edge if q > 0.0 else -edge
    r = 0.180625 - q * q
    top = 3.34305755835881281050e4 + r * 2.50908092873012267270e3
    top = 6.72657709270087008530e4 + r * top
    top = 4.59219539315498714570e4 + r * top
    top = 1.37316937655094611250e4 + r * top
    top = 1.97159095030655144270e3 + r * top
    top = 1.33141667891784377450e2 + r * top
    top = 3.38713287279636660800 + r * top
    low = 2.87290857354951110050e4 + r * 5.22649527885285456100e3
    low = 3.93078958000927106100e4 + r * low
    low = 2.12137943015865958670e4 + r * low
    low = 5.39419602142475110770e3 + r * low
    low = 6.87187007492057908300e2 + r * low
    low = 4.23133307016009112520e1 + r * low
    return q * top / (1.0 + r * low)


@rule
def share_below(x: float) -> float:
    """Share of the standard normal distribution that lies below x, to about 1e-15. Hart 1968, as given by West 2005."""
    z = abs(x)
    if z > 37.0:
        return 1.0 if x > 0.0 else 0.0
    bell = math.exp(-z * z / 2.0)
    if z < 7.07106781186547:
        top = 0.700383064443688 + z * 3.52624965998911e-2
        top = 6.37396220353165 + z * top
        top = 33.912866078383 + z * top
        top = 112.079291497871 + z * top
        top = 221.213596169931 + z * top
        top = 220.206867912376 + z * top
        low = 1.75566716318264 + z * 8.83883476483184e-2
        low = 16.064177579207 + z * low
        low = 86.7807322029461 + z * low
        low = 296.564248779674 + z * low
        low = 637.333633378831 + z * low
        low = 793.826512519948 + z * low
        low = 440.413735824752 + z * low
        tail = bell * top / low
    else:
        tail = bell / (z + 1.0 / (z + 2.0 / (z + 3.0 / (z + 4.0 / (z + 0.65))))) / 2.506628274631
    return 1.0 - tail if x > 0.0 else tail


@rule
def log_normal(u: float, median: float, sigma: float) -> float:
    """Quantile of the log-normal distribution with this median and standard deviation of the logarithm."""
    return median * math.exp(sigma * normal(u))


@rule
def binomial(u: float, n: int, p: float) -> int:
    """Quantile of the number of successes in ``n`` trials with chance ``p`` each."""
    below = 0.0
    for count in range(n + 1):
        ways = 1.0
        for i in range(count):
            ways = ways * (n - i) / (i + 1)
        for _ in range(count):
            ways *= p
        for _ in range(n - count):
            ways *= 1.0 - p
        below += ways
        if u < below:
            return count
    return n


@rule
def logistic(x: float) -> float:
    """1 / (1 + exp(-x))."""
    return 1.0 / (1.0 + math.exp(-x))

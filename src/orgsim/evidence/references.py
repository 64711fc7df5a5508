"""Where numbers come from: the codes that declarations and company files carry, in words."""

from __future__ import annotations

import re
from typing import Final

REFERENCES: Final[dict[str, str]] = {
    "model": "A scale or switch of the model itself.",
    "G": "General knowledge: a prior without a verified reference.",
    "B01": "Kotler, Rackham and Krishnaswamy 2006, Ending the War Between Sales and Marketing (interviews).",
    "B02": "Homburg and Jensen 2007, The Thought Worlds of Marketing and Sales: which differences harm, and which help.",
    "B03": "Homburg, Jensen and Krohmer 2008, configurations of marketing and sales (337 companies).",
    "B05": "Sabnis, Chatterjee, Grewal and Lilien 2013, The Sales Lead Black Hole (461 reps of 4 firms).",
    "B07": "Rubel, Zhou, Grewal and Raju 2019-2025, on integrating or separating marketing and sales (theory).",
    "B08": "Banerjee and Bhardwaj 2019, Journal of Business Research 105 (theory of marketing and sales pay).",
    "B09": "Dawes and Massey 2005, on conflict between marketing and sales managers (200 sales managers).",
    "B10": "Massey and Dawes 2007, on trust and conflict of marketing and sales managers (101 marketing managers).",
    "B11": "Keszey and Biemans 2017, on trust and marketing's use of sales information (338 firms).",
    "B12": "Maltz and Kohli 1996: an inverted U between how often intelligence is passed on and its perceived quality.",
    "B16": "Survey of B2B marketing heads 2021 (n = 169, not a random sample).",
    "B17": "Gartner 2018, on the jobs of B2B buyers.",
    "B18": "Keszey and Biemans 2016, on sales that takes part in marketing's tasks (296 firms).",
    "B20": "Lawrence and Lorsch 1967, Differentiation and Integration in Complex Organizations.",
    "B21": "Siggelkow and Levinthal 2003, Temporarily divide to conquer; Rivkin and Siggelkow 2003 (simulation).",
    "B23": "Jin and Levitt 1996, The Virtual Design Team; Chachere, Levitt and Kunz 2003.",
    "B30": "Argote 1999, Organizational Learning: progress ratio about 0.80, 0.70-0.90.",
    "B32": "Argote 1999 against Thompson 2007: forgetting from 25 % a month down to near zero.",
    "B33": "Staats and Gino 2012, on specialization and variety in repetitive tasks.",
    "B34": "Leslie and Holloway 2006, The Sales Learning Curve.",
    "B35": "Bridge Group 2024: account executives' ramp, median 5 months, 7 % take 12 or more (over 400 firms).",
    "B36": "Bridge Group surveys: lead-development reps' ramp 3-4 months, tenure 14-18 months, attrition 30-34 % a year.",
    "B37": "Bridge Group: median contract 25 k USD, median cycle 60 days (384 software firms).",
    "B38": "Forty to fifty cold calls per meeting; one to five new customers per rep and quarter (trade figures).",
    "B42": "CSO Insights 2006 and 2011: share of reps' time spent selling, prospecting and on administration.",
    "B43": "Derived from time-use studies: mixed roles lose 10-20 % of their hours to switching, 0-40 % as the range.",
    "B50": "Oldroyd, McElheran and Elkington 2011, The Short Life of Online Sales Leads (2,241 firms).",
    "B51": "MIT and InsideSales 2007, Lead Response Management study (self-selected firms: an upper bound).",
    "B52": "Sethuraman, Tellis and Briesch 2011; Henningsen et al. 2011: advertising elasticities and carry-over.",
    "B53": "Leone 1995: 90 % duration of advertising 6-9 months, so 0.915-0.943 a week.",
    "B55": "Bass 1969; Van den Bulte's survey of Bass parameters: q about 0.38 a year.",
    "B56": "Bank telemarketing data (Moro, Cortez and Rita 2014): success falls about 22 % per contact attempt.",
    "B57": "Trust-game experiments: bad experience weighs more than good; the ratio 2 is a prior.",
    "B58": "Demand Metric and Lucidpress 2016 (n = 234, opinion data): inconsistency of brand messages.",
    "B70": "Funnel benchmarks for inbound software sales (vendor compilation): ranges of conversion by stage.",
    "B71": "Funnel benchmarks of First Page Sage and Gartner, through a third party: accepted to opportunity 50-62 %.",
    "B72": "First Page Sage, lead-to-MQL rates by channel, through a third party.",
    "B73": "MQL-to-SQL rates disagree threefold between surveys: the bar is a definition.",
    "B74": "Win rates by segment (vendor compilations): 21 % of all, 29 % of qualified opportunities.",
    "B75": "Salvirt B2B sales data: won with current clients 74 % (42 % against a competitor), with new ones 28 % (13 %).",
    "B76": "IBM win/loss sample (78,025 opportunities, partly fictional): past business raises the win rate.",
    "B77": "IBM telco churn sample (7,043 customers, fictional): churn falls with age; the shape only.",
    "B78": "B2B customer churn of 5-15 % a year, general knowledge.",
    "B79": "Gartner and others: marketing budgets of 6-12 % of revenue, about 8 % in B2B.",
    "B80": "Trade press on CRM: under 40 % of firms reach full adoption; 30-70 % of initiatives miss their aims.",
    "D1": "Olist marketing funnel 2017-2018 (8,000 leads, 842 deals; Olist, CC BY-NC-SA 4.0; moments only).",
    "D2": "Salvirt B2B sales data (448 deals; Bohanec, Kljajic Borstnar and Robnik-Sikonja 2017; CC BY 4.0).",
    "D5": "IBM win/loss sample (78,025 opportunities, partly fictional): deal values, days from identified to closing.",
    "K1": "Olist, qualified to won: 0.13.",
    "K2": "Olist, landing pages: conversion differs between them with an intraclass correlation of 0.045.",
    "K3": "Olist, conversion of the best large origin over that of the worst: 3.7.",
    "K4": "Olist, time to close: log-normal, sigma 1.45.",
    "K6": "Olist, arrivals per week: variance over mean about 3, 1.5-9 by channel.",
    "K12": "Fitted: half of new sellers are at full output after 5 months (Bridge Group 2024, B35).",
    "K8": "IBM win/loss sample, deal value: log-normal, sigma 1.12-1.20.",
    "K9": "Salvirt, effect of a competitor on the log-odds of winning: -2.05 raw, -1.4 among current clients.",
}
_CODE: Final = re.compile(r"\b(?:[BDK]\d+|G|model)\b")


def codes(text: str) -> list[str]:
    """The codes of references in a text, in order."""
    return _CODE.findall(text)


def in_full(text: str) -> str:
    """A declared reference with its codes spelled out.

    >>> in_full("B34")
    'Leslie and Holloway 2006, The Sales Learning Curve.'
    """
    return " ".join(REFERENCES.get(code, code) for code in codes(text)) or text

"""What happens: one idea a file, in the order of a lead's life, then what cuts across.

Needs, demand, campaign, nurturing, leads, qualification, hand-off, inbox, desk, meetings, decision, customers; prospecting;
then a person's hours, practice, pay, information, messages, disputes, measurement, platforms, rivals, ambiguity, assignment,
turnover, transition, strategy; and what ties them together: pipeline, planning, the day.
"""

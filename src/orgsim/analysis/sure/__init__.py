"""How sure an answer is: intervals, several metrics and several designs at once, risk."""

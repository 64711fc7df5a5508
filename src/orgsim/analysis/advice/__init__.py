"""What to do: the best changes of levers, what they gain, cost and risk, and what to measure first."""

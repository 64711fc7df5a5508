"""What people and prospects do: the verbs of the day, as rules over the world.

Both walks use these and nothing else: the compiled walk calls them in one loop, the agents of the Mesa model one by one.
"""

"""Why two designs differ: what profit is made of, what hours went to, which levers carry it, which accounts."""

"""How what is kept is renewed: what there is, what of it is stale, and the index pages."""

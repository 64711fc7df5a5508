"""One run: what people and buyers do, when, and both ways of walking it."""

"""The ground: compiling, draws, declared numbers, lists inside arrays. No word of marketing or sales in it."""

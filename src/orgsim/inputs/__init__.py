"""What a run is given: how a company is organized, and its numbers, read and checked."""

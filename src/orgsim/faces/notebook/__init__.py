"""What lives in a notebook: the explorer, the player, and checks of exercises."""

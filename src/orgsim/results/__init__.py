"""What runs leave: tables, metrics and where they come from."""

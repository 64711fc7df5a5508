"""Pages made from studies."""

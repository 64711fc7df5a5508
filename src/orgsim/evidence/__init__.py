"""What is known of real organizations, and whether the model agrees: targets, trials, validation and fits."""

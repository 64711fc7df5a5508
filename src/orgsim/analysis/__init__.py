"""What runs tell: paired differences with their uncertainty, and where two histories part."""

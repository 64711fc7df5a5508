"""How people meet the model: command line, figures, pages, the description in words. Nothing is computed here."""

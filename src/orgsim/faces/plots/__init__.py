"""Figures: one function per figure, data and axes in, no statistics inside. Readable in gray and by the color-blind."""

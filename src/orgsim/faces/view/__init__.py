"""One view for page, report and notebook: a payload of numbers and words, and a module that draws it in a browser."""

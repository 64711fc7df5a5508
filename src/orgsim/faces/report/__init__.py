"""The report: an answer that can be sent round, as one file that opens anywhere."""

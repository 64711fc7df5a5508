"""The dashboard: a page on this machine that asks, and a server that answers while one watches."""

"""When an answer would be another: what turns it, and how far it hangs on what nobody knows."""

"""One file a verb, named as the verb is, holding ``command``; a file that is here is a verb of the command line."""

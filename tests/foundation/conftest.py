"""The modules in ``children`` run in processes of their own; a search for doctests would run them here."""

collect_ignore_glob = ["children/*"]

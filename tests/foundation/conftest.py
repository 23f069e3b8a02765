"""The modules in ``children`` run in processes of their own; looking for doctests in them would run them here."""

collect_ignore_glob = ["children/*"]

"""House rules that no bought tool knows, one module each.

Every module has a ``check(root)`` that yields complaints, and runs as ``python -m tools.gates.NAME``: it
prints one ``file:line: sentence`` per complaint and ends with status 1 when there is any. ``docs/gates.md``
lists them all.
"""

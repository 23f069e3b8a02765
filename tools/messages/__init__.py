"""The German catalogue: found in the sources, kept in step with them, compiled.

Needs no GNU gettext. ``python -m tools.messages`` finds the sentences, keeps every translation, compiles;
``--merge FILE …`` takes translations from other PO files; ``--check`` changes nothing and ends with status 1
when the catalogue is not in step, not complete or not compiled.
"""

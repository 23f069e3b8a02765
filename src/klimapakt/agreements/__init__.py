"""Agreements as documents: wording, issuing, sealing, checking of signatures, evidence packages.

Nothing here needs the database. ``signed`` and ``check_package`` know no Django either: the first runs in a
confined process, the second is handed to people who have nothing but Python.
"""

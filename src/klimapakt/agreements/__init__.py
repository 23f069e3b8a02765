"""Agreements as documents: wording, issuing, sealing, checking of signatures, evidence packages.

The texts and files are a library that knows no models: ``wording``, ``issuing``, ``evidence``, ``keys``,
``sealing``, ``signed``, ``checking``, ``sentences``, ``packages``. Facts and writes stand on top of it:
``models``, ``actions``, ``queries``, ``in_force``, ``proving``. ``signed`` and ``check_package`` know no
Django either: the first runs in a confined process, the second is for people who have nothing but Python.
"""

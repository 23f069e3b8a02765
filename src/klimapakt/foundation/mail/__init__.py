"""Mail goes through an outbox: written in the transaction of its cause, handed over by a job after it.

``kinds`` what a room declares, ``writing`` from values to subject, text and HTML, ``sealing`` how secrets
rest, ``rules`` when to try again, ``actions`` every write, ``sending`` the mail server, ``outbox`` all of it
together. Why it is built this way: ``docs/decisions/0010-outbox.md``.
"""

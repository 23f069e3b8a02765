"""Looking into a PDF that somebody sent: what it is, what its signatures say, what changed in it.

Empty on purpose: the confined process imports ``looking`` and knows no Django.
"""

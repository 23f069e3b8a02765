"""Evidence files: what they may be, found out from their content in a process of its own.

Empty on purpose: the confined process imports ``looking`` and knows no Django.
"""

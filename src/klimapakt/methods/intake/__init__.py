"""Tables of consumption that people upload: read kindly, guessed never, refused in words they understand.

``read_table`` is pure and reads hostile bytes; run it confined, through ``python -m
klimapakt.methods.intake.child``.
"""

from klimapakt.methods.intake.reading import read_table
from klimapakt.methods.intake.refusals import IntakeRefused
from klimapakt.methods.intake.tables import Column, Row, RowNote, Table, message_as_json, message_from_json
from klimapakt.methods.intake.template import write_template

__all__ = [
    "Column",
    "IntakeRefused",
    "Row",
    "RowNote",
    "Table",
    "message_as_json",
    "message_from_json",
    "read_table",
    "write_template",
]

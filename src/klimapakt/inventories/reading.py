"""Reading an uploaded file in a process of its own, so that a hostile file harms nobody but itself."""

import hashlib
import json
from typing import Final

from klimapakt.foundation import confined
from klimapakt.inventories import queries
from klimapakt.inventories.actions import ReceivedFile
from klimapakt.inventories.rules import clean_file_name
from klimapakt.methods.intake.child import unreadable
from klimapakt.methods.intake.mapping import ColumnMapping, Glance, signature_of
from klimapakt.methods.intake.tables import Table, message_from_json
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.organisations.models import Organisation

CHILD: Final = "klimapakt.methods.intake.child"
SECONDS: Final = 20
MEMORY_MB: Final = 512

TOO_LARGE: Final = Message(
    "file_too_large",
    gettext_noop("The file is larger than 20 MB. Please load a smaller one, for example one file per site."),
)
_TOO_SLOW: Final = Message(
    "file_too_slow",
    gettext_noop(
        "Reading this file took too long, so it was stopped. Please copy the table alone into a new workbook "
        "and load that."
    ),
)
_TOO_MUCH_MEMORY: Final = Message(
    "file_needs_too_much_memory",
    gettext_noop(
        "This file unpacks to more than can be read here. Please copy the table alone into a new workbook "
        "and load that."
    ),
)


class Unreadable(Exception):
    """Nothing of the file could be read; ``message`` says why and what to do.

    ``glance`` shows the columns of a file that could be read if somebody said what they mean.
    """

    def __init__(self, message: Message, glance: Glance | None = None) -> None:
        super().__init__(message.text())
        self.message = message
        self.glance = glance


def read(
    content: bytes, *, name: str, numbers: str = "auto", mapping: ColumnMapping | None = None
) -> ReceivedFile:
    """Return the file with the table found in it; raise Unreadable when there is none.

    ``numbers`` says how amounts are written when the file does not: "de", "en" or "auto". ``mapping`` says
    what its columns mean.
    """
    safe_name = clean_file_name(name)
    table = _table(content, safe_name, numbers, mapping)
    return ReceivedFile(
        name=safe_name,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        numbers=numbers,
        table=table,
        mapping=mapping.as_json() if mapping else {},
    )


def read_as_known(
    content: bytes, *, name: str, organisation: Organisation, numbers: str = "auto"
) -> ReceivedFile:
    """Return the file read as the organisation had the last table with the same headings read."""
    try:
        received = read(content, name=name, numbers=numbers)
    except Unreadable as refused:
        signature = refused.glance.signature if refused.glance else ""
        mapping = queries.mapping_for(organisation, signature) if signature else None
        if mapping is None:
            raise
    else:
        signature = signature_of([column.header for column in received.table.columns])
        mapping = queries.mapping_for(organisation, signature)
        if mapping is None:
            return received
    return read(content, name=name, numbers=numbers, mapping=mapping)


def _table(content: bytes, name: str, numbers: str, mapping: ColumnMapping | None) -> Table:
    arguments = [name, numbers, *([json.dumps(mapping.as_json())] if mapping else [])]
    try:
        finished = confined.run(
            CHILD, payload=content, arguments=arguments, seconds=SECONDS, memory_mb=MEMORY_MB
        )
    except confined.TooSlow as too_slow:
        raise Unreadable(_TOO_SLOW) from too_slow
    except confined.TooLarge as too_large:
        raise Unreadable(_TOO_MUCH_MEMORY) from too_large
    except confined.NotFinished as crashed:
        raise Unreadable(unreadable()) from crashed
    answer = json.loads(finished.stdout)
    if "refused" in answer:
        glance = Glance.from_json(answer["glance"]) if "glance" in answer else None
        raise Unreadable(message_from_json(answer["refused"]), glance)
    return Table.from_json(answer)

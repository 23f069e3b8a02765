"""Reading a table in a process of its own: ``python -m klimapakt.methods.intake.child NAME NUMBERS MAPPING``.

The bytes come on standard input; the mapping of columns is JSON, or missing. Standard output gets one line of
JSON, the table or ``{"refused": message}``, with a ``glance`` at columns that a person could name.
Whatever happens, no traceback is printed: it would say nothing to the person and could show parts
of the file. The limits on time and memory are set by the parent.
"""

import json
import os
import sys
from collections.abc import Iterator
from typing import BinaryIO, cast

from klimapakt.methods.intake.limits import MAX_FILE_BYTES
from klimapakt.methods.intake.mapping import ColumnMapping
from klimapakt.methods.intake.reading import Numbers, read_table
from klimapakt.methods.intake.refusals import IntakeRefused
from klimapakt.methods.intake.tables import message_as_json
from klimapakt.methods.messages import Message, gettext_noop

_STYLES = ("auto", "de", "en")


def answer(stream: BinaryIO, arguments: list[str]) -> Iterator[str]:
    """Yield the JSON text of the table of a stream, or of the refusal, in pieces."""
    filename = arguments[0] if arguments else ""
    numbers = arguments[1] if len(arguments) > 1 and arguments[1] in _STYLES else "auto"
    try:
        data = stream.read(MAX_FILE_BYTES + 1)
        mapping = ColumnMapping.from_json(json.loads(arguments[2])) if len(arguments) > 2 else None
        table = read_table(data, filename=filename, numbers=cast(Numbers, numbers), mapping=mapping)
    except IntakeRefused as refused:
        seen = {"glance": refused.glance.as_json()} if refused.glance else {}
        yield json.dumps({"refused": message_as_json(refused.message), **seen})
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001  # no exception of the reading may show what is in the file
        yield json.dumps({"refused": message_as_json(unreadable())})
    else:
        yield from table.json_pieces()


def unreadable() -> Message:
    """Return the sentence for a file that broke the reading, took too long or needed too much memory."""
    return Message(
        "file_unreadable",
        gettext_noop(
            "This file could not be read. Copy the table alone into a new workbook, or use the template, "
            "and upload that. If it still fails, send the file to the pact office."
        ),
    )


def main() -> None:
    """Answer on standard output, and say nothing else: Rust prints its panics where errors go."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    for piece in answer(sys.stdin.buffer, sys.argv[1:]):
        sys.stdout.write(piece)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()

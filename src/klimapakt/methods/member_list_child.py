"""Reading a list of members in a process of its own: ``python -m klimapakt.methods.member_list_child``.

The bytes come on standard input; standard output gets one line of JSON, or ``{"refused": message}``.
"""

import json
import os
import sys

from klimapakt.methods.intake.child import unreadable
from klimapakt.methods.intake.limits import MAX_FILE_BYTES
from klimapakt.methods.intake.refusals import IntakeRefused
from klimapakt.methods.intake.tables import message_as_json
from klimapakt.methods.member_list import read_member_list


def answer(data: bytes) -> dict[str, object]:
    """Return the list, or why it cannot be read, as plain values."""
    try:
        found = read_member_list(data)
    except IntakeRefused as refused:
        return {"refused": message_as_json(refused.message)}
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001  # no exception of the reading may show what is in the file
        return {"refused": message_as_json(unreadable())}
    rows = [
        {
            "number": one.number,
            "values": dict(one.values),
            "problems": [message_as_json(message) for message in one.problems],
        }
        for one in found.rows
    ]
    return {"rows": rows, "ignored": list(found.ignored)}


def main() -> None:
    """Answer on standard output, and say nothing else."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read(MAX_FILE_BYTES + 1))) + "\n")


if __name__ == "__main__":
    main()

"""Why a hand-over was refused, in sentences for whoever runs the command; nothing was changed then."""

from klimapakt.methods.messages import Message


class HandOverRefused(Exception):
    """A pact cannot be exported or imported; ``message`` says where, what and how to mend it."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.code)
        self.message = message


class Damaged(HandOverRefused):
    """The file is not what was written."""

    def __init__(self, part: str, problem: str) -> None:
        text = "The file is damaged: %(part)s %(problem)s. Copy it again from where it was made."
        super().__init__(Message("damaged", text, {"part": part, "problem": problem}))


class OtherVersion(HandOverRefused):
    """The file was written by another version of the program."""

    def __init__(self, theirs: str, ours: str) -> None:
        text = (
            "The file was written by %(theirs)s, and this installation is %(ours)s. Bring both to the same "
            "version, then export again."
        )
        super().__init__(Message("other_version", text, {"theirs": theirs, "ours": ours}))


class PactExists(HandOverRefused):
    """The pact is here already, or something of it that can exist once only."""

    def __init__(self, what: str, value: str) -> None:
        text = (
            "There is already a pact with the %(what)s %(value)s in this installation. "
            "An import never writes into an existing pact; import into another installation%(hint)s."
        )
        hint = ", or name another host with --host" if what == "host" else ""
        super().__init__(
            Message("pact_exists", text, {"what": what, "value": value or "(none)", "hint": hint})
        )


class FileMissing(HandOverRefused):
    """A file that a row names is not in the store."""

    def __init__(self, table: str, key: str) -> None:
        text = (
            "The file of %(table)s %(key)s is not in the store of this installation. Bring it back from a "
            "backup; without it something would be lost."
        )
        super().__init__(Message("file_missing", text, {"table": table, "key": key}))


class DoesNotFit(HandOverRefused):
    """What was read does not fit together, or the database refuses it."""

    def __init__(self, part: str, problem: str) -> None:
        text = "%(part)s does not fit: %(problem)s"
        super().__init__(Message("does_not_fit", text, {"part": part, "problem": problem}))

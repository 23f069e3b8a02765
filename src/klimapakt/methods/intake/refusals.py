"""A file that cannot be read as a table of consumption."""

from klimapakt.methods.intake.mapping import Glance
from klimapakt.methods.messages import Message


class IntakeRefused(ValueError):
    """The file as a whole is refused; ``message`` says why and what to do. Nothing of it was read.

    ``glance`` shows its columns where a person who names them could still have it read.
    """

    def __init__(self, message: Message, glance: Glance | None = None) -> None:
        super().__init__(message.text())
        self.message = message
        self.glance = glance

    @property
    def code(self) -> str:
        """Return the stable code of the refusal."""
        return self.message.code

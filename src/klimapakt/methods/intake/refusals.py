"""A file that cannot be read as a table of consumption."""

from klimapakt.methods.messages import Message


class IntakeRefused(ValueError):
    """The file as a whole is refused; ``message`` says why and what to do. Nothing of it was read."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text())
        self.message = message

    @property
    def code(self) -> str:
        """Return the stable code of the refusal."""
        return self.message.code

"""A case that cannot be calculated: what is wrong, where, and how to mend it."""

from klimapakt.methods.messages import Message


class Refused(ValueError):
    """The input is refused. ``path`` names the place as in ``activities[3].unit``, counting from zero."""

    def __init__(self, path: str, message: Message) -> None:
        super().__init__(f"{path}: {message.text()}" if path else message.text())
        self.path = path
        self.message = message

    @property
    def code(self) -> str:
        """Return the stable code of the refusal."""
        return self.message.code

    def within(self, prefix: str) -> "Refused":
        """Return the same refusal, placed inside a larger input."""
        return Refused(f"{prefix}.{self.path}" if self.path else prefix, self.message)

    def as_json(self) -> dict[str, str]:
        """Return code, place and sentence as the shell prints them."""
        return {"error": self.code, "path": self.path, "message": self.message.text()}

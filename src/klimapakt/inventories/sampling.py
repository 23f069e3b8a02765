"""What is refused about draws of samples. Pure."""

from klimapakt.inventories.rules import NotPossible
from klimapakt.methods.messages import Message, gettext_noop


class DrawWaits(NotPossible):
    """A commitment for the year is published already, and its draw has not been made."""

    def __init__(self, year: int) -> None:
        template = gettext_noop("A draw for %(year)s is announced already. Make it first.")
        super().__init__(Message("draw_waits", template, {"year": year}))


class AlreadyDrawn(NotPossible):
    """A draw is made once."""

    def __init__(self) -> None:
        template = gettext_noop("This draw has been made already. Nothing was drawn again.")
        super().__init__(Message("already_drawn", template))


class NobodyToDraw(NotPossible):
    """A draw needs a list."""

    def __init__(self, year: int) -> None:
        template = gettext_noop("No inventory for %(year)s waits that is in no draw yet. Nothing was drawn.")
        super().__init__(Message("nobody_to_draw", template, {"year": year}))


class DoesNotSample(NotPossible):
    """The rulebook in force has every inventory reviewed in depth."""

    def __init__(self) -> None:
        template = gettext_noop("The rulebook in force reviews every inventory in depth. There is no draw.")
        super().__init__(Message("does_not_sample", template))

"""Which categories of scope 3 matter: pure decisions about answers and what contradicts them."""

from klimapakt.inventories.enums import Relevance
from klimapakt.inventories.models import RelevanceAnswer
from klimapakt.inventories.rules import NotPossible
from klimapakt.methods.messages import Message, gettext_noop

CATEGORIES = range(1, 16)
"""The fifteen categories of the GHG Protocol."""


class ReasonMissing(NotPossible):
    """A category was called not relevant without a reason."""

    def __init__(self) -> None:
        template = gettext_noop("Please say in a sentence why this category is not relevant.")
        super().__init__(Message("relevance_reason_missing", template))


class RelevanceChanged(NotPossible):
    """Somebody else answered for the category since; ``current`` is the answer as it is now."""

    def __init__(self, current: RelevanceAnswer | None) -> None:
        template = gettext_noop(
            "Somebody else has answered for this category in the meantime. Nothing was overwritten. "
            "Compare both answers and save again what is right."
        )
        super().__init__(Message("relevance_changed", template))
        self.current = current


def ensure_reason(relevance: str, reason: str) -> None:
    """Raise ReasonMissing when a category is dismissed without a word."""
    if relevance == Relevance.NOT_RELEVANT and not reason:
        raise ReasonMissing


def contradiction(relevance: str, rows: int) -> Message | None:
    """Return what an answer and the rows of the inventory contradict each other in; None when they agree.

    >>> contradiction(Relevance.NOT_RELEVANT, 0) is None
    True
    """
    if relevance == Relevance.NOT_RELEVANT and rows:
        template = gettext_noop(
            "The category is called not relevant, but the inventory holds data for it (rows: %(rows)s). "
            "Change the answer or delete the rows."
        )
        return Message("not_relevant_with_rows", template, {"rows": rows})
    if relevance in {Relevance.MEASURED, Relevance.ESTIMATED} and not rows:
        template = gettext_noop(
            "The category is called relevant with figures, but the inventory holds none yet. "
            "Enter them, or set the category back to not looked at."
        )
        return Message("relevant_without_rows", template)
    return None

"""Pure decisions about measures: what can be listed as existing, and when two entries are the same."""

from collections.abc import Iterable
from datetime import date

from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.organisations.rules import clean_name, name_key

FIRST_YEAR = 1950
"""Older measures than this are history rather than a measure for the climate."""


class MeasureRefused(Exception):
    """The entry cannot be kept; ``field`` names what is wrong in it, ``message`` says why."""

    def __init__(self, message: Message, field: str) -> None:
        super().__init__(message.text())
        self.message = message
        self.field = field


class MeasureChanged(Exception):
    """Somebody else changed or deleted the entry since it was looked at; nothing was overwritten."""


def clean_title(title: str, taken: Iterable[tuple[str, int]], year: int) -> str:
    """Return the title in one spelling; raise when it is empty or listed for the same year already."""
    cleaned = clean_name(title)
    if not cleaned:
        raise MeasureRefused(
            Message("title_missing", gettext_noop("Please say in a few words what was done.")), "title"
        )
    if (name_key(cleaned), year) in {(name_key(other), other_year) for other, other_year in taken}:
        template = gettext_noop("“%(title)s” is already listed for %(year)s.")
        raise MeasureRefused(Message("measure_listed", template, {"title": cleaned, "year": year}), "title")
    return cleaned


def ensure_year_possible(year: int, today: date) -> None:
    """Raise MeasureRefused for a year that has not begun or lies before 1950.

    >>> ensure_year_possible(2019, date(2026, 1, 1))
    """
    if year > today.year:
        template = gettext_noop(
            "%(year)s has not begun yet. List here only what has been done; plans stand with your measures."
        )
        raise MeasureRefused(Message("measure_in_future", template, {"year": year}), "year")
    if year < FIRST_YEAR:
        template = gettext_noop("Please enter a year from %(first)s on.")
        raise MeasureRefused(Message("measure_too_old", template, {"first": FIRST_YEAR}), "year")

"""What has happened by a day, whatever the order in which it is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from klimapakt.methods.duties.model import Event

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class History:
    """Events up to a day, put together; the earliest counts where one is enough.

    ``pauses`` are stretches of days with the day after the last one; a pause nobody has ended lasts until
    the day after the one that is looked at. ``not_before`` are days before which a duty is not due.
    """

    fulfilled: Mapping[str, date]
    waived: Mapping[str, date]
    extended_months: Mapping[str, int]
    pauses: tuple[tuple[date, date], ...]
    ended_on: date | None
    not_before: Mapping[str, date] = field(default_factory=dict)

    def is_over_before(self, due_on: date) -> bool:
        """Tell whether the membership had ended before this day, so that nothing is owed on it."""
        return self.ended_on is not None and self.ended_on < due_on

    def after_pauses(self, day: date) -> date:
        """Return the day moved by the length of every pause that began before or on it.

        >>> History({}, {}, {}, ((date(2025, 3, 1), date(2025, 4, 1)),), None).after_pauses(date(2025, 3, 1))
        datetime.date(2025, 4, 1)
        """
        for start, end in self.pauses:
            if start <= day:
                day += end - start
        return day

    def is_paused(self, day: date) -> bool:
        """Tell whether the membership rested on this day."""
        return any(start <= day < end for start, end in self.pauses)


def history(events: Iterable[Event], as_of: date) -> History:
    """Put together what has happened by the day; an event told twice counts once.

    >>> day = date(2025, 1, 1)
    >>> told = [Event(day, "extended", "baseline", 3), Event(day, "extended", "baseline", 3)]
    >>> history(told, day).extended_months
    {'baseline': 3}
    """
    happened = sorted({event for event in events if event.on <= as_of})
    extended: dict[str, int] = {}
    for event in happened:
        if event.kind == "extended":
            extended[event.duty] = extended.get(event.duty, 0) + event.months
    return History(
        fulfilled=_earliest(happened, "fulfilled"),
        waived=_earliest(happened, "waived"),
        extended_months=extended,
        pauses=_pauses(happened, as_of),
        ended_on=next((event.on for event in happened if event.kind == "ended"), None),
    )


def _earliest(happened: list[Event], kind: str) -> dict[str, date]:
    found: dict[str, date] = {}
    for event in happened:
        if event.kind == kind:
            found.setdefault(event.duty, event.on)
    return found


def _pauses(happened: list[Event], as_of: date) -> tuple[tuple[date, date], ...]:
    """Return the pauses in order; a resumption without a pause, and a pause within one, change nothing."""
    found: list[tuple[date, date]] = []
    begun: date | None = None
    for event in happened:
        if event.kind == "paused":
            begun = begun or event.on
        elif event.kind == "resumed" and begun:
            found.append((begun, event.on))
            begun = None
    if begun:
        found.append((begun, as_of + _ONE_DAY))
    return tuple(found)

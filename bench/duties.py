"""Duties of a city: ``python -m bench.duties MEMBERS YEARS`` asks for those of all at the end of every year.

Members join on different days under three rulebooks; each has fulfilled, extended and rested.
"""

import json
import sys
import time
from datetime import date, timedelta

from klimapakt.methods.duties import Event, Membership, duties_of
from klimapakt.methods.rulebook import preset

PACTS = ("duesseldorf", "krefeld", "bw-klimabuendnis")
_FIRST = date(2024, 1, 1)
_DAYS = 700
_ONE_DAY = timedelta(days=1)


def main(members: str, years: str) -> None:
    """Print how many duties were asked for and the seconds that took."""
    rulebooks = [preset(name) for name in PACTS]
    joined = [Membership(_FIRST + place % _DAYS * _ONE_DAY) for place in range(int(members))]
    happened = [_events(membership.joined_on) for membership in joined]
    count = 0
    wall, cpu = time.perf_counter(), time.process_time()
    for year in range(_FIRST.year, _FIRST.year + int(years)):
        as_of = date(year, 12, 31)
        for place, (membership, events) in enumerate(zip(joined, happened, strict=True)):
            count += len(duties_of(rulebooks[place % len(rulebooks)], membership, events, as_of))
    took = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    print(json.dumps({"members": int(members), "years": int(years), "duties": count, **took}))


def _events(joined_on: date) -> tuple[Event, ...]:
    after = [joined_on + days * _ONE_DAY for days in (300, 350, 400, 500, 520)]
    return (
        Event(after[0], "fulfilled", "baseline"),
        Event(after[1], "extended", "monitoring-1", 3),
        Event(after[2], "waived", "targets"),
        Event(after[3], "paused"),
        Event(after[4], "resumed"),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])

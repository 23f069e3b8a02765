"""What ``bench.nightly`` measures; loaded once Django stands."""

import time
from collections.abc import Callable
from datetime import date
from functools import partial
from statistics import median, quantiles

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.city import ONE_DAY, do_most, founded, settle
from klimapakt.duties import nightly, queries
from klimapakt.duties.models import Duty, Reminder
from klimapakt.pacts.scoping import within

_LOOKS = 40
_TODAY = date(2026, 11, 23)
Answer = dict[str, float | int | str]


def measure(members: int) -> Answer:
    """Return seconds, milliseconds and counts."""
    call_command("migrate", verbosity=0, interactive=False)
    city = founded(members, _TODAY)
    with within(city.pact):
        settle()
        first = _times("first", lambda: nightly.run(_TODAY))
        do_most(city)
        settled = _times("settled", lambda: nightly.run(_TODAY + ONE_DAY))
        nights = [_times("night", partial(nightly.run, day)) for day in _days()]
        again = _times("again", lambda: nightly.run(_TODAY))
        return {
            "database": connection.vendor,
            "members": members,
            "duties": Duty.objects.count(),
            "reminders": Reminder.objects.filter(skipped="").count(),
            **first,
            **settled,
            "night_s": median(float(one["night_s"]) for one in nights),
            "night_cpu_s": median(float(one["night_cpu_s"]) for one in nights),
            "slowest_s": max(float(one["night_s"]) for one in nights),
            **again,
            **_list(_TODAY + 12 * ONE_DAY),
        }


def _days() -> list[date]:
    return [_TODAY + place * ONE_DAY for place in range(2, 12)]


def _list(day: date) -> Answer:
    looks = [1000 * _seconds(lambda: queries.needing_office(day)) for _ in range(_LOOKS)]
    with CaptureQueriesContext(connection) as asked:
        needed = queries.needing_office(day)
    return {
        "needed": len(needed),
        "list_ms": median(looks),
        "list_p95_ms": quantiles(looks, n=20)[-1],
        "list_queries": len(asked),
    }


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _times(name: str, work: Callable[[], object]) -> Answer:
    """Return the seconds that a night took, and those the processor worked for it in this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return {f"{name}_s": time.perf_counter() - wall, f"{name}_cpu_s": time.process_time() - cpu}

"""Cases of every pact, drawn at random, and how many of them a test asks about."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import cast

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from klimapakt.methods.duties import duties, read_case
from klimapakt.methods.rulebook import preset_names
from tests.methods.duties.building import Fields, case_of

RANDOMLY = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PACTS = st.sampled_from(preset_names())
JOINED = st.dates(date(2022, 1, 1), date(2035, 12, 31))


@st.composite
def cases(draw: Callable[..., object]) -> Fields:
    """Draw a case with events that may be in any order and lie after the day that is looked at."""
    pact = cast("str", draw(PACTS))
    joined = cast("date", draw(JOINED))
    on = cast("date", draw(st.dates(joined, joined + timedelta(days=6000))))
    known = [duty.id for duty in duties(read_case(case_of(pact=pact, joined=joined.isoformat())))]
    days = st.dates(joined, joined + timedelta(days=6000)).map(date.isoformat)
    reason = st.just("for a reason")
    duty = st.sampled_from(known)
    about = st.one_of(
        st.fixed_dictionaries({"kind": st.just("fulfilled"), "duty": duty, "on": days}),
        st.fixed_dictionaries({"kind": st.just("waived"), "duty": duty, "on": days, "reason": reason}),
        st.fixed_dictionaries({"kind": st.sampled_from(["paused", "resumed", "ended"]), "on": days}),
    )
    events = cast("list[Fields]", draw(st.lists(about, max_size=6)))
    for one in cast("list[str]", draw(st.lists(duty, max_size=3, unique=True))):
        months = cast("int", draw(st.integers(1, 6)))
        day = cast("str", draw(days))
        events.append({"kind": "extended", "duty": one, "on": day, "months": months, "reason": "asked"})
    return case_of(*events, pact=pact, joined=joined.isoformat(), on=on.isoformat())

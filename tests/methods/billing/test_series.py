"""Gaps and overlaps in a row of bills, and the estimate for days without a bill."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from klimapakt.methods.billing import Span, Weighing, covered_days, estimate, gaps, overlaps

DAY = timedelta(days=1)
EPOCH = date(2020, 1, 1)


def span(key: int, start: int, days: int, amount: int = 100) -> Span:
    first = EPOCH + start * DAY
    return Span(key, first, first + (days - 1) * DAY, Decimal(amount))


SPANS = st.lists(
    st.builds(span, st.integers(1, 99), st.integers(0, 700), st.integers(1, 200)), min_size=1, max_size=9
)


def days_of(spans: list[Span]) -> list[date]:
    return [found.first + day * DAY for found in spans for day in range(found.days)]


@given(SPANS)
def test_gaps_and_bills_together_cover_every_day_from_first_to_last(spans: list[Span]) -> None:
    billed = set(days_of(spans))
    missing = {gap.first + day * DAY for gap in gaps(spans) for day in range(gap.days)}
    first, last = min(billed), max(billed)
    assert not billed & missing
    assert billed | missing == {first + day * DAY for day in range((last - first).days + 1)}


@given(SPANS, st.integers(0, 800), st.integers(0, 400))
def test_a_covered_day_is_counted_once(spans: list[Span], start: int, length: int) -> None:
    first, last = EPOCH + start * DAY, EPOCH + (start + length) * DAY
    inside = {day for day in days_of(spans) if first <= day <= last}
    assert covered_days(spans, first, last) == len(inside)


@given(SPANS)
def test_a_day_is_in_an_overlap_exactly_when_two_bills_cover_it(spans: list[Span]) -> None:
    covered = days_of(spans)
    twice = {day for day in covered if covered.count(day) > 1}
    shared = {found.first + day * DAY for found in overlaps(spans) for day in range(found.days)}
    assert shared == twice


@given(SPANS, st.randoms())
def test_the_order_in_which_bills_were_entered_does_not_matter(spans: list[Span], chance: object) -> None:
    shuffled = list(spans)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert gaps(shuffled) == gaps(spans)
    assert len(overlaps(shuffled)) == len(overlaps(spans))


def test_bills_that_touch_have_neither_gap_nor_overlap() -> None:
    row = [span(1, 0, 31), span(2, 31, 29), span(3, 60, 31)]
    assert gaps(row) == ()
    assert overlaps(row) == ()


def test_a_long_bill_that_covers_a_short_one_leaves_no_gap_behind_it() -> None:
    row = [span(1, 0, 100), span(2, 10, 5), span(3, 100, 10)]
    assert gaps(row) == ()
    assert [found.keys for found in overlaps(row)] == [(1, 2)]


def test_the_estimate_uses_the_nearest_bill_on_each_side() -> None:
    row = [span(1, 0, 10, 1), span(2, 10, 10, 100), span(3, 30, 10, 200), span(4, 40, 10, 9999)]
    found = estimate(EPOCH + 20 * DAY, EPOCH + 29 * DAY, row, Weighing())
    assert found is not None
    assert (found.amount, found.known_amount, found.known_days) == (150, 300, 20)
    assert [neighbour.key for neighbour in found.neighbours] == [2, 3]


def test_the_estimate_of_a_cold_gap_between_warm_bills_follows_degree_days() -> None:
    summer = Span(1, date(2023, 6, 1), date(2023, 8, 31), Decimal(400))
    found = estimate(date(2023, 9, 1), date(2023, 9, 30), [summer], Weighing(Decimal(1)))
    assert found is not None
    assert found.amount == 300


def test_without_any_neighbour_there_is_no_estimate() -> None:
    assert estimate(EPOCH, EPOCH + DAY, [], Weighing()) is None

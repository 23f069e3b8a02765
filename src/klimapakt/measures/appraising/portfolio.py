"""All measures of a member beside each other: value against tonnes, and which none outdoes. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from klimapakt.measures.enums import MeasureState
from klimapakt.measures.models import Appraisal, Measure
from klimapakt.methods.messages import Message, gettext_noop

_MG_PER_TONNE: Final = Decimal(10) ** 9


@dataclass(frozen=True, slots=True)
class Entry:
    """One measure with the newest appraisal; ``is_best`` where no other has more value and more tonnes.

    ``number`` is its mark in the picture, from the largest value on; ``why`` what keeps it out of the
    picture, or what has to be known about it.
    """

    measure: Measure
    appraisal: Appraisal | None
    tonnes: Decimal | None
    number: int
    is_best: bool
    why: Message | None

    @property
    def npv_eur(self) -> Decimal | None:
        """Return the net present value; None where nobody has appraised it."""
        return self.appraisal.npv_eur if self.appraisal else None


def portfolio(measures: Iterable[Measure], appraisals: Mapping[UUID, Appraisal]) -> list[Entry]:
    """Return the measures that are not dropped, the largest value first, those without one at the end."""
    living = [one for one in measures if one.state != MeasureState.DROPPED]
    known = [(one, appraisals.get(one.pk)) for one in living]
    known.sort(key=lambda pair: (pair[1] is None, -pair[1].npv_eur if pair[1] else 0, pair[0].title))
    points = [(appraisal.npv_eur, tonnes_of(appraisal)) for _one, appraisal in known if appraisal]
    shown = [(npv, tonnes) for npv, tonnes in points if tonnes is not None]
    return [_entry(one, appraisal, number, shown) for number, (one, appraisal) in enumerate(known, start=1)]


def tonnes_of(appraisal: Appraisal) -> Decimal | None:
    """Return the tonnes a year that were entered for an appraisal."""
    emissions = appraisal.case.get("emissions")
    return Decimal(emissions["saved_mg_per_year"][0]) / _MG_PER_TONNE if emissions else None


def is_outdone(point: tuple[Decimal, Decimal], others: Sequence[tuple[Decimal, Decimal]]) -> bool:
    """Tell whether another point is at least as good in both and better in one.

    >>> is_outdone((Decimal(1), Decimal(5)), [(Decimal(2), Decimal(5)), (Decimal(1), Decimal(5))])
    True
    >>> is_outdone((Decimal(1), Decimal(5)), [(Decimal(2), Decimal(4)), (Decimal(1), Decimal(5))])
    False
    """
    return any(other != point and other[0] >= point[0] and other[1] >= point[1] for other in others)


def _entry(
    measure: Measure, appraisal: Appraisal | None, number: int, shown: Sequence[tuple[Decimal, Decimal]]
) -> Entry:
    tonnes = tonnes_of(appraisal) if appraisal else None
    is_best = (
        appraisal is not None and tonnes is not None and not is_outdone((appraisal.npv_eur, tonnes), shown)
    )
    return Entry(measure, appraisal, tonnes, number, is_best, _why(appraisal, tonnes))


def _why(appraisal: Appraisal | None, tonnes: Decimal | None) -> Message | None:
    if appraisal is None:
        return Message("not_appraised", gettext_noop("Not appraised yet."))
    if tonnes is None:
        text = gettext_noop("No tonnes were entered, so it has no place in the picture.")
        return Message("no_tonnes", text)
    if appraisal.npv_eur <= 0:
        text = gettext_noop("By money alone it does not pay; it may still be worth doing.")
        return Message("value_below_zero", text)
    return None

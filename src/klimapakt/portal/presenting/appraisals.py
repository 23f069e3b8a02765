"""All measures of a member as investments: the picture and its table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from klimapakt.foundation.design.charts import Dot, Part, Scatter
from klimapakt.foundation.design.numbers import NO_VALUE
from klimapakt.foundation.templatetags.format import mass
from klimapakt.measures.appraising import words
from klimapakt.measures.appraising.portfolio import Entry
from klimapakt.measures.models import Measure

_MG_PER_TONNE = 10**9


@dataclass(frozen=True, slots=True)
class Row:
    """One measure of the table."""

    number: int
    measure: Measure
    value: str
    saved: str
    is_best: bool
    is_appraised: bool
    why: str


def rows(entries: Sequence[Entry]) -> list[Row]:
    """Return the rows of the table, the largest value first."""
    return [
        Row(
            number=one.number,
            measure=one.measure,
            value=NO_VALUE if one.npv_eur is None else words.money(one.npv_eur),
            saved=NO_VALUE if one.tonnes is None else _saved(one),
            is_best=one.is_best,
            is_appraised=one.appraisal is not None,
            why=words.reason(one.why) if one.why else "",
        )
        for one in entries
    ]


def scatter(entries: Sequence[Entry]) -> Scatter | None:
    """Return the picture; None where no measure has value and tonnes."""
    shown = [one for one in entries if one.npv_eur is not None and one.tonnes is not None]
    if not shown:
        return None
    best = sum(one.is_best for one in shown)
    values = [0.0, *(float(one.npv_eur or 0) for one in shown)]
    farthest = max(shown, key=lambda one: one.tonnes or 0)
    return Scatter(
        key="value-and-tonnes",
        title=_("Net present value against tonnes saved a year"),
        sentence=_(
            "Farther up brings more money, farther right saves more. %(count)s are filled: no other measure "
            "is better in both."
        )
        % {"count": best},
        parts=tuple(
            Part(f"{one.number} {one.measure.title}", 0, f"{words.money(one.npv_eur or 0)}; {_saved(one)}")
            for one in shown
        ),
        label_heading=_("Measure"),
        value_heading=_("Net present value; saved a year"),
        dots=tuple(
            Dot(float(one.tonnes or 0), float(one.npv_eur or 0), str(one.number), one.is_best)
            for one in shown
        ),
        across_words=_("Saved a year"),
        up_words=_("Net present value"),
        highest=words.money(max(values)),
        lowest=words.money(min(values)),
        farthest=_saved(farthest),
    )


def _saved(one: Entry) -> str:
    return mass(int((one.tonnes or 0) * _MG_PER_TONNE))

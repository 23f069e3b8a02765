"""Hold targets against a reference by point and by budget, and say why."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.pathway.lines import doubled_area, rounded, straight
from klimapakt.methods.pathway.model import Case, Pathway, Verdict
from klimapakt.methods.pathway.references import Reference, reference_of

_VERDICTS: Mapping[tuple[bool, bool], Verdict] = {
    (True, True): "compatible",
    (True, False): "point_only",
    (False, True): "budget_only",
    (False, False): "not_compatible",
}


def pathway(case: Case) -> Pathway:
    """Return the path of the targets, the reference beside it, and the verdict with its reasons."""
    path = path_of(case)
    reference = reference_of(case)
    beside = {year: rounded(share * case.base_mg) for year, share in reference.shares.items()}
    obstacle = _no_emissions(case) or reference.obstacle
    area, budget = doubled_area(path), doubled_area(beside)
    reasons = list(_comparison(case, path, beside)) if beside and budget else []
    verdict: Verdict = "not_comparable"
    if obstacle is None:
        verdict = _VERDICTS[not _missed(case, path, beside), area <= budget]
    return Pathway(
        path_mg=path,
        reference_mg=beside,
        budget_used=area / budget if budget else None,
        verdict=verdict,
        reasons=(*((obstacle,) if obstacle else ()), *reasons, *_remarks(case, path, reference)),
        required_rate_percent=required_rate_percent(case),
        source=reference.source,
        edition=reference.edition,
    )


def path_of(case: Case) -> dict[int, int]:
    """Return the emissions of every year from the base year to the last target, straight between targets."""
    points = {case.base_year: Fraction(case.base_mg)}
    for target in case.targets:
        points[target.year] = case.base_mg * (1 - Fraction(target.reduction_percent) / 100)
    return {year: rounded(straight(points, year)) for year in range(case.base_year, case.last_year + 1)}


def required_rate_percent(case: Case) -> float | None:
    """Return the linear reduction per year up to the last target, in percent of the latest emissions known.

    Without later figures the base year is the latest. A negative rate means that the target leaves room.
    None where no year is left or nothing is emitted any more.
    """
    known = {case.base_year: case.base_mg, **case.actual_mg}
    latest = max(known)
    years_left = case.last_year - latest
    if years_left <= 0 or not known[latest]:
        return None
    wanted = case.base_mg * (1 - Fraction(case.targets[-1].reduction_percent) / 100)
    return float(100 * (1 - wanted / known[latest]) / years_left)


def _missed(case: Case, path: Mapping[int, int], beside: Mapping[int, int]) -> list[int]:
    """Return the years with a target in which the path lies above the reference."""
    return [target.year for target in case.targets if path[target.year] > beside[target.year]]


def _comparison(case: Case, path: Mapping[int, int], beside: Mapping[int, int]) -> Iterator[Message]:
    missed = _missed(case, path, beside)
    if missed:
        template = gettext_noop("Point: the target lies above the reference in %(years)s.")
        yield Message("point_missed", template, {"years": ", ".join(map(str, missed))})
    else:
        yield Message("point_met", gettext_noop("Point: every target is at or below the reference."))
    values = {"share": f"{100 * doubled_area(path) / doubled_area(beside):.2f}"}
    if doubled_area(path) <= doubled_area(beside):
        template = gettext_noop("Budget: the path uses %(share)s %% of the reference's emissions.")
        yield Message("budget_kept", template, values)
        return
    template = gettext_noop(
        "Budget: the path uses %(share)s %% of the reference's emissions; they are used up in %(year)s."
    )
    yield Message("budget_exceeded", template, {**values, "year": _used_up_in(path, beside)})


def _used_up_in(path: Mapping[int, int], beside: Mapping[int, int]) -> int:
    """Return the year in which the path has used what the reference emits over the whole time."""
    budget = doubled_area(beside)
    return next(
        year
        for year in sorted(path)
        if doubled_area({one: value for one, value in path.items() if one <= year}) > budget
    )


def _remarks(case: Case, path: Mapping[int, int], reference: Reference) -> Iterator[Message]:
    if reference.note is not None:
        yield reference.note
    above = [year for year, emitted in sorted(case.actual_mg.items()) if emitted > path.get(year, emitted)]
    if above:
        template = gettext_noop("More was emitted than the path of the targets allows in %(years)s.")
        yield Message("above_the_path", template, {"years": ", ".join(map(str, above))})


def _no_emissions(case: Case) -> Message | None:
    if case.base_mg:
        return None
    return Message(
        "no_emissions", gettext_noop("The base year has no emissions; there is nothing to reduce.")
    )

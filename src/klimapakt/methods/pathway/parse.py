"""Read a case from the contract's JSON; what cannot be is refused with its place."""

from collections.abc import Mapping
from typing import Final

from klimapakt.methods import reading
from klimapakt.methods.figures import milligrams, percent
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.pathway.model import REFERENCES, Case, Neutrality, Target
from klimapakt.methods.refusal import Refused

CASE_KEYS: Final = ("base_year", "base_mg", "targets", "reference", "actual_mg")
TARGET_KEYS: Final = ("year", "reduction_percent")
NEUTRALITY_KEYS: Final = ("neutral_year", "residual_percent")


def read_case(raw: object) -> Case:
    """Return the case. Raises Refused with path and sentence for the first thing that is wrong."""
    given = reading.mapping(raw, "", CASE_KEYS, required=CASE_KEYS[:4])
    base_year = reading.whole_year(given["base_year"], "base_year")
    base_mg = milligrams(given["base_mg"], "base_mg")
    return Case(
        base_year=base_year,
        base_mg=base_mg,
        targets=_targets(given["targets"], base_year),
        reference=_reference(given["reference"], base_year),
        actual_mg=_actual(given.get("actual_mg"), base_year, base_mg),
    )


def _targets(raw: object, base_year: int) -> tuple[Target, ...]:
    found: dict[int, Target] = {}
    for at, item in enumerate(reading.sequence(raw, "targets")):
        path = f"targets[{at}]"
        given = reading.mapping(item, path, TARGET_KEYS, required=TARGET_KEYS)
        year = _later_year(given["year"], f"{path}.year", base_year)
        if year in found:
            template = gettext_noop("There are two targets for %(year)s. Keep one.")
            raise Refused(f"{path}.year", Message("two_targets", template, {"year": year}))
        found[year] = Target(year, percent(given["reduction_percent"], f"{path}.reduction_percent"))
    if not found:
        raise Refused("targets", Message("no_target", gettext_noop("At least one target is needed.")))
    return tuple(found[year] for year in sorted(found))


def _reference(raw: object, base_year: int) -> str | Neutrality:
    if not isinstance(raw, Mapping):
        return reading.choice(raw, "reference", REFERENCES)
    given = reading.mapping(raw, "reference", NEUTRALITY_KEYS, required=NEUTRALITY_KEYS)
    return Neutrality(
        year=_later_year(given["neutral_year"], "reference.neutral_year", base_year),
        residual_percent=percent(given["residual_percent"], "reference.residual_percent"),
    )


def _later_year(value: object, path: str, base_year: int) -> int:
    found = reading.whole_year(value, path)
    if found > base_year:
        return found
    template = gettext_noop("%(year)s is not after the base year %(base)s. Check both years.")
    raise Refused(path, Message("not_after_the_base_year", template, {"year": found, "base": base_year}))


def _actual(raw: object, base_year: int, base_mg: int) -> dict[int, int]:
    if raw is None:
        return {}
    if not isinstance(raw, Mapping):
        raise Refused("actual_mg", Message("not_an_object", gettext_noop("Years with emissions are needed.")))
    found: dict[int, int] = {}
    for key, value in raw.items():
        path = f"actual_mg.{key}"
        year = reading.whole_year(key, path)
        emitted = milligrams(value, path)
        if year < base_year:
            template = gettext_noop("%(year)s is before the base year %(base)s. Check both years.")
            raise Refused(path, Message("before_the_base_year", template, {"year": year, "base": base_year}))
        if year == base_year and emitted != base_mg:
            template = gettext_noop("The base year has two different emissions. Recalculate it, or keep one.")
            raise Refused(path, Message("contradiction", template))
        found[year] = emitted
    return found

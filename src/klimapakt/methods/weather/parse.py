"""Read a case from the contract's JSON; what cannot be is refused with its place."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from klimapakt.methods import reading
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused

BY_DEGREE_DAYS: Final = ("amount", "heating_share", "degree_days", "reference_degree_days")
BY_CLIMATE_FACTOR: Final = ("amount", "heating_share", "climate_factor")
_ALL: Final = (*BY_DEGREE_DAYS, "climate_factor")


@dataclass(frozen=True, slots=True)
class Case:
    """An amount of heat, the share of it that heats rooms, and the factor of the weather."""

    amount: Fraction
    heating_share: Fraction
    factor: Fraction


def read_case(raw: object) -> Case:
    """Return the case. Raises Refused with path and sentence for the first thing that is wrong."""
    given = reading.mapping(raw, "", _ALL)
    keys = BY_CLIMATE_FACTOR if "climate_factor" in given else BY_DEGREE_DAYS
    for key in given:
        if key not in keys:
            template = gettext_noop("Give the degree days of both years or a climate factor, not both.")
            raise Refused(key, Message("contradiction", template))
    reading.mapping(raw, "", _ALL, required=keys)
    return Case(
        amount=Fraction(reading.positive_or_zero(given["amount"], "amount")),
        heating_share=Fraction(reading.share(given["heating_share"], "heating_share")),
        factor=_factor({key: given[key] for key in keys[2:]}),
    )


def _factor(given: dict[str, object]) -> Fraction:
    """Return the climate factor, or the degree days of the reference over those of the year."""
    read = {key: Fraction(reading.above_zero(value, key)) for key, value in given.items()}
    if "climate_factor" in read:
        return read["climate_factor"]
    return read["reference_degree_days"] / read["degree_days"]

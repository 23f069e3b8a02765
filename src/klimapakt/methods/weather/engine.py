"""Adjust an amount of heat for the weather; only the share that heats rooms changes."""

from dataclasses import dataclass
from fractions import Fraction

from klimapakt.methods.figures import ensure_room


@dataclass(frozen=True, slots=True)
class Adjusted:
    """The amount in the weather of the reference, and the factor that its heating share was multiplied by."""

    adjusted: float
    factor: float

    def as_json(self) -> dict[str, object]:
        """Return the answer as the contract prints it."""
        return {"adjusted": self.adjusted, "factor": self.factor}


def adjusted(amount: Fraction, heating_share: Fraction, factor: Fraction) -> Adjusted:
    """Return the amount with its heating share multiplied by the factor of the weather.

    >>> adjusted(Fraction(1000), Fraction(1, 2), Fraction(11, 10))
    Adjusted(adjusted=1050.0, factor=1.1)
    """
    found = float(amount * (1 - heating_share) + amount * heating_share * factor)
    ensure_room(found, "amount")
    return Adjusted(found, float(factor))

"""A target path, the reference it is held against, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from klimapakt.methods.messages import Message

Verdict = Literal["compatible", "point_only", "budget_only", "not_compatible", "not_comparable"]
REFERENCES = ("sbti_1p5_linear", "ksg")


@dataclass(frozen=True, slots=True)
class Target:
    """What is promised for one year, in percent of the base year, so that it outlives a recalculation."""

    year: int
    reduction_percent: Decimal


@dataclass(frozen=True, slots=True)
class Neutrality:
    """A reference of one's own: straight to a residual share in a neutral year, level afterwards."""

    year: int
    residual_percent: Decimal


@dataclass(frozen=True, slots=True)
class Case:
    """What is compared; targets by year, ``actual_mg`` what was really emitted in single years."""

    base_year: int
    base_mg: int
    targets: tuple[Target, ...]
    reference: str | Neutrality
    actual_mg: Mapping[int, int]

    @property
    def last_year(self) -> int:
        """Return the year of the last target."""
        return self.targets[-1].year


@dataclass(frozen=True, slots=True)
class Pathway:
    """The answer. Emissions are whole milligrams CO2e for every year from the base year to the last target.

    ``reference_mg`` is empty where the reference says nothing about the base year; ``budget_used`` is the
    area under the path over that of the reference, ``required_rate_percent`` the linear reduction per year
    that is still needed, in percent of the latest known emissions. None stands for what is not defined.
    """

    path_mg: Mapping[int, int]
    reference_mg: Mapping[int, int]
    budget_used: float | None
    verdict: Verdict
    reasons: tuple[Message, ...]
    required_rate_percent: float | None
    source: str
    edition: str | None

    def as_json(self) -> dict[str, object]:
        """Return the answer as the contract prints it."""
        return {
            "path_mg": {str(year): value for year, value in self.path_mg.items()},
            "reference_mg": {str(year): value for year, value in self.reference_mg.items()},
            "budget_used": self.budget_used,
            "verdict": self.verdict,
            "reasons": [reason.text() for reason in self.reasons],
            "required_rate_percent": self.required_rate_percent,
            "source": self.source,
            "edition": self.edition,
        }

"""Which measure gets which tonnes: order-free, and adding up to what the plan saves, to the milligram."""

from collections.abc import Sequence

from klimapakt.methods.portfolio.emissions import Emissions, Part, product, weights
from klimapakt.methods.portfolio.options import Option


def attribution(emissions: Emissions, plan: Sequence[Option | None], saved_mg: int) -> dict[int, int]:
    """Return the milligrams that each measure of the plan saves over all years, by its place in the case.

    A switch bears the emissions of the energy used instead, as if nothing else were saved on the flow; what
    other measures leave to switch less is theirs.
    """
    options = [option for option in plan if option]
    found = {option.measure: 0.0 for option in options}
    for year in range(emissions.years):
        for flow, parts in emissions.working(options, year).items():
            _add_flow(emissions, (flow, year), parts, found)
    return _whole(found, saved_mg)


def _add_flow(
    emissions: Emissions, place: tuple[int, int], parts: Sequence[Part], found: dict[int, float]
) -> None:
    flow, year = place
    amount = emissions.amounts[flow][year]
    saved = amount * (1 - product(parts)) * emissions.mg_per_unit[flow][year]
    _share_out(saved, parts, found)
    switching = [part for part in parts if part.target is not None]
    others = [part for part in parts if part.target is None]
    for part, weight in zip(switching, weights(switching), strict=True):
        target = emissions.mg_per_unit[part.target or 0][year]
        alone = amount * (1 - product(switching)) * weight * part.factor * target
        found[part.measure] -= alone
        _share_out(alone * (1 - product(others)), others, found)


def _share_out(saved: float, parts: Sequence[Part], found: dict[int, float]) -> None:
    for part, weight in zip(parts, weights(parts), strict=True):
        found[part.measure] += saved * weight


def _whole(found: dict[int, float], saved_mg: int) -> dict[int, int]:
    """Return whole milligrams; what rounding leaves goes to the largest."""
    rounded = {measure: round(value) for measure, value in found.items()}
    if rounded:
        largest = max(rounded, key=lambda measure: (abs(rounded[measure]), -measure))
        rounded[largest] += saved_mg - sum(rounded.values())
    return rounded

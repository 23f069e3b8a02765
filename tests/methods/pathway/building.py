"""Cases for the tests of the pathway."""

from typing import cast

from klimapakt.methods.pathway.shell import answer

Fields = dict[str, object]


def case_of(*targets: tuple[int, float | str], base_year: int = 2020, **changed: object) -> Fields:
    """Return a case of 1,000 milligrams; targets are pairs of year and reduction in percent."""
    stated = [{"year": year, "reduction_percent": percent} for year, percent in targets]
    case: Fields = {"base_year": base_year, "base_mg": 1000, "targets": stated}
    return {**case, "reference": "sbti_1p5_linear", **changed}


def answered(*targets: tuple[int, float | str], base_year: int = 2020, **changed: object) -> Fields:
    """Return the answer to a case."""
    return answer(case_of(*targets, base_year=base_year, **changed))


def years(found: Fields, key: str) -> dict[str, int]:
    """Return yearly emissions of an answer."""
    return cast("dict[str, int]", found[key])


def told(found: Fields) -> str:
    """Return the reasons of an answer as one text."""
    return " ".join(cast("list[str]", found["reasons"]))

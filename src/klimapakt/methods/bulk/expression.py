"""Step two of an inventory for many companies: the loop's product as one expression, on any engine.

A frame of activities has the columns ``company, year, key, quantity`` and any others of its owner's; a frame
of factors has the columns of ``FactorRow``. Narwhals hands the expression to the engine that holds them.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from typing import Any

import narwhals as nw

from klimapakt.methods.bulk.exact import Ratio
from klimapakt.methods.inventory.lines import milligrams
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused

Frame = nw.LazyFrame[Any]
Row = Mapping[str, Any]

LARGEST_SUM_MG = 9 * 10**18
"""The contract's limit for milligrams; up to 64 bits there is more room than sums of floats can err."""


def emissions(activities: Frame, factors: Frame) -> Frame:
    """Return the lines: each quantity with each of its factors, in ``co2e_mg``.

    Looks at every quantity once, now, and raises Refused rather than lose a line, wrap a number or round
    otherwise than the loop does. The product itself is lazy.
    """
    _ensure_exact(activities, factors)
    return activities.join(factors, on="key").with_columns(co2e_mg=_milligrams())


def totals(lines: Frame, by: Sequence[str] = ("company", "year")) -> Frame:
    """Return the sums in ``co2e_mg`` by company, year and cell. ``named`` says what the cells are.

    ``by`` may name other columns instead of the company, but not leave out the year: the check of
    ``emissions`` proves that no sum of a year leaves 64 bits, and nothing beyond.
    """
    if "year" not in by:
        raise ValueError("Sums are taken within a year.")
    sums = lines.group_by(*by, "cell").agg(nw.col("co2e_mg").sum())
    # DuckDB sums into 128 bits; the check has proven that the way back is safe, and DuckDB checks it again.
    return sums.with_columns(nw.col("co2e_mg").cast(nw.Int64))


def named(sums: Frame, factors: Frame) -> Frame:
    """Return the sums with part, scope, category of scope 3 (0 for none), category and method in words."""
    names = factors.select("cell", "part", "scope", "scope3_category", "category", "method").unique()
    return sums.join(names, on="cell")


def _milligrams() -> nw.Expr:
    amount = nw.col("quantity").cast(nw.Float64) * nw.col("numerator") / nw.col("denominator")
    return (amount * nw.col("mg_per_unit") + 0.5).floor().cast(nw.Int64)


def _ensure_exact(activities: Frame, factors: Frame) -> None:
    """Refuse what the product would get wrong, from a few figures for each key and year."""
    known: dict[int, list[Row]] = {}
    for row in _collected(factors.select("key", "cell", "numerator", "denominator", "mg_per_unit")):
        known.setdefault(row["key"], []).append(row)
    sums: dict[tuple[int, int], float] = {}
    for seen in _collected(_seen(activities)):
        if seen["key"] not in known:
            raise Refused("activities", _unknown_key(seen))
        if not _are_countable(seen):
            raise Refused("activities", _not_countable(seen))
        for factor in known[seen["key"]]:
            cell = seen["year"], factor["cell"]
            sums[cell] = sums.get(cell, 0.0) + _largest_sum(seen, factor)
    if any(found > LARGEST_SUM_MG for found in sums.values()):
        raise Refused("activities", _overflow())


def _seen(activities: Frame) -> Frame:
    """Return for each year and key what the quantities are like, in the cheapest figures that tell."""
    quantity = nw.col("quantity")
    is_whole = activities.collect_schema()["quantity"].is_integer()
    fraction = [] if is_whole else [(quantity - quantity.floor()).alias("fraction")]
    seen = activities.select("year", "key", quantity, quantity.cast(nw.Float64).alias("sum"), *fraction)
    return seen.group_by("year", "key").agg(
        nw.len().alias("rows"),
        quantity.count().alias("stated"),
        quantity.min().alias("smallest"),
        quantity.max().alias("largest"),
        nw.col("sum").sum(),
        *([] if is_whole else [nw.col("fraction").max()]),
    )


def _are_countable(seen: Row) -> bool:
    """Return whether no quantity is missing, negative, infinite or NaN; the last two would reach the sum."""
    return bool(seen["stated"] == seen["rows"] and seen["smallest"] >= 0 and isfinite(seen["sum"]))


def _largest_sum(seen: Row, factor: Row) -> float:
    """Return an upper bound for the sum of a key's lines. Raises Refused when one of them is not exact."""
    ratio = Ratio(factor["numerator"], factor["denominator"])
    if not ratio.is_identity and (seen.get("fraction", 0) > 0 or seen["largest"] > ratio.largest):
        raise Refused("activities", _not_exact(seen))
    mg_per_unit = float(factor["mg_per_unit"])
    try:
        milligrams(seen["largest"] * ratio.numerator / ratio.denominator, mg_per_unit)
    except OverflowError as error:
        raise Refused("activities", _overflow()) from error
    return float(seen["sum"]) * ratio.numerator / ratio.denominator * mg_per_unit + int(seen["rows"])


def _collected(frame: Frame) -> Iterable[Row]:
    return frame.collect().iter_rows(named=True)


def _unknown_key(seen: Row) -> Message:
    template = gettext_noop("The activities of %(year)s use the key %(key)s, for which there is no factor.")
    return Message("unknown_key", template, {"year": seen["year"], "key": seen["key"]})


def _not_countable(seen: Row) -> Message:
    template = gettext_noop(
        "Among the quantities with the key %(key)s in %(year)s, one is missing, negative or no number."
    )
    return Message("not_countable", template, {"year": seen["year"], "key": seen["key"]})


def _not_exact(seen: Row) -> Message:
    template = gettext_noop(
        "Quantities with the key %(key)s in %(year)s are no whole thousandths, or too large to be converted "
        "exactly. Calculate these activities one by one."
    )
    return Message("not_exact", template, {"year": seen["year"], "key": seen["key"]})


def _overflow() -> Message:
    template = gettext_noop("The sum is larger than any inventory can be. Check the amounts and their units.")
    return Message("overflow", template)

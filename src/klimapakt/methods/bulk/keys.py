"""From activities as they are written down (slug, unit, year and so on) to keys: read once, resolved once.

A frame of activities that has no ``key`` yet has the columns of ``Query`` instead; what an activity does not
state is null or empty text. Its ``year`` is both the year of the inventory and that of the factor.
"""

from collections.abc import Sequence
from typing import NamedTuple

import narwhals as nw

from klimapakt.methods.bulk.expression import Frame
from klimapakt.methods.inventory.context import Query

_TEXTS = tuple(name for name in Query._fields if name != "year")


class KeyRow(NamedTuple):
    """A distinct query with its key; what it does not state is empty text."""

    key: int
    slug: str
    factor_id: str
    unit: str
    year: int
    purpose: str
    gas: str
    cabin: str
    country: str


def queries_in(activities: Frame) -> tuple[Query, ...]:
    """Return the distinct queries of activities, sorted, so that their keys do not depend on the engine."""
    distinct = _filled(activities).select(*Query._fields).unique().collect().rows()
    return tuple(Query._make(value or None for value in values) for values in sorted(distinct))


def key_rows(queries: Sequence[Query]) -> tuple[KeyRow, ...]:
    """Return queries with their keys, which are their places, as in ``resolved_table``."""
    return tuple(
        KeyRow._make((key, *("" if value is None else value for value in query)))
        for key, query in enumerate(queries)
    )


def numbered(activities: Frame, keys: Frame) -> Frame:
    """Return activities with their key in place of the texts it stands for."""
    # A left join: a line without a key is refused by ``emissions``, where an inner join would lose it.
    joined = _filled(activities).join(keys, on=list(Query._fields), how="left")
    return joined.drop(*_TEXTS)


def _filled(activities: Frame) -> Frame:
    # A missing year becomes 0, which no resolution accepts.
    return activities.with_columns(nw.col(*_TEXTS).fill_null(""), nw.col("year").fill_null(0))

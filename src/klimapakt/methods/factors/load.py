"""Load an edition from the package. A loaded edition is kept for the life of the process."""

import csv
import hashlib
import json
from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from klimapakt.methods.factors.model import Edition, Factor, Gas, LeftOut, Source
from klimapakt.methods.messages import Message, gettext_noop, nearest
from klimapakt.methods.refusal import Refused


def edition_names() -> tuple[str, ...]:
    """Return the names of all editions, oldest first."""
    return tuple(sorted(folder.name for folder in _folder().iterdir() if folder.is_dir()))


@cache
def edition(name: str | None = None) -> Edition:
    """Return an edition by its name, the newest without one. Raises Refused for an unknown name.

    >>> edition("2026.1").factors["uba-strommix-de-2024"].kg_per_unit
    Decimal('0.361')
    """
    names = edition_names()
    if name is None:
        return edition(names[-1])
    if name not in names:
        close = nearest(name, list(names)) or [names[-1]]
        raise Refused(
            "edition",
            Message(
                "unknown_edition",
                gettext_noop(
                    "There is no factor edition %(name)s. The nearest is %(nearest)s; there are: %(known)s."
                ),
                {"name": name, "nearest": close[0], "known": ", ".join(names)},
            ),
        )
    return _load(_folder().joinpath(name), name)


def _folder() -> Traversable:
    return files("klimapakt.methods").joinpath("data/factors")


def _load(folder: Traversable, name: str) -> Edition:
    contents = {
        part: folder.joinpath(part).read_bytes() for part in ("edition.json", "factors.csv", "gwp.csv")
    }
    about = json.loads(contents["edition.json"])
    sources = tuple(Source(**entry) for entry in about["sources"])
    factors = _factors(contents["factors.csv"].decode(), {source.key: source for source in sources})
    return Edition(
        name=name,
        title_de=about["title_de"],
        title_en=about["title_en"],
        released_on=date.fromisoformat(about["released_on"]),
        gwp_set=about["gwp_set"],
        changes=tuple(about["changes"]),
        sources=sources,
        left_out=tuple(LeftOut(**entry) for entry in about["left_out"]),
        corrections=tuple(LeftOut(**entry) for entry in about["corrections"]),
        factors=factors,
        series=_series(factors),
        gases=_gases(contents["gwp.csv"].decode()),
        sha256=hashlib.sha256(b"\0".join(contents[part] for part in sorted(contents))).hexdigest(),
    )


def _factors(text: str, sources: dict[str, Source]) -> dict[str, Factor]:
    rows = csv.reader(text.split("\n")[:-1])
    next(rows)
    return {row[0]: _factor(row, sources) for row in rows}


def _factor(row: list[str], sources: dict[str, Source]) -> Factor:
    return Factor(
        id=row[0],
        series=row[1],
        kind=row[2],  # type: ignore[arg-type]  # written by our own builder, checked by its tests
        valid_from=_whole(row[3]),
        valid_to=_whole(row[4]),
        name_de=row[5],
        name_en=row[6],
        category=row[7],
        scope=int(row[8]),
        scope3_category=_whole(row[9]),
        unit=row[10],
        kg_per_unit=Decimal(row[11]),
        co2_kg=_decimal(row[12]),
        ch4_kg=_decimal(row[13]),
        n2o_kg=_decimal(row[14]),
        upstream_kg_per_unit=_decimal(row[15]),
        biogenic_kg_per_unit=_decimal(row[16]),
        gwp_set=row[17],
        region=row[18],
        well_to_wheel=row[19] == "yes",
        use=row[20],  # type: ignore[arg-type]  # as above
        quality=int(row[21]),
        source=sources[row[22]],
        note=row[23],
    )


def _series(factors: dict[str, Factor]) -> dict[str, tuple[Factor, ...]]:
    grouped: dict[str, list[Factor]] = defaultdict(list)
    for factor in factors.values():
        grouped[factor.series].append(factor)
    return {name: tuple(members) for name, members in grouped.items()}


def _gases(text: str) -> dict[str, Gas]:
    rows = csv.reader(text.split("\n")[:-1])
    next(rows)
    return {row[0]: _gas(row) for row in rows}


def _gas(row: list[str]) -> Gas:
    return Gas(
        id=row[0],
        name=row[1],
        composition=row[2],
        is_blend=row[3] == "yes",
        ar4=_decimal(row[4]),
        ar5=_decimal(row[5]),
        ar6=_decimal(row[6]),
        kyoto_ar5=_decimal(row[7]),
        source=row[8],
        note=row[9],
    )


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _whole(text: str) -> int | None:
    return int(text) if text else None

"""Make an edition from the collected source tables, deterministically; pure text in, text out."""

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import asdict

from klimapakt.methods.factors.attribution import attribution, licence_label
from klimapakt.methods.factors.model import LeftOut, Source
from klimapakt.methods.factors.recipes import Correction, Recipe

Row = dict[str, str]

_UNITS = {
    "kWh Hs": "kWh_Hs",
    "kWh Hi": "kWh_Hi",
    "Pkm": "pkm",
    "Zimmernacht": "night",
    "FTE-Stunde": "h",
    "Stück": "piece",
    "Mahlzeit": "meal",
}
_COLUMNS = (
    "id series kind valid_from valid_to name_de name_en category scope scope3_category unit kg_per_unit "
    "co2_kg ch4_kg"
    " n2o_kg upstream_kg_per_unit biogenic_kg_per_unit gwp_set region well_to_wheel use quality source note"
).split()
_GAS_COLUMNS = "id name composition is_blend ar4 ar5 ar6 kyoto_ar5 source note".split()
_YEARLY = re.compile(
    r"(uba-strommix-de|uba-strominlandsverbrauch-de|aib-residualmix-..)-(\d{4})(-ausgabe\d{4})?"
)
_DATED = re.compile(r"(desnz|ebev|uba-tremod)(\d{4})-(.+)")
_KYOTO_PART = re.compile(r"teilweise \(Kyoto-Anteil ([\d.]+)\)")
_INSTRUMENT = {"marktbasiert-oekostrom-hkn"}


def build(recipe: Recipe, factors_csv: str, gwp_csv: str) -> dict[str, str]:
    """Return the files of the edition by name: edition.json, factors.csv, gwp.csv."""
    kept, left_out = _select(recipe, csv.DictReader(io.StringIO(factors_csv)))
    sources = _sources(kept)
    about = {
        "title_de": recipe.title_de,
        "title_en": recipe.title_en,
        "released_on": recipe.released_on.isoformat(),
        "gwp_set": "AR5",
        "changes": list(recipe.changes),
        "sources": [asdict(source) for source in sources.values()],
        "left_out": [asdict(entry) for entry in left_out],
        "corrections": [
            asdict(LeftOut(key, value.reason)) for key, value in sorted(recipe.corrections.items())
        ],
    }
    return {
        "edition.json": json.dumps(about, ensure_ascii=False, indent=1) + "\n",
        "factors.csv": _table(_COLUMNS, [_factor_row(row, sources) for row in kept]),
        "gwp.csv": _table(_GAS_COLUMNS, [_gas_row(row) for row in csv.DictReader(io.StringIO(gwp_csv))]),
    }


def _select(recipe: Recipe, rows: Iterable[Row]) -> tuple[list[Row], list[LeftOut]]:
    kept: list[Row] = []
    left_out: list[LeftOut] = []
    for row in rows:
        reason = next((rule.reason for rule in recipe.left_out if rule.pattern.fullmatch(row["id"])), None)
        if reason:
            left_out.append(LeftOut(row["id"], reason))
        else:
            kept.append(_corrected(row, recipe.corrections.get(row["id"])))
    return kept, left_out


def _corrected(row: Row, correction: Correction | None) -> Row:
    if correction is None:
        return row
    return {**row, **correction.values, "note": f"{row['note']} [{correction.reason}]"}


def _sources(rows: list[Row]) -> dict[tuple[str, str], Source]:
    sources: dict[tuple[str, str], Source] = {}
    for row in rows:
        place = (row["source_publisher"], row["source_title"])
        if place not in sources:
            german, english = attribution(row)
            sources[place] = Source(
                key=f"s{len(sources) + 1:02}",
                publisher=row["source_publisher"],
                title=row["source_title"],
                url=row["source_url"],
                licence=licence_label(row["licence"]),
                attribution_de=german,
                attribution_en=english,
            )
    return sources


def series_of(row_id: str) -> str:
    """Return the series a row belongs to: its id without year and edition.

    >>> series_of("uba-strommix-de-2024-ausgabe2025"), series_of("ebev2030-diesel-l")
    ('uba-strommix-de', 'ebev-diesel-l')
    """
    if match := _YEARLY.fullmatch(row_id):
        return match[1]
    if match := _DATED.fullmatch(row_id):
        publisher = "tremod" if match[1] == "uba-tremod" else match[1]
        return f"{publisher}-{match[3]}"
    return row_id


def _kind(row_id: str) -> str:
    if _YEARLY.fullmatch(row_id):
        return "yearly"
    return "legal" if row_id.startswith("ebev") else "standing"


def _use(row_id: str) -> str:
    if row_id in _INSTRUMENT:
        return "instrument"
    if row_id.startswith("bafa-") and row_id != "bafa-fernwaerme-kwh":
        return "subsidy"
    return "inventory"


def _factor_row(row: Row, sources: dict[tuple[str, str], Source]) -> list[str]:
    start, _, end = row["valid_year"].partition("-")
    well_to_wheel = "WTW" in row["note"]
    return [
        row["id"],
        series_of(row["id"]),
        _kind(row["id"]),
        start,
        end or start,
        row["name_de"],
        row["name_en"],
        row["category"],
        row["scope"],
        row["scope3_category"] if row["scope"] == "3" else "",
        _UNITS.get(row["activity_unit"], row["activity_unit"]),
        row["kgco2e_per_unit"],
        row["co2"],
        row["ch4"],
        row["n2o"],
        row["upstream_kgco2e_per_unit"],
        row["biogenic_co2"],
        row["gwp_set"],
        row["region"],
        "yes" if well_to_wheel else "no",
        _use(row["id"]),
        row["quality"],
        sources[row["source_publisher"], row["source_title"]].key,
        " ".join(row["note"].split()),
    ]


def _gas_row(row: Row) -> list[str]:
    kyoto = row["kyoto_korb"]
    part = _KYOTO_PART.fullmatch(kyoto)
    kyoto_ar5 = part[1] if part else {"ja": row["AR5"], "nein": "0"}[kyoto]
    return [
        row["id"],
        row["gas"],
        row["formula"],
        "yes" if row["kind"] == "gemisch" else "no",
        row["AR4"],
        row["AR5"],
        row["AR6"],
        kyoto_ar5 if row["AR5"] else "",
        " ".join(row["source"].split()),
        " ".join(row["note"].split()),
    ]


def _table(columns: list[str], rows: list[list[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()

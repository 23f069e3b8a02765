"""The JSON Schema of an inventory case and a complete example, as the shell prints them."""

from klimapakt.methods.catalogue import activities
from klimapakt.methods.factors import edition_names
from klimapakt.methods.inventory import case as model
from klimapakt.methods.units import UNITS

JsonObject = dict[str, object]

_NUMBER: JsonObject = {
    "oneOf": [
        {"type": "number", "minimum": 0, "maximum": 1e15},
        {"type": "string", "pattern": r"^\+?[0-9]{1,40}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?$"},
    ]
}
_TEXT: JsonObject = {"type": "string", "minLength": 1, "maxLength": 500}
_DAY: JsonObject = {"type": "string", "format": "date"}
_YEAR: JsonObject = {
    "oneOf": [
        {"type": "integer", "minimum": 1990, "maximum": 2100},
        {"type": "string", "pattern": "^(199[0-9]|20[0-9][0-9]|2100)$"},
    ]
}
_SHARE: JsonObject = {
    "oneOf": [
        {"type": "number", "minimum": 0, "maximum": 1},
        {"type": "string", "pattern": r"^\+?(0|1|0?\.[0-9]{1,40}|0\.[0-9]{1,40}|1\.0{1,40})$"},
    ]
}


def schema() -> JsonObject:
    """Return the JSON Schema (draft 2020-12) of the input, enumerating units, slugs and criteria."""
    properties: JsonObject = {
        "year": _YEAR,
        "edition": {"enum": list(edition_names())},
        "region": _TEXT,
        "reporting_period": _object({"start": _DAY, "end": _DAY}, "start", "end"),
        "boundary": {"enum": list(model.BOUNDARIES)},
        "sites": {"type": "object", "additionalProperties": _site()},
        "turnover_eur": _NUMBER,
        "fte": _NUMBER,
        "area_m2": _NUMBER,
        "activities": {"type": "array", "items": _activity()},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "klimapakt calc inventory",
        **_object(properties, "year", "activities"),
    }


def _object(properties: JsonObject, *required: str) -> JsonObject:
    # An optional key may also be null: it then counts as absent.
    shown = {
        name: value if name in required else {"anyOf": [value, {"type": "null"}]}
        for name, value in properties.items()
    }
    found: JsonObject = {"type": "object", "properties": shown, "additionalProperties": False}
    return {**found, "required": list(required)} if required else found


def _site() -> JsonObject:
    return _object(
        {
            "equity_share": _SHARE,
            "financial_control": {"enum": list(model.FINANCIAL_CONTROLS)},
            "operated": {"type": "boolean"},
        }
    )


def _activity() -> JsonObject:
    properties: JsonObject = {
        "id": {"oneOf": [_TEXT, {"type": "integer"}]},
        "site": _TEXT,
        "amount": _NUMBER,
        "unit": {
            "anyOf": [
                {"enum": list(UNITS)},
                {**_TEXT, "description": "a label of your own, with factor only"},
            ]
        },
        "activity": {
            "oneOf": [
                {
                    "const": slug,
                    "title": activity.label_en,
                    "description": "units: " + " ".join(activity.units),
                }
                for slug, activity in activities().items()
            ]
        },
        "factor_id": _TEXT,
        "factor": _factor(),
        "period_start": _DAY,
        "period_end": _DAY,
        "year": _YEAR,
        "quality": {"enum": list(model.QUALITIES)},
        "u_amount_percent": _NUMBER,
        "u_factor_percent": _NUMBER,
        "purpose": {"enum": list(model.PURPOSES)},
        "gas": _TEXT,
        "cabin": {"enum": list(model.CABINS)},
        "country": _TEXT,
        "calorific_kwh_per_m3": _NUMBER,
        "z_number": _NUMBER,
        "supplier_kg_per_unit": _NUMBER,
        "supplier_source": _TEXT,
        "instrument": _instrument(),
    }
    one_of = [{"required": [name]} for name in ("activity", "factor_id", "factor")]
    return {**_object(properties, "id", "amount", "unit"), "oneOf": one_of}


def _factor() -> JsonObject:
    properties: JsonObject = {
        "kg_per_unit": _NUMBER,
        "unit": _TEXT,
        "scope": {"enum": [1, 2, 3, "1", "2", "3"]},
        "scope3_category": {"enum": [*range(1, 16), *map(str, range(1, 16))]},
        "method": {"enum": list(model.METHODS)},
        "upstream_kg_per_unit": _NUMBER,
        "biogenic_kg_per_unit": _NUMBER,
        "source": _TEXT,
    }
    return _object(properties, "kg_per_unit", "unit", "scope", "source")


def _instrument() -> JsonObject:
    properties: JsonObject = {
        "kind": {"enum": list(model.INSTRUMENTS)},
        "amount": _NUMBER,
        "kg_per_unit": _NUMBER,
        "criteria": _object({name: {"type": "boolean"} for name in model.CRITERIA}),
    }
    return _object(properties, "kind")


def example() -> JsonObject:
    """Return a complete case that the shell calculates as it stands."""
    green = {"kind": "guarantee_of_origin", "amount": 40, "criteria": dict.fromkeys(model.CRITERIA, True)}
    own = {
        "kg_per_unit": "1.2",
        "unit": "crate",
        "scope": 3,
        "scope3_category": 1,
        "source": "Environmental product declaration of the supplier, 2024",
    }
    winter = {"period_start": "2023-10-01", "period_end": "2024-09-30"}
    bakery: JsonObject = {"site": "Bakery"}
    return {
        "year": 2024,
        "edition": edition_names()[-1],
        "region": "DE",
        "boundary": "operational_control",
        "sites": {"Bakery": {"operated": True}, "Shop": {"operated": True}},
        "turnover_eur": 1850000,
        "fte": "14.5",
        "area_m2": 620,
        "activities": [
            {
                "id": "power",
                **bakery,
                "activity": "electricity",
                "amount": 96.4,
                "unit": "MWh",
                "quality": "billed",
            },
            {
                "id": "power-shop",
                "site": "Shop",
                "activity": "electricity",
                "amount": 41,
                "unit": "MWh",
                "instrument": green,
            },
            {
                "id": "solar",
                **bakery,
                "activity": "electricity_own_pv",
                "amount": 12400,
                "unit": "kWh",
                "quality": "measured",
            },
            {"id": "solar-sold", **bakery, "activity": "electricity_fed_in", "amount": 3100, "unit": "kWh"},
            {"id": "gas", **bakery, "activity": "natural_gas", "amount": 184000, "unit": "kWh_Hs", **winter},
            {
                "id": "van",
                **bakery,
                "activity": "diesel",
                "amount": "2310.5",
                "unit": "l",
                "quality": "billed",
            },
            {
                "id": "cooling",
                **bakery,
                "activity": "refrigerant",
                "gas": "R-404A",
                "amount": 1.5,
                "unit": "kg",
            },
            {
                "id": "fair",
                "activity": "rail_long_distance",
                "amount": 1800,
                "unit": "pkm",
                "quality": "estimated",
            },
            {"id": "hotel", "activity": "hotel_night", "country": "DE", "amount": 6, "unit": "night"},
            {"id": "flour", "factor": own, "amount": 900, "unit": "crate", "quality": "calculated"},
        ],
    }

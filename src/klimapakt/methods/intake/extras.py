"""Optional columns that say what exactly was consumed: data quality, purpose, gas, country and cabin."""

from klimapakt.methods.intake.activities import ActivityReading, read_country, read_gas
from klimapakt.methods.intake.drafts import Draft
from klimapakt.methods.intake.grids import Cell, text_of
from klimapakt.methods.intake.suggestions import Suggestions
from klimapakt.methods.intake.words import cleaned, fold, listed, quoted, shown, spellings, together
from klimapakt.methods.messages import Message, gettext_noop

_QUALITY_WORDS = Message("quality_words", gettext_noop("measured, billed, calculated, estimated or proxy"))
_PURPOSE_WORDS = Message("purpose_words", gettext_noop("business, commuting or own fleet"))
_CABIN_WORDS = Message("cabin_words", gettext_noop("Economy, Premium Economy, Business, First or average"))


def read_quality(draft: Draft, cell: Cell) -> str | None:
    """Return the contract's word for the data quality; an unknown one is left out with a warning."""
    text = cleaned(text_of(cell))
    if not text:
        return None
    quality = spellings("quality").get(fold(text))
    if quality is None:
        template = gettext_noop(
            "The data quality “%(cell)s” is not known and was left out. These words are known: %(words)s."
        )
        draft.warn(
            "quality", Message("quality_unknown", template, {"cell": shown(text), "words": _QUALITY_WORDS})
        )
    return quality


def read_purpose(draft: Draft, cell: Cell) -> str | None:
    """Return the purpose of a journey; it decides the scope, so an unknown word is an error."""
    text = cleaned(text_of(cell))
    if not text:
        return None
    purpose = spellings("purposes").get(fold(text))
    if purpose is None:
        template = gettext_noop("The purpose “%(cell)s” is not known. These are known: %(words)s.")
        draft.error(
            "purpose", Message("purpose_unknown", template, {"cell": shown(text), "words": _PURPOSE_WORDS})
        )
    return purpose


def read_gas_of(draft: Draft, cell: Cell, reading: ActivityReading, suggestions: Suggestions) -> str | None:
    """Return the refilled gas, from its own column or from the activity's name."""
    if reading.slug != "refrigerant":
        return None
    stated = cleaned(text_of(cell))
    text = stated or reading.unread
    gas = read_gas(text) if text else reading.gas
    if text and gas is None:
        _unknown_gas(draft, "gas" if stated else "activity", text, suggestions)
    elif gas is None:
        template = gettext_noop(
            "Which refrigerant was refilled? Write its name into the activity, such as “Refrigerant "
            "R-410A”, or into a column “Gas”. It stands on the machine's label."
        )
        draft.error("activity", Message("gas_missing", template))
    elif reading.gas and reading.gas != gas:
        template = gettext_noop(
            "The activity names %(one)s, the column for the gas %(other)s. Keep one of them."
        )
        draft.error("gas", Message("gas_contradiction", template, {"one": reading.gas, "other": gas}))
    return gas


def read_country_of(draft: Draft, cell: Cell, reading: ActivityReading) -> str | None:
    """Return the country of hotel nights; for other activities a foreign country is only pointed out."""
    stated = cleaned(text_of(cell))
    if reading.slug != "hotel_night":
        if stated and read_country(stated) != "DE":
            template = gettext_noop(
                "The country “%(cell)s” was not read: for this activity the factors of the inventory's own "
                "region count."
            )
            draft.warn("country", Message("country_not_read", template, {"cell": shown(stated)}))
        return None
    text = stated or reading.unread
    country = read_country(text) if text else reading.country
    if text and country is None:
        template = gettext_noop(
            "There is no published hotel factor for “%(cell)s”. Countries with one: %(countries)s."
        )
        params = {"cell": shown(text), "countries": _countries()}
        draft.error("country" if stated else "activity", Message("country_unknown", template, params))
    elif country is None:
        template = gettext_noop(
            "No country is given for the hotel nights; the inventory's own region is taken. For others "
            "write, for example, “Hotel France”."
        )
        draft.hint("activity", Message("country_missing", template))
    return country


def read_cabin_of(draft: Draft, cell: Cell, reading: ActivityReading) -> str | None:
    """Return the cabin of a flight."""
    text = cleaned(text_of(cell))
    if not (reading.slug or "").startswith("flight"):
        return None
    cabin = spellings("cabins").get(fold(text)) if text else reading.cabin
    if text and cabin is None:
        template = gettext_noop("The cabin “%(cell)s” is not known. These are known: %(words)s.")
        draft.error("cabin", Message("cabin_unknown", template, {"cell": shown(text), "words": _CABIN_WORDS}))
    return cabin


def _unknown_gas(draft: Draft, field: str, text: str, suggestions: Suggestions) -> None:
    near = suggestions.gases(text)
    if near:
        template = gettext_noop(
            "The gas “%(cell)s” is not known or has no published value. Nearest: %(nearest)s."
        )
        draft.error(field, Message("gas_unknown", template, {"cell": shown(text), "nearest": quoted(near)}))
        return
    template = gettext_noop("The gas “%(cell)s” is not known or has no published value.")
    draft.error(field, Message("gas_unknown", template, {"cell": shown(text)}))


def _countries() -> str | Message:
    """Return the countries by their two letters, which are the same in every language."""
    return together(list(listed("countries")))

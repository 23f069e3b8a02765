"""The activity of a row: what its name means, or which known names are nearest."""

from collections.abc import Mapping

from klimapakt.methods.intake.activities import (
    ActivityReading,
    looks_like_factor_id,
    read_activity,
)
from klimapakt.methods.intake.drafts import Draft
from klimapakt.methods.intake.grids import BLANK, Cell, text_of
from klimapakt.methods.intake.suggestions import Suggestions
from klimapakt.methods.intake.words import cleaned, quoted, shown
from klimapakt.methods.messages import Message, gettext_noop


def read_name(draft: Draft, cells: Mapping[str, Cell], suggestions: Suggestions) -> ActivityReading | None:
    """Return the activity from its column; a filled column for exact factors goes first."""
    field = "factor_id" if cleaned(text_of(cells.get("factor_id", BLANK))) else "activity"
    text = written_name(cells)
    if not text:
        template = gettext_noop(
            "The activity is missing. Write what was consumed, such as “Electricity” or “Diesel”."
        )
        draft.error("activity", Message("activity_missing", template))
        return None
    reading = read_activity(text)
    if reading is None or (field == "factor_id" and reading.factor_id is None):
        is_factor = field == "factor_id" or looks_like_factor_id(text)
        draft.error(
            field, _unknown_factor(text, suggestions) if is_factor else _unknown_activity(text, suggestions)
        )
        return None
    if reading.is_green:
        draft.hint(field, _green_tariff())
    if reading.ignored:
        template = gettext_noop("“%(remark)s” was left out; the row counts as “%(name)s”.")
        params = {"remark": shown(reading.ignored), "name": shown(text.removesuffix(reading.ignored))}
        draft.correct(field, Message("activity_remark_left_out", template, params))
    return reading


def written_name(cells: Mapping[str, Cell]) -> str:
    """Return how the person wrote the activity."""
    return cleaned(text_of(cells.get("factor_id", BLANK))) or cleaned(text_of(cells.get("activity", BLANK)))


def _unknown_activity(text: str, suggestions: Suggestions) -> Message:
    near = suggestions.activities(text)
    if not near:
        template = gettext_noop(
            "The activity “%(cell)s” is not known. The template lists the activities that are."
        )
        return Message("activity_unknown", template, {"cell": shown(text)})
    template = gettext_noop(
        "The activity “%(cell)s” is not known. Nearest: %(nearest)s. The template lists all of them."
    )
    return Message("activity_unknown", template, {"cell": shown(text), "nearest": quoted(near)})


def _unknown_factor(text: str, suggestions: Suggestions) -> Message:
    near = suggestions.factors(text)
    if not near:
        template = gettext_noop("There is no factor with the id “%(cell)s”.")
        return Message("factor_unknown", template, {"cell": shown(text)})
    template = gettext_noop("There is no factor with the id “%(cell)s”. Nearest: %(nearest)s.")
    return Message("factor_unknown", template, {"cell": shown(text), "nearest": quoted(near)})


def _green_tariff() -> Message:
    template = gettext_noop(
        "The name of a green tariff is no evidence. The market-based figure uses the residual mix until you "
        "show that guarantees of origin were cancelled for you; ask your supplier for the cancellation "
        "statement."
    )
    return Message("green_tariff_no_evidence", template)

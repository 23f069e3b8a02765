"""Reads of the measures room; every list starts from who is asking."""

from klimapakt.measures.queries.appraised import appraisals_of, newest_appraisals
from klimapakt.measures.queries.facts import (
    ForecastSaving,
    accepted_of,
    de_minimis_of,
    events_of,
    grants_of,
    has_lost_line,
    lines_of,
    newest_inventory,
    newest_of,
    of_pact,
    proofs_of,
    savings_for_forecast,
    shared_with,
    shares_of,
    stated_of,
    statements_of,
    steps_of,
)
from klimapakt.measures.queries.listed import existing_of, for_office, pact_measures_of, visible_to

__all__ = [
    "ForecastSaving",
    "accepted_of",
    "appraisals_of",
    "de_minimis_of",
    "events_of",
    "existing_of",
    "for_office",
    "grants_of",
    "has_lost_line",
    "lines_of",
    "newest_appraisals",
    "newest_inventory",
    "newest_of",
    "of_pact",
    "pact_measures_of",
    "proofs_of",
    "savings_for_forecast",
    "shared_with",
    "shares_of",
    "stated_of",
    "statements_of",
    "steps_of",
    "visible_to",
]

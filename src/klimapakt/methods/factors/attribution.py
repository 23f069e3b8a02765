"""The words that each licence asks us to show beside the figures."""

from collections.abc import Mapping

from klimapakt.methods.messages import gettext_noop

_LICENCES = (
    ("Open Government Licence", gettext_noop("Open Government Licence v3.0")),
    ("Etalab", gettext_noop("Licence Ouverte / Open Licence 2.0 (Etalab)")),
    ("amtliches Werk", gettext_noop("Official work, public domain (§ 5 UrhG)")),
    (
        "AIB",
        gettext_noop(
            "Single values quoted with their source; the whole table needs the publisher's permission"
        ),
    ),
)
_QUOTATION = gettext_noop("Single values quoted with their source")


def licence_label(licence: str) -> str:
    """Return the licence as people read it (English, translatable) for the label in the collected table."""
    return next((label for mark, label in _LICENCES if mark in licence), _QUOTATION)


def attribution(row: Mapping[str, str]) -> tuple[str, str]:
    """Return the attribution in German and English for a row of the collected factor table."""
    publisher, title, licence = row["source_publisher"], row["source_title"], row["licence"]
    if licence.startswith("Open Government Licence"):
        sector = f"Enthält Informationen des öffentlichen Sektors ({title})"
        return (
            f"{sector}, lizenziert unter der Open Government Licence v3.0.",
            f"Contains public sector information ({title}) licensed under the Open Government Licence v3.0.",
        )
    if "Etalab" in licence:
        return (
            f"Quelle: {publisher}, {title}; Licence Ouverte / Open Licence 2.0 (Etalab).",
            f"Source: {publisher}, {title}; Licence Ouverte / Open Licence 2.0 (Etalab).",
        )
    if licence.startswith("amtliches Werk"):
        return (
            f"{title}; amtliches Werk, gemeinfrei (§ 5 UrhG).",
            f"{title}; official work, public domain (§ 5 UrhG).",
        )
    return (f"Quelle: {publisher}, {title}.", f"Source: {publisher}, {title}.")

"""Sentences in data: the names of activities, which stand in other sentences.

The data hold both languages; the German name is the translation, so that nobody translates it twice.
"""

import json
from pathlib import Path

import polib

from tools.messages.sentences import Sentence

ACTIVITIES = "src/klimapakt/methods/data/activities.json"


def sentences_in(root: Path) -> list[Sentence]:
    """Return the English names of the activities."""
    return [Sentence(ACTIVITIES, 1, entry["en"]) for entry in _activities(root)]


def translations_in(root: Path) -> dict[tuple[str, str | None], polib.POEntry]:
    """Return the German names of the activities as translations."""
    return {
        (entry["en"], None): polib.POEntry(msgid=entry["en"], msgstr=entry["de"])
        for entry in _activities(root)
    }


def _activities(root: Path) -> list[dict[str, str]]:
    path = root / ACTIVITIES
    return list(json.loads(path.read_text(encoding="utf-8")).values()) if path.exists() else []

"""The catalogue file: made from the sentences and the translations there are, and judged."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import polib

from tools.gates.complaints import Complaint
from tools.gates.sources import product
from tools.messages import in_data, in_python, in_templates
from tools.messages.sentences import Sentence

PO = "src/klimapakt/locale/de/LC_MESSAGES/django.po"
MO = "src/klimapakt/locale/de/LC_MESSAGES/django.mo"
_HEADER = {
    "Project-Id-Version": "klimapakt",
    "Language": "de",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
_PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|(?<!{){(\w+)}")
Key = tuple[str, str | None]
Translations = Mapping[Key, polib.POEntry]


def sentences(root: Path) -> list[Sentence]:
    """Return every sentence marked in the product, in order of file and line."""
    found = [sentence for source in product(root, ".py") for sentence in in_python.sentences_in(source)]
    templates = (
        source for source in product(root, ".html", ".txt", ".svg", ".xml") if "/templates/" in source.name
    )
    in_files = [sentence for source in templates for sentence in in_templates.sentences_in(source)]
    return found + in_files + in_data.sentences_in(root)


def load(path: Path) -> polib.POFile:
    """Return a catalogue file; one that does not exist is empty."""
    return polib.pofile(str(path), encoding="utf-8", wrapwidth=110) if path.exists() else polib.POFile()


def translations(catalogue: polib.POFile) -> dict[Key, polib.POEntry]:
    """Return the entries that carry a translation people may see: neither empty, nor fuzzy, nor dropped."""
    return {
        (entry.msgid, entry.msgctxt): entry
        for entry in catalogue
        if entry.translated() and not entry.obsolete
    }


def made_from(found: Iterable[Sentence], known: Translations) -> polib.POFile:
    """Return the catalogue these sentences need, filled with the known translations.

    Sorted by sentence and without dates and line numbers, so that the file changes only when a sentence does.
    A sentence that was reworded is a new one: nothing is guessed, nothing becomes fuzzy.
    """
    entries: dict[Key, polib.POEntry] = {}
    for sentence in found:
        key = (sentence.msgid, sentence.context)
        entry = entries.setdefault(key, polib.POEntry(msgid=sentence.msgid, msgctxt=sentence.context))
        entry.msgid_plural = entry.msgid_plural or sentence.plural or ""
        entry.occurrences = sorted({*entry.occurrences, (sentence.file.removeprefix("src/"), "")})
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = dict(_HEADER)
    for key in sorted(entries, key=lambda key: (key[0].casefold(), key[0], key[1] or "")):
        catalogue.append(_filled(entries[key], known.get(key)))
    return catalogue


def _filled(entry: polib.POEntry, translation: polib.POEntry | None) -> polib.POEntry:
    if "%(" in entry.msgid + (entry.msgid_plural or ""):
        entry.flags = ["python-format"]
    if entry.msgid_plural:
        forms = translation.msgstr_plural if translation else {}
        entry.msgstr_plural = {form: forms.get(form, "") for form in (0, 1)}
    elif translation and not translation.msgid_plural:
        entry.msgstr = translation.msgstr
    if translation:
        entry.tcomment = translation.tcomment
    return entry


def judged(catalogue: polib.POFile) -> Iterator[Complaint]:
    """Yield what a reader of German would stumble over: missing, fuzzy, lost placeholders, a raised voice."""
    for entry in catalogue:
        line, name = entry.linenum or 1, f"«{entry.msgid[:60]}»"
        if entry.obsolete:
            yield Complaint(PO, line, f"{name} is kept although no source uses it; run make messages.")
        elif entry.fuzzy:
            yield Complaint(PO, line, f"{name} is fuzzy; translate it.")
        elif not entry.translated():
            yield Complaint(PO, line, f"{name} has no German translation.")
        else:
            yield from _judged_texts(entry, line, name)


def _judged_texts(entry: polib.POEntry, line: int, name: str) -> Iterator[Complaint]:
    given = _placeholders(entry.msgid) | _placeholders(entry.msgid_plural or "")
    for form, text in enumerate(list(entry.msgstr_plural.values()) or [entry.msgstr]):
        used = _placeholders(text)
        # "Eine Zeile" may leave out the number; every other form says all that the sentence says.
        may_leave_out = {"count", "number", "counter", "n"} if entry.msgid_plural and form == 0 else set()
        if used - given:
            yield Complaint(PO, line, f"{name} uses %({min(used - given)})s, which nobody fills.")
        elif given - used - may_leave_out:
            yield Complaint(PO, line, f"{name} lost %({min(given - used - may_leave_out)})s.")
        if "!" in text:
            yield Complaint(PO, line, f"{name} raises its voice; no exclamation marks.")


def _placeholders(text: str) -> set[str]:
    return {percent or brace for percent, brace in _PLACEHOLDER.findall(text)}

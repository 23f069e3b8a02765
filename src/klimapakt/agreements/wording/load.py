"""Read templates from their files and refuse, with the place, what could not become an agreement.

A placeholder is ``{{name}}`` with a name from the closed list, or a reference to a part. Whatever stands
between doubled braces and is not in the list is refused, as are braces that do not close; single braces and
signs of other languages are text.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from klimapakt.agreements.wording.model import AROUND, INSERTS, KINDS, Paragraph, Part, Template
from klimapakt.agreements.wording.placeholders import CONDITIONS, PLACEHOLDERS, REFERENCES
from klimapakt.methods.messages import Message, gettext_noop, nearest
from klimapakt.methods.reading import choice, day, identifier, mapping, sequence, text
from klimapakt.methods.refusal import Refused
from klimapakt.methods.texts import Text, text_of

MARK: Final = re.compile(r"\{\{([^{}]*)\}\}")
LONGEST_PARAGRAPH: Final = 2000
_KEYS: Final = ("key", "version", "kind", "valid_from", "title", "opening", "clauses", "annexes")
_KEY: Final = re.compile(r"[a-z]+(-[a-z]+)*", re.ASCII)
_VERSION: Final = re.compile(r"[0-9]{4}\.[0-9]{1,3}", re.ASCII)


@cache
def templates() -> Mapping[str, tuple[Template, ...]]:
    """Return the templates that are shipped: by key, oldest version first.

    >>> sorted(templates())
    ['climate-agreement', 'climate-partnership', 'letter-of-intent']
    """
    folder = files("klimapakt.agreements").joinpath("data")
    return {
        entry.name: tuple(sorted(_versions(entry.name), key=lambda one: one.valid_from))
        for entry in sorted(folder.iterdir(), key=lambda one: one.name)
        if entry.is_dir()
    }


def template(key: str, version: str = "") -> Template | None:
    """Return a template that is shipped, in its newest version unless one is named."""
    found = templates().get(key, ())
    if not version:
        return found[-1] if found else None
    return next((one for one in found if one.version == version), None)


def raw_template(key: str, version: str) -> dict[str, object]:
    """Return a template that is shipped as its file has it, to begin a text of one's own from."""
    for entry in files("klimapakt.agreements").joinpath("data", key).iterdir():
        raw: dict[str, object] = json.loads(entry.read_text(encoding="utf-8"))
        if raw["version"] == version:
            return raw
    raise KeyError(f"{key} {version}")


def read_template(raw: object, path: str = "template") -> Template:
    """Return the template of a parsed file. Raises Refused with the place of what is wrong."""
    given = mapping(raw, path, (*_KEYS, "draft", "editorial"), required=_KEYS)
    clauses = tuple(_parts(given["clauses"], f"{path}.clauses"))
    annexes = tuple(_parts(given["annexes"], f"{path}.annexes"))
    _ensure_said_once([*clauses, *annexes], path)
    made = Template(
        key=_matching(given["key"], f"{path}.key", _KEY),
        version=_matching(given["version"], f"{path}.version", _VERSION),
        kind=choice(given["kind"], f"{path}.kind", KINDS),
        valid_from=_day(given["valid_from"], f"{path}.valid_from"),
        title=text_of(given["title"], f"{path}.title"),
        draft=_long_text_of(given["draft"], f"{path}.draft") if given.get("draft") else None,
        opening=tuple(_body(given["opening"], f"{path}.opening")),
        clauses=clauses,
        annexes=annexes,
        editorial=_editorial(given.get("editorial", {}), f"{path}.editorial", [*clauses, *annexes]),
    )
    _ensure_known_marks(made, path)
    return made


def known_marks(clauses: Sequence[str], annexes: Sequence[str]) -> list[str]:
    """Return everything that can stand between doubled braces in a text with these parts."""
    parts = {"clause": clauses, "annex": annexes}
    return [*PLACEHOLDERS, *(f"{kind}.{key}" for kind in REFERENCES for key in parts[kind])]


def unknown_placeholder(name: str, known: list[str]) -> Message:
    """Return the sentence about a placeholder that does not exist, with the nearest that does."""
    close = nearest(name, known)
    template_of = gettext_noop(
        "There is no placeholder %(name)s. Nearest: %(nearest)s. Remove the doubled braces if it is text."
    )
    shown = {"name": name[:60], "nearest": close[0] if close else "-"}
    return Message("unknown_placeholder", template_of, shown)


def _versions(key: str) -> Iterator[Template]:
    for entry in files("klimapakt.agreements").joinpath("data", key).iterdir():
        yield read_template(json.loads(entry.read_text(encoding="utf-8")), f"{key}.{entry.name}")


def _parts(raw: object, path: str) -> Iterator[Part]:
    for at, entry in enumerate(sequence(raw, path)):
        place = f"{path}[{at}]"
        given = mapping(entry, place, ("key", "heading", "body", "when"), required=("key", "heading", "body"))
        yield Part(
            key=_matching(given["key"], f"{place}.key", _KEY),
            heading=text_of(given["heading"], f"{place}.heading"),
            body=tuple(_body(given["body"], f"{place}.body")),
            when=_condition(given.get("when", ""), f"{place}.when"),
        )


def _body(raw: object, path: str) -> Iterator[Paragraph]:
    for at, entry in enumerate(sequence(raw, path)):
        place = f"{path}[{at}]"
        given = mapping(entry, place, ("de", "en", "points", "insert", "when"))
        when = _condition(given.get("when", ""), f"{place}.when")
        if "insert" in given:
            yield Paragraph(insert=choice(given["insert"], f"{place}.insert", INSERTS), when=when)
        elif "points" in given:
            points = enumerate(sequence(given["points"], f"{place}.points"))
            texts = tuple(_long_text_of(one, f"{place}.points[{number}]") for number, one in points)
            yield Paragraph(points=texts, when=when)
        else:
            spoken = {language: given[language] for language in ("de", "en") if language in given}
            yield Paragraph(text=_long_text_of(spoken, place), when=when)


def _long_text_of(raw: object, path: str) -> Text:
    given = mapping(raw, path, ("de", "en"), required=("de", "en"))
    return Text(*(_long(given[language], f"{path}.{language}") for language in ("de", "en")))


def _long(value: object, path: str) -> str:
    if not isinstance(value, str) or not value.strip():
        return text(value, path)
    if len(value) > LONGEST_PARAGRAPH:
        template_of = gettext_noop("The paragraph is longer than %(limit)s characters. Divide it.")
        raise Refused(path, Message("paragraph_too_long", template_of, {"limit": LONGEST_PARAGRAPH}))
    return value


def _condition(raw: object, path: str) -> str:
    return choice(raw, path, list(CONDITIONS)) if raw else ""


def _matching(raw: object, path: str, pattern: re.Pattern[str]) -> str:
    found = identifier(raw, path)
    if pattern.fullmatch(found):
        return found
    template_of = gettext_noop("%(value)s is no key: small letters and hyphens, or a version such as 2026.1.")
    raise Refused(path, Message("not_a_key", template_of, {"value": found[:60]}))


def _day(raw: object, path: str) -> date:
    return day(raw, path)


def _editorial(raw: object, path: str, parts: Sequence[Part]) -> Mapping[str, Text]:
    given = mapping(raw, path, [part.key for part in parts])
    return {key: text_of(why, f"{path}.{key}") for key, why in given.items()}


def _ensure_said_once(parts: Sequence[Part], path: str) -> None:
    keys = [*AROUND, *(part.key for part in parts)]
    for key in keys:
        if keys.count(key) > 1:
            template_of = gettext_noop("Two parts have the key %(key)s. Give each its own.")
            raise Refused(path, Message("part_twice", template_of, {"key": key}))


def _ensure_known_marks(made: Template, path: str) -> None:
    known = known_marks([one.key for one in made.clauses], [one.key for one in made.annexes])
    for place, said in _everything(made, path):
        for found in MARK.finditer(said):
            name = found.group(1).strip()
            if name not in known:
                raise Refused(place, unknown_placeholder(name, known))
        if any(braces in MARK.sub("", said) for braces in ("{{", "}}")):
            raise Refused(place, _unclosed(said))


def _unclosed(said: str) -> Message:
    template_of = gettext_noop("Doubled braces do not belong together here: %(said)s.")
    return Message("unclosed_placeholder", template_of, {"said": said[:120]})


def _everything(made: Template, path: str) -> Iterator[tuple[str, str]]:
    """Yield every sentence of a template with its place."""
    yield from _both(f"{path}.title", made.title)
    yield from _of_body(f"{path}.opening", made.opening)
    for kind, parts in (("clauses", made.clauses), ("annexes", made.annexes)):
        for at, part in enumerate(parts):
            yield from _both(f"{path}.{kind}[{at}].heading", part.heading)
            yield from _of_body(f"{path}.{kind}[{at}].body", part.body)


def _of_body(path: str, body: Sequence[Paragraph]) -> Iterator[tuple[str, str]]:
    for at, paragraph in enumerate(body):
        for said in paragraph.texts():
            yield from _both(f"{path}[{at}]", said)


def _both(path: str, said: Text) -> Iterator[tuple[str, str]]:
    yield f"{path}.de", said.de
    yield f"{path}.en", said.en

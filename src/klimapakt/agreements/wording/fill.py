"""Fill a template: one pass over its text, and what is filled in is never looked at again."""

from collections.abc import Iterable, Iterator, Mapping

from klimapakt.agreements.wording.load import MARK
from klimapakt.agreements.wording.model import Paragraph, Part, Template, Wording, Written, WrittenPart
from klimapakt.agreements.wording.placeholders import CONDITIONS, PLACEHOLDERS
from klimapakt.agreements.wording.values import Values
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused

_CLAUSE = {"de": "§ {}", "en": "Section {}"}
_ANNEX = {"de": "Anlage {}", "en": "Annex {}"}


def fill(template: Template, values: Values, language: str) -> Wording:
    """Return the text of one document. Raises Refused where a value is missing that the text needs.

    >>> from klimapakt.agreements.wording.load import template as shipped
    >>> from klimapakt.agreements.wording.examples import EXAMPLE
    >>> wording = fill(shipped("letter-of-intent"), EXAMPLE, "en")
    >>> wording.clauses[0].number, wording.clauses[0].heading
    ('Section 1', 'What we intend')
    """
    clauses = [part for part in template.clauses if _is_said(part.when, values)]
    annexes = [part for part in template.annexes if _is_said(part.when, values)]
    numbers = {
        **{f"clause.{part.key}": _CLAUSE[language].format(at) for at, part in enumerate(clauses, 1)},
        **{f"annex.{part.key}": _ANNEX[language].format(at) for at, part in enumerate(annexes, 1)},
    }
    filler = _Filler(values, language, numbers)
    return Wording(
        template=template.key,
        version=template.version,
        kind=template.kind,
        language=language,
        title=filler.said(template.title.written(language), "title"),
        draft=template.draft.written(language) if template.draft else "",
        opening=tuple(filler.body(template.opening, "opening")),
        clauses=tuple(filler.parts(clauses, "clause")),
        annexes=tuple(filler.parts(annexes, "annex")),
    )


def _is_said(when: str, values: Values) -> bool:
    return not when or CONDITIONS[when](values)


class _Filler:
    """Says the text of a template with the values of one document."""

    def __init__(self, values: Values, language: str, numbers: Mapping[str, str]) -> None:
        self._values = values
        self._language = language
        self._numbers = numbers

    def parts(self, parts: Iterable[Part], kind: str) -> Iterator[WrittenPart]:
        """Yield clauses or annexes with their numbers."""
        for part in parts:
            heading = self.said(part.heading.written(self._language), f"{kind}.{part.key}.heading")
            body = tuple(self.body(part.body, f"{kind}.{part.key}"))
            yield WrittenPart(part.key, self._numbers[f"{kind}.{part.key}"], heading, body)

    def body(self, paragraphs: Iterable[Paragraph], place: str) -> Iterator[Written]:
        """Yield the paragraphs that are said under these values."""
        for paragraph in paragraphs:
            if not _is_said(paragraph.when, self._values):
                continue
            if paragraph.insert:
                yield Written(points=self._inserted(paragraph.insert))
            elif paragraph.text:
                yield Written(text=self.said(paragraph.text.written(self._language), place))
            else:
                points = (self.said(one.written(self._language), place) for one in paragraph.points)
                yield Written(points=tuple(points))

    def said(self, text: str, place: str) -> str:
        """Return a sentence with its placeholders filled."""
        return MARK.sub(lambda found: self._value(found.group(1).strip(), place), text)

    def _value(self, name: str, place: str) -> str:
        if name in self._numbers:
            return self._numbers[name]
        written = PLACEHOLDERS[name].written(self._values, self._language) if name in PLACEHOLDERS else None
        if written is None or not written.strip():
            raise Refused(place, _missing(name))
        return written

    def _inserted(self, insert: str) -> tuple[str, ...]:
        return self._values.measures if insert == "measures" else self._values.special_terms


def _missing(name: str) -> Message:
    template = gettext_noop(
        "The text needs %(name)s, which is not known here. Enter it, or say the paragraph only when it is."
    )
    return Message("value_missing", template, {"name": name})

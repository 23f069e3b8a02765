"""How far the figures carry: data quality, uncertainty, what the calculation found, what is left out."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klimapakt.foundation.templatetags.format import mass, percent, share, significant
from klimapakt.inventories import queries
from klimapakt.inventories.documents.blocks import Block, Column, Heading, Points, Table, Text
from klimapakt.inventories.documents.subject import Subject
from klimapakt.inventories.enums import Quality
from klimapakt.inventories.presenting import figures, findings, words
from klimapakt.inventories.presenting.findings import Group, Told

_MOST_SENTENCES = 5


def quality(subject: Subject) -> Iterator[Block]:
    """Yield data quality and uncertainty."""
    result = subject.result
    yield Heading(_("Data quality and uncertainty"))
    if result.quality_score is not None:
        score = {"score": significant(result.quality_score)}
        yield Text(
            _(
                "Data quality: %(score)s on a scale from 5 (measured or billed) to 1 (proxy values), "
                "weighted by emissions."
            )
            % score
        )
    band = figures.band(result)
    if band:
        values = {
            "low": mass(band.low_mg),
            "high": mass(band.high_mg),
            "percent": percent(band.percent),
            "word": band.word,
        }
        yield Text(
            _(
                "The location-based figure is %(word)s: with about 95 %% certainty the true value lies "
                "between %(low)s and %(high)s (± %(percent)s)."
            )
            % values
        )
    yield Table(
        _("Location-based emissions by how their amounts were found"),
        (Column(_("Data quality"), width=1), Column(_("Emissions"), "right"), Column(_("Share"), "right")),
        _by_quality(subject),
    )


def found(subject: Subject) -> Iterator[Block]:
    """Yield what the calculation found, and what somebody has looked at and accepted with a reason."""
    yield Heading(_("What the calculation found"))
    groups = findings.told(subject.calculated)
    if groups:
        yield Text(
            _(
                "Every row was checked for plausibility. The findings change no figure; they say where to "
                "look twice."
            )
        )
        yield Points([_sentence(group) for group in groups])
    else:
        yield Text(_("Every row was checked for plausibility. Nothing looks wrong."))
    accepted = _accepted(subject)
    if accepted:
        yield Table(
            _("Findings that somebody has looked at, with the reason why they are right as they are"),
            (Column(_("Finding"), width=1), Column(_("Reason"), width=1)),
            accepted,
        )


def scope3(subject: Subject) -> Iterator[Block]:
    """Yield the fifteen categories of scope 3: which matter, which were left out, and why."""
    categories = queries.relevance_of(subject.inventory, subject.calculated)
    open_count = sum(category.is_open for category in categories)
    yield Heading(_("Scope 3: what was looked at"))
    if open_count:
        told = ngettext(
            "%(count)s of the fifteen categories has not been looked at yet; the scope 3 figure is not "
            "complete.",
            "%(count)s of the fifteen categories have not been looked at yet; the scope 3 figure is not "
            "complete.",
            open_count,
        )
        yield Text(told % {"count": open_count})
    yield Table(
        _("The fifteen categories of scope 3"),
        (
            Column(_("Category"), width=5),
            Column(_("State"), width=4),
            Column(_("Reason"), width=5),
            Column(_("Emissions"), "right"),
        ),
        [
            (
                f"{one.category}. {words.SCOPE3[one.category]}",
                one.word,
                one.reason,
                mass(one.co2e_mg) if one.rows else "–",
            )
            for one in categories
        ],
    )


def measures(subject: Subject) -> Iterator[Block]:
    """Yield what the organisation did before it joined the pact."""
    if not subject.measures:
        return
    yield Heading(_("Measures from before the pact"))
    yield Text(
        _(
            "They are listed because they explain the figures. They never count as an effect of the climate "
            "pact."
        )
    )
    yield Table(
        _("Measures from before joining the climate pact"),
        (Column(_("Year")), Column(_("Measure"), width=3), Column(_("Field of action"), width=2)),
        [
            (str(one.year), f"{one.title}: {one.note}" if one.note else one.title, one.field)
            for one in subject.measures
        ],
    )


def _by_quality(subject: Subject) -> list[tuple[str, str, str]]:
    row_of, total = subject.calculated.row_of, subject.result.totals.location_based_mg
    sums: Counter[str] = Counter()
    for line in subject.result.lines:
        if line.scope is not None and line.part != "market":
            sums[row_of[line.activity].quality] += line.co2e_mg
    order = [*Quality.values, ""]
    names = {**dict(Quality.choices), "": _("not stated, counted as estimated")}
    return [
        (str(names[key]), mass(sums[key]), share(sums[key], total)) for key in sorted(sums, key=order.index)
    ]


def _sentence(group: Group) -> str:
    told = [_with_rows(one) for one in ([group.first] if group.first else []) + list(group.folded)]
    shown = told[:_MOST_SENTENCES]
    rest = len(told) - len(shown) + group.unshown
    sentences = [f"{group.word}:", *([group.summary] if group.summary else []), *shown]
    if rest:
        more = ngettext("%(count)s more of this kind.", "%(count)s more of this kind.", rest)
        sentences.append(more % {"count": rest})
    return " ".join(sentences)


def _with_rows(told: Told) -> str:
    """Return the sentence with the numbers of its rows."""
    if not told.rows:
        return told.sentence
    numbers = ", ".join(str(row.number) for row in told.rows)
    values = {"sentence": told.sentence, "numbers": numbers, "more": told.more}
    if told.more:
        return _("%(sentence)s (Rows no. %(numbers)s and %(more)s more.)") % values
    return _("%(sentence)s (Row no. %(numbers)s.)") % values


def _accepted(subject: Subject) -> list[tuple[str, str]]:
    factors = subject.result.factors
    sentences = {
        (finding.rule, finding.activity or ""): words.sentence_of(finding, factors)
        for finding in subject.result.findings
    }
    return [
        (sentences[one.rule, one.activity], one.reason)
        for one in queries.acceptances_of(subject.calculated).values()
        if (one.rule, one.activity) in sentences
    ]

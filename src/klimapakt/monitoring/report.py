"""The monitoring report as PDF/A-3a and PDF/UA-1 with its record attached; made from the record alone.

So an accepted report gives the same bytes for ever, whatever the inventories are corrected to afterwards.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from klimapakt.duties.enums import MissedReason
from klimapakt.duties.presenting import title_of
from klimapakt.foundation.templatetags.format import amount, day, mass
from klimapakt.inventories.documents.blocks import Block, Column, Facts, Heading, Json, Points, Table, Text
from klimapakt.inventories.documents.letters import fitting, printable
from klimapakt.inventories.documents.names import file_name
from klimapakt.inventories.documents.report import typeset, wordmark
from klimapakt.inventories.enums import Boundary
from klimapakt.inventories.presenting import words
from klimapakt.inventories.presenting.versions import signed_mass
from klimapakt.measures.enums import Field, MeasureState
from klimapakt.monitoring.enums import Outcome
from klimapakt.monitoring.journey import Journey
from klimapakt.monitoring.presenting import name_of as name_of_category
from klimapakt.monitoring.presenting import promise
from klimapakt.monitoring.record import record_of
from klimapakt.targets.enums import Per

Content = Mapping[str, Any]


def report(journey: Journey, language: str) -> bytes:
    """Return the report in German ("de") or English ("en")."""
    record, at = record_of(journey), stands_at(journey)
    content = record.content
    with override(language):
        told = {
            **_cover(journey, content, record.sha256, at),
            "blocks": [block.as_json() for block in _blocks(journey, content)],
        }
    return typeset(told, record, at)


def name_of(journey: Journey, language: str) -> str:
    """Return what the file is called."""
    if journey.inventory is None:
        raise ValueError(journey.duty.pk)
    with override(language):
        return file_name(journey.inventory, "pdf", _("monitoring"))


def stands_at(journey: Journey) -> datetime:
    """Return the moment the report speaks of."""
    inventory = journey.inventory
    if inventory is None:
        raise ValueError(journey.duty.pk)
    if journey.accepted is not None:
        return journey.accepted.frozen_at
    return (inventory.submitted_at if journey.is_submitted else None) or inventory.changed_at


def _cover(journey: Journey, content: Content, sha256: str, at: datetime) -> Json:
    new, baseline = content["new"], content["baseline"]
    values = {"name": content["organisation"]["name"], "year": new["year"], "day": day(at)}
    state_word, state = _state(journey, at)
    texts = {
        "language": get_language() or "en",
        "kind": _("Monitoring report"),
        "organisation": content["organisation"]["name"],
        "city": content["organisation"]["city"],
        "year": str(new["year"]),
        "state_word": state_word,
        "state": state,
        "head": "" if journey.accepted else state_word,
        "foot": _("Monitoring report %(year)s · as of %(day)s") % values,
        "hash_words": _("Record (SHA-256)"),
        "sha256": sha256,
        "page_words": _("Page"),
        "attached": _("Record of the monitoring report: everything it says"),
        "answer": mass(_total(new)),
        "answer_words": _("%(year)s, location-based, all scopes, factors of edition %(edition)s")
        % {"year": new["year"], "edition": new["edition"]},
        "second": mass(_total(baseline)) if baseline else "",
        "second_words": _("%(year)s, the baseline, factors of edition %(edition)s")
        % {"year": baseline["year"], "edition": baseline["edition"]}
        if baseline
        else "",
        "band": _difference(content),
    }
    return {
        **{key: printable(text) for key, text in texts.items()},
        "title": fitting(_("Monitoring report %(year)s, %(name)s") % values),
        "chart": None,
        "wordmark": wordmark(),
    }


def _state(journey: Journey, at: datetime) -> tuple[str, str]:
    values = {"day": day(at)}
    if journey.accepted is not None:
        return _("Accepted"), _(
            "Accepted by the pact office on %(day)s with its explanations, by another person than those who "
            "made it. Figures and words are frozen and do not change any more."
        ) % values
    if journey.is_submitted:
        return _("Submitted, not yet accepted"), _(
            "Handed in on %(day)s. The pact office has not decided yet; figures and words may still change."
        ) % values
    return _("Draft"), _("Draft of %(day)s. Figures and words may change any day.") % values


def _blocks(journey: Journey, content: Content) -> Iterator[Block]:
    yield from _beside(content)
    yield from _targets(content)
    yield from _rows(content)
    yield from _measures(content)
    yield from _method(journey, content)


def _beside(content: Content) -> Iterator[Block]:
    new, baseline, same = content["new"], content["baseline"], content["same_method"]
    yield Heading(_("The year beside the baseline"))
    if not baseline:
        yield Text(_("There is no baseline that this year could stand beside."))
        return
    if same["totals"] is None:
        yield Text(_("The two years cannot be compared: %(why)s") % {"why": _why_not(same)})
        return
    yield Text(_how_compared(content))
    rows: list[tuple[str, ...]] = []
    sums: list[int] = []
    before, now = baseline["totals"], same["totals"]
    for scope, name in words.SCOPES.items():
        sums.append(len(rows))
        rows.append(_years(str(name), _scope_mg(before, scope), _scope_mg(now, scope)))
        rows += [
            _years(name_of_category(one["key"]), one["before_mg"], one["now_mg"])
            for one in content["differences"]
            if one["scope"] == scope
        ]
    for name, key in (
        (_("All scopes together, location-based"), "location_based_mg"),
        (_("All scopes together, market-based"), "market_based_mg"),
    ):
        sums.append(len(rows))
        rows.append(_years(name, before[key], now[key]))
    yield Table(
        _("Emissions of both years on one method"),
        (
            Column(_("Source of emissions"), width=1),
            Column(str(baseline["year"]), "right"),
            Column(str(new["year"]), "right"),
            Column(_("Difference"), "right"),
        ),
        rows,
        sums,
    )


def _targets(content: Content) -> Iterator[Block]:
    yield Heading(_("Targets"))
    if not content["targets"]:
        yield Text(_("No target was set or read in the agreement, so none was judged and none was made up."))
        return
    for one in content["targets"]:
        outcome = str(Outcome(one["outcome"]).label)
        asked = promise(one["coverage"], Decimal(one["percent"]), one["base_year"], one["target_year"])
        per = f" {Per(one['per']).label}" if one.get("per") else ""
        yield Heading(f"{outcome}: {asked}", level=2)
        told = [_said_in(one)]
        if one["base_mg"] is not None:
            told.append((_("In the base year"), mass(one["base_mg"]) + per))
            told.append((_("Allowed"), mass(one["allowed_mg"]) + per))
        if one["now_mg"] is not None:
            told.append((_("Reported, on the same method"), mass(one["now_mg"]) + per))
        if one["reason"]:
            told.append((_("Main reason"), str(MissedReason(one["reason"]).label)))
            told.append((_("Explanation of the member"), one["text"]))
        elif one["outcome"] == Outcome.MISSED:
            told.append((_("Explanation of the member"), _("none")))
        yield Facts(tuple(told))


def _said_in(one: Content) -> tuple[str, str]:
    """Return where a target stands: in words of the agreement, or set by the member as one."""
    if not one["words"]:
        return (_("Where it stands"), _("A target that the member has set"))
    return (_("In the words of the agreement %(number)s") % {"number": one["source"]}, one["words"])


def _rows(content: Content) -> Iterator[Block]:
    values = {"year": content["carried_from"]}
    yield Heading(_("What changed since %(year)s") % values)
    gone = [one for one in content["left"] if one["left"] == "gone"]
    if content["carried"]:
        yield Text(
            _("These amounts are those of %(year)s: nobody had newer ones. They count as estimates.") % values
        )
        yield Points(tuple(map(_row, content["carried"])))
    if gone:
        yield Text(_("No longer there:"))
        yield Points(tuple(map(_row, gone)))
    if not content["carried"] and not gone:
        yield Text(_("Every amount is a new one, and nothing of last time is gone."))


def _measures(content: Content) -> Iterator[Block]:
    yield Heading(_("Measures"))
    if not content["measures"]:
        yield Text(_("No measure is listed."))
        return
    yield Table(
        _("Measures as the member confirmed them"),
        (
            Column(_("Year")),
            Column(_("Measure"), width=1),
            Column(_("Field of action")),
            Column(_("State")),
        ),
        [
            (
                str(one["year"]),
                one["title"],
                str(Field(one["field"]).label),
                str(MeasureState(one["state"]).label),
            )
            for one in content["measures"]
        ],
    )


def _method(journey: Journey, content: Content) -> Iterator[Block]:
    yield Heading(_("Method, versions and who accepted"))
    told: list[tuple[str, str]] = []
    for name, one in ((_("Baseline"), content["baseline"]), (_("New inventory"), content["new"])):
        if one:
            told += [
                (name, _("%(year)s, version %(version)s") % {"year": one["year"], "version": one["version"]}),
                (_("Emission factors"), _("Edition %(name)s") % {"name": one["edition"]}),
                (_("Organisational boundary"), str(Boundary(one["boundary"]).label)),
                (_("SHA-256 of the record"), one["record_sha256"]),
            ]
    told.append((_("Duty"), title_of(journey.duty)))
    told.append((_("Version of the rulebook"), str(content["rulebook"]["version"])))
    if journey.accepted is not None:
        by = journey.accepted.by.name if journey.accepted.by else _("a person of the pact office")
        told.append((_("Accepted"), f"{day(journey.accepted.frozen_at)}, {by}"))
    yield Facts(tuple(told))


def _how_compared(content: Content) -> str:
    values = {
        "year": content["new"]["year"],
        "base": content["baseline"]["year"],
        "old": content["baseline"]["edition"],
        "new": content["new"]["edition"],
    }
    if not content["same_method"]["is_recalculated"]:
        return _("Both years are calculated with the factors of edition %(new)s.") % values
    return (
        _(
            "%(year)s is reported with the factors of edition %(new)s. In this table it was calculated once "
            "more with those of edition %(old)s, so that new factors are no saving and no "
            "increase."
        )
        % values
    )


def _why_not(same: Content) -> str:
    told = {
        "other_tool": _("one of them comes from another tool with rules of its own."),
        "other_boundary": _("they have different boundaries."),
    }
    rows = _("these rows cannot be calculated with the factors of the baseline: %(rows)s.")
    return told.get(same["why_not"], rows % {"rows": same["rows"]})


def _difference(content: Content) -> str:
    same = content["same_method"]
    if not same or same["totals"] is None:
        return ""
    before = content["baseline"]["totals"]["location_based_mg"]
    values = {
        "difference": signed_mass(same["totals"]["location_based_mg"] - before),
        "base": content["baseline"]["year"],
    }
    return _("Difference to %(base)s on the same method: %(difference)s.") % values


def _total(one: Content) -> int:
    stated = one["stated_mg"]
    return int(one["totals"]["location_based_mg"] if stated is None else stated)


def _scope_mg(totals: Content, scope: int) -> int:
    keys = {1: totals["scope1_mg"], 2: totals["scope2_location_mg"], 3: totals["scope3_mg"]["total"]}
    return int(keys[scope])


def _years(name: str, before: int, now: int) -> tuple[str, str, str, str]:
    return name, mass(before), mass(now), signed_mass(now - before)


def _row(one: Content) -> str:
    site = f", {one['site']}" if one["site"] else ""
    return f"{one['label']}{site}: {amount(Decimal(one['amount']), one['unit'])}"

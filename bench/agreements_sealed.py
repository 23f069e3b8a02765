"""The rounds of ``bench.agreements``; apart from it, because translations need Django to be set up."""

import itertools
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from klimapakt.agreements import checking, issuing, keys, packages, sealing
from klimapakt.agreements.evidence import PortalSignature
from klimapakt.agreements.issuing import Issued
from klimapakt.agreements.keys import SealKey
from klimapakt.agreements.wording import Template, Values, compare_texts, fill, template
from klimapakt.agreements.wording.examples import EXAMPLE
from klimapakt.methods.texts import Text


def measure(times: int, folder: Path) -> Sequence[Mapping[str, float]]:
    """Return the seconds of each step, round by round, after one that loads what is loaded lazily."""
    key, text = keys.load_or_create_demo(folder), template("climate-agreement")
    if text is None:
        raise LookupError("climate-agreement")
    return [_round(number, text, key) for number in range(times + 1)][1:]


def _round(number: int, text: Template, key: SealKey) -> Mapping[str, float]:
    values = _values(number)
    moments = [time.perf_counter()]
    issued = issuing.issue(text, values, language="de", at=datetime.now(UTC))
    moments.append(time.perf_counter())
    by = _signed(issued, values)
    made = issuing.with_evidence(issued, text, values, signatures=by, at=datetime.now(UTC))
    sealed = sealing.seal(made.content, key=key, reason=values.number)
    moments.append(time.perf_counter())
    trusted = [keys.anchor_of(key)]
    report = checking.check(sealed.content, issued=[made.sha256], trusted=trusted, at=datetime.now(UTC))
    moments.append(time.perf_counter())
    if not report.passed:
        raise ValueError(report)
    packages.package(packages.Evidence(issued, sealed.content, report, [], sealed.chain))
    moments.append(time.perf_counter())
    compare_texts(fill(text, values, "de"), fill(_changed(text), values, "de"))
    moments.append(time.perf_counter())
    issuing_s, sealing_s, checking_s, packing_s, comparing_s = (
        after - before for before, after in itertools.pairwise(moments)
    )
    return {
        "issued": issuing_s,
        "sealed": issuing_s + sealing_s,
        "checked": checking_s,
        "packed": packing_s,
        "compared": comparing_s,
    }


def _changed(text: Template) -> Template:
    """Return the text with another word in every clause, so that all of it is compared."""
    clauses = tuple(
        replace(one, heading=Text(f"Neu: {one.heading.de}", one.heading.en)) for one in text.clauses
    )
    return replace(text, clauses=clauses)


def _values(number: int) -> Values:
    member = replace(EXAMPLE.member, name=f"Bäckerei {number} GmbH")
    return replace(EXAMPLE, number=f"MUS-2026-{number:04d}", member=member)


def _signed(issued: Issued, values: Values) -> list[PortalSignature]:
    parties = ((values.member.name, values.member.signatory), (values.city.name, values.city.signatory))
    return [
        PortalSignature(
            party=party,
            signatory=signatory,
            account="person@example.org",
            signed_at=datetime.now(UTC),
            sha256_shown=issued.sha256,
            statement="Ich habe das Dokument gelesen.",
            proved_by="Passwort",
        )
        for party, signatory in parties
    ]

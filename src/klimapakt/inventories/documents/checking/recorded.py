"""The record by itself: whether it is the one of its hash and its input still gives its result."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from klimapakt.inventories.documents.checking.verdicts import BROKEN_BY_STRANGERS, Unverifiable, Verdict
from klimapakt.inventories.sealed import APPRAISAL, LETTER, MONITORING, SCHEMA, canonical
from klimapakt.methods.appraisal import appraise, read_case
from klimapakt.methods.factors import edition_names
from klimapakt.methods.inventory import calculate, exact_of
from klimapakt.methods.refusal import Refused

_MOST_OF_A_VALUE = 60


_NOT_CALCULATED: Final = {
    MONITORING: (
        "This is a monitoring report: it names the records of its inventories. Verify their reports as well."
    ),
    LETTER: "This is a letter about a review: it quotes figures. Verify the report of the inventory as well.",
}
"""Records without input of their own, and what is told about them."""


def check_record(verdict: Verdict, text: str, stated: str) -> None:
    """Look at the text of a record; ``stated`` is the hash that the document names, empty where none."""
    verdict.sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if stated and stated != verdict.sha256:
        verdict.faults.append(
            f"The record has another hash than the file states: {verdict.sha256}, not {stated}."
        )
    try:
        content = json.loads(text)
        is_canonical = isinstance(content, dict) and canonical(content) == text
    except BROKEN_BY_STRANGERS:
        verdict.faults.append("The record is damaged: it is no longer JSON.")
        return
    if isinstance(content, dict) and content.get("schema") in _NOT_CALCULATED:
        _check_text(verdict, _NOT_CALCULATED[content["schema"]], is_canonical=is_canonical)
        return
    if isinstance(content, dict) and content.get("schema") == APPRAISAL:
        _check_appraisal(verdict, content, is_canonical=is_canonical)
        return
    if not isinstance(content, dict) or content.get("schema") != SCHEMA:
        raise Unverifiable("The file holds no record of an inventory that this version knows.")
    verdict.content = content
    if not is_canonical:
        verdict.faults.append("The record is not in its canonical form; somebody wrote it anew.")
    check_calculation(verdict, content)


def _check_text(verdict: Verdict, unchecked: str, *, is_canonical: bool) -> None:
    """Say what holds of a record that has no input to calculate again."""
    if not is_canonical:
        verdict.faults.append("The record is not in its canonical form; somebody wrote it anew.")
    verdict.is_calculated = False
    verdict.unchecked.append(unchecked)


def _check_appraisal(verdict: Verdict, content: Mapping[str, Any], *, is_canonical: bool) -> None:
    """Calculate an appraisal again from its input and compare the whole result."""
    if not is_canonical:
        verdict.faults.append("The record is not in its canonical form; somebody wrote it anew.")
    try:
        result = json.loads(json.dumps(appraise(read_case(content["case"])).as_json()))
        verdict.add(
            list(_values("result", content["result"], result)),
            "net present value and everything beside it, calculated again from the input, are those of the "
            "record",
        )
    except Refused as refused:
        verdict.faults.append(f"The input of the record cannot be calculated: {refused}")
    except BROKEN_BY_STRANGERS:
        verdict.faults.append("The record is not complete: it cannot be calculated again.")


def check_calculation(verdict: Verdict, content: Mapping[str, Any]) -> None:
    """Calculate the input again with the edition the record names, and compare all of it."""
    try:
        if content["input"]["edition"] not in edition_names():
            verdict.is_calculated = False
            verdict.unchecked.append(
                f"The factors of edition {content['input']['edition']} are not here, so nothing could be "
                "calculated again."
            )
            return
        found = calculate(content["input"])
        result = json.loads(json.dumps(found.as_json()))
        verdict.add(
            [*_compared(content, result, found.factors.sha256), *_exact(content["exact"], exact_of(found))],
            f"{len(result['lines'])} lines and all totals, calculated again with edition "
            f"{found.factors.name}, are those of the record",
        )
    except Refused as refused:
        verdict.faults.append(f"The input of the record cannot be calculated: {refused}")
    except BROKEN_BY_STRANGERS:
        verdict.faults.append("The record is not complete: it cannot be calculated again.")


def _compared(content: Mapping[str, Any], result: Mapping[str, Any], factors_sha256: str) -> Iterator[str]:
    if content["edition_sha256"] != factors_sha256:
        yield f"The edition {content['edition']} has other factors here than in the record."
    if content["edition"] != content["input"]["edition"]:
        yield "The record names two editions."
    stored = content["result"]
    yield from _lines({line["id"]: line for line in stored["lines"]}, result["lines"], len(stored["lines"]))
    for key in sorted({*stored, *result} - {"lines"}):
        yield from _values(key, stored.get(key), result.get(key))


def _lines(stored: Mapping[str, Any], calculated: list[dict[str, Any]], count: int) -> Iterator[str]:
    if count != len(stored):
        yield "The record names a line twice."
    for line in calculated:
        known = stored.get(line["id"])
        if known is None:
            yield f"Line {line['id']} is missing in the record."
        elif known != line:
            for key in sorted({*known, *line}):
                yield from _values(f"Line {line['id']}, {key}", known.get(key), line.get(key))
    for name in sorted(stored.keys() - {line["id"] for line in calculated}):
        yield f"Line {name} of the record does not follow from its input."


def _values(place: str, stored: object, calculated: object) -> Iterator[str]:
    """Yield the places at which two values differ, going into objects."""
    if isinstance(stored, dict) and isinstance(calculated, dict):
        for key in sorted({*stored, *calculated}, key=str):
            yield from _values(f"{place}.{key}", stored.get(key), calculated.get(key))
    elif stored != calculated:
        yield f"{place}: the record says {shown(stored)}, calculated is {shown(calculated)}."


def _exact(stored: Mapping[str, Any], calculated: Mapping[str, Any]) -> Iterator[str]:
    for key in sorted({*stored, *calculated}):
        if stored.get(key) != json.loads(json.dumps(calculated.get(key))):
            yield f"The exact {key} of the record are not those that follow from its input."


def shown(value: object) -> str:
    """Return a value, shortened, for a sentence."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _MOST_OF_A_VALUE else f"{text[:_MOST_OF_A_VALUE]}…"

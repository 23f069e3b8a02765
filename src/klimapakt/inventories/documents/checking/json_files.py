"""Records as JSON: the file people download, and the bare text as a report carries it."""

import json
from collections.abc import Mapping
from typing import Any

from klimapakt.inventories.documents.checking.recorded import check_record
from klimapakt.inventories.documents.checking.verdicts import BROKEN_BY_STRANGERS, Unverifiable, Verdict
from klimapakt.inventories.documents.record_file import SCHEMA, seal_of
from klimapakt.inventories.sealed import SCHEMA as SCHEMA_OF_RECORD
from klimapakt.inventories.sealed import canonical


def check_json(data: bytes) -> Verdict:
    """Look at a JSON file. Raises Unverifiable for one that is not ours."""
    try:
        text = data.decode("utf-8-sig")
        told: Any = json.loads(text)
    except BROKEN_BY_STRANGERS as error:
        raise Unverifiable("The file is damaged: it is no JSON.") from error
    if isinstance(told, dict) and told.get("schema") == SCHEMA_OF_RECORD:
        verdict = Verdict("bare record")
        check_record(verdict, text, "")
        verdict.unchecked.append("A bare record names no hash; compare the one above yourself.")
        return verdict
    is_ours = isinstance(told, dict) and told.get("document") == SCHEMA
    if not is_ours or not isinstance(told.get("record"), dict):
        raise Unverifiable("The file is JSON, but no record of an inventory.")
    return _check(told)


def _check(told: Mapping[str, Any]) -> Verdict:
    verdict = Verdict("record (JSON)")
    try:
        text, seal = canonical(told["record"]), seal_of(told)
    except BROKEN_BY_STRANGERS:
        verdict.faults.append("The record holds numbers that are no JSON.")
        return verdict
    check_record(verdict, text, str(told.get("sha256")))
    if told.get("seal") == seal:
        verdict.holds.append("the file says what it said when it was made")
    else:
        verdict.faults.append("The file was changed after it was made: its seal does not fit.")
    return verdict

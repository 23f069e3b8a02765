"""Reads about files: their check, what was changed in their rows since, how known headings are read."""

import threading
from collections import OrderedDict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q

from klimapakt.inventories.check import NO_ANSWERS, Answers, Check, Situation, check
from klimapakt.inventories.enums import UploadState
from klimapakt.inventories.models import Activity, HeaderMapping, Upload
from klimapakt.inventories.queries.results import case_without_rows
from klimapakt.methods.intake.mapping import ColumnMapping
from klimapakt.methods.intake.tables import Table
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.rules import name_key

_CHECKS_KEPT: Final = 4
_ROWS_WORTH_KEEPING: Final = 200


@dataclass(frozen=True, slots=True)
class CheckedTable:
    """A file with its check, and what its table says besides the rows."""

    check: Check
    columns: Sequence[Mapping[str, Any]]
    notes: Sequence[Mapping[str, Any]]
    numbers: str | None


def checked(upload: Upload, today: date, answers: Answers = NO_ANSWERS) -> Check:
    """Return what taking an upload over would do now."""
    return checked_table(upload, today, answers).check


def checked_table(upload: Upload, today: date, answers: Answers = NO_ANSWERS) -> CheckedTable:
    """Return the check of a file with its columns and notes.

    A second of work for ten thousand rows, so the last few are kept in the process; the key holds everything
    that the check depends on, above all the count of changes of the inventory.
    """
    inventory = upload.inventory
    case = case_without_rows(inventory)
    sites = tuple(organisations.sites_of(inventory.organisation).values_list("name", flat=True))
    said = (tuple(sorted(answers.sites.items())), answers.separate, answers.is_all_separate)
    key = (upload.pk, upload.changed_at, inventory.revision, repr(case), sites, today, said)
    kept = _KEPT.get(key)
    if kept is not None:
        return kept
    raw = upload.table
    situation = Situation(case=case, year=inventory.year, today=today, sites=sites, known=_known_rows(upload))
    found = CheckedTable(
        check(Table.from_json(raw), situation, answers), raw["columns"], raw["notes"], raw["numbers"]
    )
    if len(found.check.rows) >= _ROWS_WORTH_KEEPING:
        _KEPT.put(key, found)
    return found


def edited_rows(upload: Upload) -> int:
    """Return how many rows of a file somebody has changed or given evidence since the take-over."""
    touched = Q(revision__gt=1) | Q(evidence_links__isnull=False)
    return Activity.objects.filter(touched, upload=upload).distinct().count()


def mapping_for(organisation: Organisation, signature: str) -> ColumnMapping | None:
    """Return how the organisation had a table with these headings read last; None when it never said."""
    found = HeaderMapping.objects.filter(organisation=organisation, signature=signature).first()
    return None if found is None else ColumnMapping(signature, found.columns, found.constants)


def busy_upload(upload: Upload) -> Upload | None:
    """Return the state of a file anew, without its table, while a job is or should be busy with it."""
    busy = (UploadState.READING, UploadState.TAKING)
    return Upload.objects.filter(pk=upload.pk, state__in=busy).defer("table", "glance").first()


def _known_rows(upload: Upload) -> dict[tuple[str, str], int]:
    rows = Activity.objects.filter(inventory=upload.inventory).exclude(upload_id=upload.pk)
    known = rows.values_list("site__name", "fingerprint", "number")
    return {(name_key(site or ""), mark): number for site, mark, number in known}


class _Kept:
    """The last few checks of large files, for every thread of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: OrderedDict[Hashable, CheckedTable] = OrderedDict()

    def get(self, key: Hashable) -> CheckedTable | None:
        with self._lock:
            return self._found.get(key)

    def put(self, key: Hashable, found: CheckedTable) -> None:
        with self._lock:
            self._found[key] = found
            while len(self._found) > _CHECKS_KEPT:
                self._found.popitem(last=False)


_KEPT: Final = _Kept()

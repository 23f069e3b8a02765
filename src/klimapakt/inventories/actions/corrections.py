"""Corrections: a new version with a reason, newer factors when somebody decides so, and giving one up."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import models, transaction

from klimapakt.foundation import audit
from klimapakt.inventories import lifecycle, queries, rules
from klimapakt.inventories.actions.locking import locked, locked_open, locked_own, touch
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.lifecycle import Act
from klimapakt.inventories.models import (
    Activity,
    EvidenceLink,
    ExternalFigures,
    FindingAcceptance,
    Inventory,
    QuestionAnswer,
    QuestionnaireRun,
    RelevanceAnswer,
    RemovedRow,
    ReviewQuestion,
    Survey,
    Upload,
)
from klimapakt.methods.factors import edition
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person

Details = dict[str, audit.Detail]
Copied = TypeVar("Copied", bound=models.Model)
_CARRIED_OVER = ("kind", "region", "boundary", "turnover_eur", "fte", "area_m2", "last_number")


class CannotCorrect(rules.NotPossible):
    """This version cannot be corrected: it is not accepted, or a later one exists."""


class EditionRefuses(rules.NotPossible):
    """Some rows cannot be calculated with this edition of the factors."""

    def __init__(self, rows: list[str]) -> None:
        template = gettext_noop(
            "With this edition these rows cannot be calculated: %(rows)s. Correct them first. "
            "Nothing was changed."
        )
        super().__init__(Message("edition_refuses", template, {"rows": ", ".join(rows)}))


@transaction.atomic
def begin_correction(*, inventory: Inventory, reason: str, with_edition: str, by: Person) -> Inventory:
    """Begin a new version of an accepted inventory with everything in it; numbers of rows stay.

    ``with_edition`` is the edition of the accepted version or a newer one: nobody gets new factors unasked.
    """
    Organisation.objects.select_for_update().get(pk=inventory.organisation_id)
    accepted = locked(inventory)
    lifecycle.ensure_theirs(Act.SUBMIT, queries.standing_of(by, accepted))
    _ensure_correctable(accepted)
    _ensure_accepts(accepted, with_edition)
    correction = Inventory(
        organisation=accepted.organisation,
        year=accepted.year,
        version=accepted.version + 1,
        corrects=accepted,
        correction_reason=reason,
        edition=edition(with_edition).name,
    )
    for name in _CARRIED_OVER:
        setattr(correction, name, getattr(accepted, name))
    correction.save(force_insert=True)
    _copy_rows(accepted, correction)
    _copy_answers(accepted, correction)
    details: Details = {
        "version": correction.version,
        "edition": correction.edition,
        "reason": audit.sealed(reason),
    }
    audit.record(what="inventory.correction_begun", subject=correction, by=by, details=details)
    return correction


@transaction.atomic
def adopt_edition(*, inventory: Inventory, name: str, by: Person) -> Inventory:
    """Calculate an open inventory with another edition of the factors from now on."""
    inventory = locked_own(inventory)
    lifecycle.ensure_theirs(Act.SUBMIT, queries.standing_of(by, inventory))
    _ensure_accepts(inventory, name)
    before, inventory.edition = inventory.edition, edition(name).name
    if inventory.edition == before:
        return inventory
    inventory.save(update_fields=["edition"])
    touch(inventory)
    details: Details = {"before": before, "after": inventory.edition}
    audit.record(what="inventory.edition_adopted", subject=inventory, by=by, details=details)
    return inventory


@transaction.atomic
def discard_correction(*, inventory: Inventory, by: Person) -> None:
    """Give up a correction that is still open, with everything entered in it; what it corrects stays."""
    inventory = locked_open(inventory)
    lifecycle.ensure_theirs(Act.SUBMIT, queries.standing_of(by, inventory))
    if inventory.corrects_id is None:
        template = gettext_noop("Only a correction can be given up, and this is the first version.")
        raise rules.NotPossible(Message("not_a_correction", template))
    details: Details = {"year": inventory.year, "version": inventory.version}
    audit.record(what="inventory.correction_discarded", subject=inventory, by=by, details=details)
    delete_open(inventory)


def delete_open(inventory: Inventory) -> None:
    """Delete a locked inventory with everything entered in it; part of an action."""
    for upload in Upload.objects.filter(inventory=inventory).defer("table"):
        name, storage = upload.content.name or "", upload.content.storage
        transaction.on_commit(lambda name=name, storage=storage: storage.delete(name))  # type: ignore[misc]  # bound now
    belonging: tuple[type[models.Model], ...] = (
        *(Activity, RemovedRow, Upload, RelevanceAnswer, FindingAcceptance),
        *(ReviewQuestion, QuestionnaireRun, Survey, ExternalFigures),
    )
    for kind in belonging:
        kind._default_manager.filter(inventory=inventory).delete()  # noqa: SLF001  (Django documents it)
    inventory.delete()


def _ensure_correctable(inventory: Inventory) -> None:
    if inventory.status != InventoryStatus.ACCEPTED:
        template = gettext_noop("Only an accepted inventory is corrected. This one can simply be changed.")
        raise CannotCorrect(Message("not_accepted", template))
    if Inventory.objects.filter(corrects=inventory).exists():
        template = gettext_noop("There is already a later version of this inventory. Continue with that one.")
        raise CannotCorrect(Message("later_version", template))


def _ensure_accepts(inventory: Inventory, name: str) -> None:
    if name == inventory.edition:
        return
    refused = queries.impact_of(inventory, name).refused
    if refused:
        raise EditionRefuses([refusal.activity for refusal in refused])


def _copy_rows(accepted: Inventory, correction: Inventory) -> None:
    """Copy rows with their evidence; the file a row came from stays with the version it was loaded into."""
    rows = {row.pk: row for row in Activity.objects.filter(inventory=accepted)}
    copies = {pk: _copy(row, inventory=correction, upload=None) for pk, row in rows.items()}
    Activity.objects.bulk_create(copies.values())
    links = EvidenceLink.objects.filter(row__inventory=accepted)
    EvidenceLink.objects.bulk_create([_copy(link, row=copies[link.row_id]) for link in links])


def _copy_answers(accepted: Inventory, correction: Inventory) -> None:
    relevance = RelevanceAnswer.objects.filter(inventory=accepted)
    RelevanceAnswer.objects.bulk_create([_copy(one, inventory=correction) for one in relevance])
    findings = FindingAcceptance.objects.filter(inventory=accepted)
    FindingAcceptance.objects.bulk_create([_copy(one, inventory=correction) for one in findings])
    run = QuestionnaireRun.objects.filter(inventory=accepted).first()
    if run is not None:
        answers = list(QuestionAnswer.objects.filter(run=run))
        copied = _copy(run, inventory=correction)
        copied.save(force_insert=True)
        QuestionAnswer.objects.bulk_create([_copy(answer, run=copied) for answer in answers])
    figures = ExternalFigures.objects.filter(inventory=accepted).first()
    if figures is not None:
        _copy(figures, inventory=correction).save(force_insert=True)


def _copy(original: Copied, /, **changed: Any) -> Copied:  # noqa: ANN401  (fields of any model)
    """Return an unsaved copy of a row with some fields replaced."""
    values: Mapping[str, Any] = {
        field.attname: getattr(original, field.attname)
        for field in original._meta.concrete_fields  # noqa: SLF001  (Django documents it)
        if not (field.primary_key and not field.is_relation)
    }
    return type(original)(**{**values, **{f"{name}_id": _key(value) for name, value in changed.items()}})


def _key(value: models.Model | None) -> Any:  # noqa: ANN401  (a key of any model)
    return None if value is None else value.pk

"""One member for whoever takes over its case: a page to read, the rows the office may see, and their files.

What the member has not handed over stays with the member: drafts, meters and bills, files it reads in.
"""

import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any, Final

from django.core.files.storage import default_storage
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import get_valid_filename

from klimapakt.agreements.models import AgreementFile
from klimapakt.agreements.queries import agreements_of
from klimapakt.foundation.personal_data import declared
from klimapakt.handover.tables import Model, encoded, label, tables_of_pacts
from klimapakt.inventories import queries as inventories
from klimapakt.inventories.models import EvidenceFile, Inventory
from klimapakt.measures.models import Measure
from klimapakt.memberships import queries as memberships
from klimapakt.memberships.models import Membership
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from klimapakt.privacy.ways import to_organisation

LEFT_OUT: Final = frozenset(
    {
        "advice.AdviceEntry",
        "advice.AdviceRequest",
        "advice.Appointment",
        "casework.BulkItem",
        "inventories.Bill",
        "inventories.HeaderMapping",
        "inventories.Meter",
        "inventories.RemovedRow",
        "inventories.ReviewPresence",
        "inventories.RowLook",
        "inventories.SubmittedRound",
        "inventories.Survey",
        "inventories.SurveyAnswer",
        "inventories.Upload",
        "network.Meeting",
        "network.Registration",
        "network.Seat",
        "organisations.Mandate",
        "organisations.MandateAccess",
        "privacy.Consent",
    }
)
"""Working papers of the member, its advisers, and what people said about themselves."""

TAKEN_ALONG: Final = frozenset(
    {
        "agreements.Agreement",
        "agreements.AgreementFile",
        "agreements.Signature",
        "casework.Contact",
        "casework.Task",
        "duties.Duty",
        "duties.DutyEvent",
        "duties.Reminder",
        "inventories.Activity",
        "inventories.EvidenceFile",
        "inventories.EvidenceLink",
        "inventories.ExternalFigures",
        "inventories.FindingAcceptance",
        "inventories.FrozenInventory",
        "inventories.FrozenLine",
        "inventories.Inventory",
        "inventories.QuestionAnswer",
        "inventories.QuestionnaireRun",
        "inventories.RelevanceAnswer",
        "inventories.ReviewCheck",
        "inventories.ReviewLetter",
        "inventories.ReviewQuestion",
        "measures.Appraisal",
        "measures.Grant",
        "measures.Measure",
        "measures.MeasureEvent",
        "measures.Proof",
        "measures.Share",
        "measures.Statement",
        "measures.Step",
        "memberships.JoinRequest",
        "memberships.Membership",
        "memberships.Step",
        "monitoring.AcceptedMonitoring",
        "monitoring.Explanation",
        "monitoring.MonitoringCycle",
        "monitoring.ReadTarget",
        "monitoring.RowAnswer",
        "memberships.TierChange",
        "organisations.Invitation",
        "organisations.Organisation",
        "organisations.Role",
        "organisations.Site",
        "publicity.Badge",
        "publicity.Claim",
        "publicity.Correction",
        "publicity.Story",
        "publicity.StoryText",
        "publicity.StoryVersion",
        "targets.InterimTarget",
        "targets.Outlook",
        "targets.Target",
        "targets.TargetVersion",
    }
)
"""What the office sees on its pages as well. A test fails for a table of members in neither of the two."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whose case it is, and which of its inventories the office has been given."""

    membership: Membership
    submitted: frozenset[Any]

    @property
    def organisation(self) -> Organisation:
        return self.membership.organisation


def package(membership: Membership, target: IO[bytes], by: Person) -> None:
    """Write the case of a member into a ZIP, as far as the person may see it; within the pact."""
    submitted = inventories.for_office(by).filter(organisation=membership.organisation)
    asked = _Asked(membership, frozenset(submitted.values_list("pk", flat=True)))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("index.html", render_to_string("handover/member.html", _overview(asked, by)))
        for model in tables_of_pacts():
            if label(model) in TAKEN_ALONG:
                rows = list(_rows(model, asked))
                if rows:
                    told = json.dumps(rows, ensure_ascii=False, indent=1)
                    packed.writestr(f"data/{label(model)}.json", told)
        for name, content in _files(asked):
            packed.writestr(name, content)


def _overview(asked: _Asked, by: Person) -> Mapping[str, object]:
    one, organisation = asked.membership, asked.organisation
    shown = inventories.for_office(by).filter(organisation=organisation)
    return {
        "membership": one,
        "organisation": organisation,
        "made_at": timezone.now(),
        "roles": organisations.roles_of(organisation),
        "sites": organisation.sites.all(),
        "steps": memberships.steps_of(one),
        "requests": memberships.requests_for(organisation),
        "agreements": agreements_of(one),
        "inventories": inventories.calculated_each(shown),
        "questions": [
            question
            for inventory in shown
            for question in inventories.questions_of(inventory).filter(closed_at__isnull=True)
        ],
        "measures": Measure.objects.filter(organisation=organisation),
    }


def _found(model: Model, asked: _Asked) -> QuerySet[Any]:
    """Return the rows of a table that belong to the member and that the office has been given."""
    path = to_organisation(model)
    found = model._default_manager.filter(**{path or "pk": asked.organisation.pk})  # noqa: SLF001 -- Django documents it
    if model is Inventory:
        return found.filter(pk__in=asked.submitted)
    if model is EvidenceFile:
        proves = Q(links__row__inventory__in=asked.submitted)
        reported = Q(pk__in=_reports(asked))
        return found.filter(proves | reported).distinct()
    steps = _to_inventory(model)
    return found.filter(**{f"{steps}__in": asked.submitted}) if steps else found


def _reports(asked: _Asked) -> list[Any]:
    external = Inventory.objects.filter(pk__in=asked.submitted, external__file__isnull=False)
    return list(external.values_list("external__file", flat=True))


def _to_inventory(model: Model) -> str:
    """Return the lookup to the inventory a row belongs to; "" where it belongs to none."""
    if label(model) == "inventories.EvidenceLink":
        return "row__inventory"
    steps = str(vars(model)["path_to_pact"]).split("__")
    return "__".join(steps[: steps.index("inventory") + 1]) if "inventory" in steps else ""


def _rows(model: Model, asked: _Asked) -> Iterator[dict[str, object]]:
    secret = {one.field for one in declared()[label(model)].held if one.is_secret}
    for row in _found(model, asked).order_by("pk"):
        told = {name: value for name, value in encoded(row).items() if name not in secret}
        if isinstance(row, AgreementFile | EvidenceFile):
            told["content"] = _name(row)
        yield told


def _files(asked: _Asked) -> Iterator[tuple[str, bytes]]:
    for signed in _found(AgreementFile, asked).order_by("pk"):
        yield _name(signed), bytes(signed.content)
    for proof in _found(EvidenceFile, asked).order_by("pk"):
        if default_storage.exists(proof.content.name):
            with proof.content.open("rb") as opened:
                yield _name(proof), opened.read()


def _name(row: AgreementFile | EvidenceFile) -> str:
    if isinstance(row, AgreementFile):
        return f"agreements/{get_valid_filename(row.agreement.number)}-{row.kind}-{row.pk}.pdf"
    return f"evidence/{row.pk}-{get_valid_filename(row.name)}"

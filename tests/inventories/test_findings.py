"""Findings are accepted with a reason, lapse when the figures change, and stay with what is accepted."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override

from klimapakt.foundation.models import AuditEvent
from klimapakt.inventories import actions, queries
from klimapakt.inventories.findings import ErrorStays, FindingGone, ReasonNeeded, ensure_acceptable
from klimapakt.inventories.models import FindingAcceptance, Inventory
from klimapakt.inventories.presenting import checklist
from klimapakt.inventories.presenting.findings import accepted_told, told
from klimapakt.inventories.queries import Calculated
from klimapakt.inventories.rules import InventoryClosed, NotPossible
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.inventories.tables import GAS, taken_over
from tests.inventories.versions import accepted, fresh, submitted

pytestmark = pytest.mark.django_db
RULE = "overlapping_periods"
REASON = "Two boilers of the same size."


@pytest.fixture
def doubtful(inventory: Inventory, bruno: Person) -> Inventory:
    """The bakery's inventory with the same gas bill twice."""
    taken_over(inventory, bruno, GAS)
    second = replace(queries.draft_of_row(inventory.activities.get()), evidence="Bill 19")
    site = inventory.activities.get().site
    actions.add_row(inventory=inventory, draft=second, site=site, by=bruno)
    return fresh(inventory)


def fingerprints(calculated: Calculated, rule: str) -> list[str]:
    found = zip(calculated.result.findings, calculated.fingerprints, strict=True)
    return [fingerprint for finding, fingerprint in found if finding.rule == rule]


def accept(inventory: Inventory, by: Person, rule: str = RULE, reason: str = REASON) -> int:
    marks = fingerprints(queries.calculated(inventory), rule)
    assert marks
    return actions.accept_findings(inventory=inventory, fingerprints=marks, reason=reason, by=by)


def open_rules(inventory: Inventory) -> set[str]:
    calculated = queries.calculated(fresh(inventory))
    return {group.rule for group in told(calculated, queries.acceptances_of(calculated))}


def test_what_is_accepted_stands_apart_with_reason_and_name(doubtful: Inventory, bruno: Person) -> None:
    assert RULE in open_rules(doubtful)
    assert accept(doubtful, bruno) == 1
    assert RULE not in open_rules(doubtful)
    calculated = queries.calculated(doubtful)
    (shown,) = accepted_told(calculated, queries.acceptances_of(calculated))
    assert (shown.group.rule, shown.reason, shown.by) == (RULE, REASON, "Bruno Keller")


def test_accepting_again_changes_nothing_and_keeps_the_first_reason(
    doubtful: Inventory, bruno: Person
) -> None:
    accept(doubtful, bruno)
    events = AuditEvent.objects.count()
    assert accept(doubtful, bruno, reason="Something else.") == 0
    assert FindingAcceptance.objects.get().reason == REASON
    assert AuditEvent.objects.count() == events


def test_the_acceptance_is_in_the_audit_chain_without_its_words(doubtful: Inventory, bruno: Person) -> None:
    accept(doubtful, bruno)
    event = AuditEvent.objects.get(what="inventory.findings_accepted")
    assert RULE in event.details
    assert "boilers" not in event.details


def test_figures_that_change_make_the_acceptance_lapse(doubtful: Inventory, bruno: Person) -> None:
    accept(doubtful, bruno)
    row = doubtful.activities.get(number=1)
    draft = replace(queries.draft_of_row(row), amount=Decimal(120_001))
    actions.change_row(row=row, draft=draft, site=row.site, seen_revision=row.revision, by=bruno)
    assert RULE in open_rules(doubtful)
    assert queries.acceptances_of(queries.calculated(fresh(doubtful))) == {}


def test_a_change_elsewhere_leaves_the_acceptance_alone(doubtful: Inventory, bruno: Person) -> None:
    accept(doubtful, bruno)
    row = doubtful.activities.get(number=1)
    draft = replace(queries.draft_of_row(row), activity="diesel", label="Diesel", unit="l")
    actions.add_row(inventory=doubtful, draft=draft, site=row.site, by=bruno)
    assert RULE not in open_rules(doubtful)


def test_it_is_taken_back(doubtful: Inventory, bruno: Person) -> None:
    accept(doubtful, bruno)
    acceptance = FindingAcceptance.objects.get()
    assert actions.withdraw_acceptance(acceptance=acceptance, by=bruno) == 1
    assert RULE in open_rules(doubtful)
    assert actions.withdraw_acceptance(acceptance=acceptance, by=bruno) == 0


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_reason_is_needed(reason: str, doubtful: Inventory, bruno: Person) -> None:
    with pytest.raises(ReasonNeeded):
        accept(doubtful, bruno, reason=reason)


@pytest.mark.parametrize("chosen", [[], ["0" * 64]])
def test_what_the_calculation_does_not_find_is_not_accepted(
    chosen: list[str], doubtful: Inventory, bruno: Person
) -> None:
    known = fingerprints(queries.calculated(doubtful), RULE) if chosen else []
    with pytest.raises(FindingGone):
        actions.accept_findings(inventory=doubtful, fingerprints=[*known, *chosen], reason=REASON, by=bruno)
    assert not FindingAcceptance.objects.exists()


def test_an_error_is_mended_and_never_accepted() -> None:
    for severity in ("warning", "hint"):
        ensure_acceptable(severity)
    with pytest.raises(ErrorStays):
        ensure_acceptable("error")


def test_an_error_among_the_findings_refuses_all_of_them(
    doubtful: Inventory, bruno: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = queries.calculated(doubtful)
    (at,) = [number for number, one in enumerate(found.result.findings) if one.rule == RULE]
    graver = list(found.result.findings)
    graver[at] = graver[at]._replace(severity="error")
    result = replace(found.result, findings=tuple(graver))
    monkeypatch.setattr(queries, "calculated", lambda _inventory: replace(found, result=result))
    with pytest.raises(ErrorStays):
        accept(doubtful, bruno)
    assert not FindingAcceptance.objects.exists()


def test_only_people_of_the_organisation_accept_and_take_back(
    doubtful: Inventory, bruno: Person, carla: Person
) -> None:
    with pytest.raises(NotPossible):
        accept(doubtful, carla)
    accept(doubtful, bruno)
    with pytest.raises(NotPossible):
        actions.withdraw_acceptance(acceptance=FindingAcceptance.objects.get(), by=carla)


def test_a_submitted_inventory_takes_no_acceptance(doubtful: Inventory, bruno: Person) -> None:
    accept(doubtful, bruno)
    submitted(doubtful, bruno)
    with pytest.raises(InventoryClosed):
        accept(doubtful, bruno)
    with pytest.raises(InventoryClosed):
        actions.withdraw_acceptance(acceptance=FindingAcceptance.objects.get(), by=bruno)


def test_acceptances_are_frozen_with_the_inventory_and_carried_into_a_correction(
    doubtful: Inventory, bruno: Person, ada: Person
) -> None:
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    accept(doubtful, bruno)
    closed = accepted(doubtful, bruno, ada)
    calculated = queries.calculated(closed)
    assert calculated.is_frozen
    assert len(accepted_told(calculated, queries.acceptances_of(calculated))) == 1
    with pytest.raises(DatabaseError, match="accepted"), transaction.atomic():
        FindingAcceptance.objects.update(reason="Something else.")
    second = actions.begin_correction(
        inventory=closed, reason="A mistake.", with_edition=closed.edition, by=bruno
    )
    assert RULE not in open_rules(second)


def test_the_checklist_counts_what_is_open_and_says_when_all_is_accepted(
    doubtful: Inventory, bruno: Person
) -> None:
    def last() -> checklist.Check:
        calculated = queries.calculated(fresh(doubtful))
        with override("en"):
            return checklist.checks(calculated, {}, queries.acceptances_of(calculated))[-1]

    assert not last().is_fine
    calculated = queries.calculated(doubtful)
    pointed = zip(calculated.result.findings, calculated.fingerprints, strict=True)
    for finding, fingerprint in list(pointed):
        if finding.severity == "warning":
            actions.accept_findings(inventory=doubtful, fingerprints=[fingerprint], reason=REASON, by=bruno)
    assert last().is_fine
    assert "accepted with a reason" in last().sentence

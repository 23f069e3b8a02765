"""Corrections stand beside what they correct; newer factors come only when somebody decides so."""

from dataclasses import replace
from decimal import Decimal

import pytest

from klimapakt.inventories import actions, lifecycle, queries, rules
from klimapakt.inventories.actions import CannotCorrect, EditionRefuses
from klimapakt.inventories.comparing import compared
from klimapakt.inventories.enums import Relevance
from klimapakt.inventories.models import (
    EvidenceFile,
    EvidenceLink,
    FindingAcceptance,
    Inventory,
    QuestionAnswer,
    QuestionnaireRun,
    RelevanceAnswer,
)
from klimapakt.methods.inventory.impact import Impact, Refusal
from klimapakt.methods.messages import Message
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.inventories.tables import DIESEL, kept
from tests.inventories.versions import accepted, filled, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ada_reviews(ada: Person) -> None:
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)


@pytest.fixture
def first(inventory: Inventory, bruno: Person, ada: Person) -> Inventory:
    """The bakery's inventory, accepted."""
    return accepted(inventory, bruno, ada)


def begun(inventory: Inventory, by: Person, edition: str = "") -> Inventory:
    return actions.begin_correction(
        inventory=inventory, reason="A meter was forgotten.", with_edition=edition or inventory.edition, by=by
    )


def total(inventory: Inventory) -> int:
    return queries.calculated(fresh(inventory)).result.totals.location_based_mg


def test_a_correction_holds_everything_under_the_same_numbers(first: Inventory, bruno: Person) -> None:
    second = begun(first, bruno)
    assert (second.version, second.corrects_id) == (2, first.pk)
    old, new = queries.calculated(first), queries.calculated(fresh(second))
    assert new.result.as_json() == old.result.as_json()
    assert [row.number for row in new.rows] == [row.number for row in old.rows]
    assert second.last_number == first.last_number


def test_a_correction_takes_evidence_answers_and_acceptances_along(
    inventory: Inventory, bruno: Person, ada: Person, bakery: Organisation
) -> None:
    found = filled(inventory, bruno)
    file = EvidenceFile.objects.create(
        organisation=bakery,
        name="bill.pdf",
        sha256="a" * 64,
        size=1,
        media_type="application/pdf",
        content="x",
    )
    EvidenceLink.objects.create(file=file, row=found.activities.get(number=1), place="page 2")
    RelevanceAnswer.objects.create(inventory=found, category=6, relevance=Relevance.ESTIMATED)
    run = QuestionnaireRun.objects.create(inventory=found, questionnaire="office", edition="1")
    QuestionAnswer.objects.create(run=run, question="heat", values={"amount": "12"})
    FindingAcceptance.objects.create(inventory=found, rule="r", fingerprint="f" * 64, reason="It is so.")
    second = begun(accepted(found, bruno, ada), bruno)
    link = EvidenceLink.objects.get(row__inventory=second)
    assert (link.row.number, link.place, link.file) == (1, "page 2", file)
    assert second.relevance.get().category == 6
    assert QuestionAnswer.objects.get(run__inventory=second).values == {"amount": "12"}
    assert second.accepted_findings.get().reason == "It is so."


def test_only_what_is_accepted_and_newest_is_corrected(
    first: Inventory, bruno: Person, metalworks: Organisation, carlas_inventory: Inventory, carla: Person
) -> None:
    with pytest.raises(CannotCorrect, match="simply be changed"):
        begun(carlas_inventory, carla)
    begun(first, bruno)
    with pytest.raises(CannotCorrect, match="later version"):
        begun(first, bruno)


def test_another_company_cannot_begin_a_correction(
    first: Inventory, carla: Person, metalworks: Organisation
) -> None:
    with pytest.raises(lifecycle.NotYours):
        begun(first, carla)


def test_the_accepted_version_counts_until_the_correction_is_accepted(
    first: Inventory, bruno: Person, ada: Person, bakery: Organisation
) -> None:
    second = begun(first, bruno)
    actions.remove_row(row=second.activities.get(number=3), by=bruno)
    assert [one.pk for one in queries.current_of(bakery)] == [first.pk]
    accepted(second, bruno, ada)
    assert [one.pk for one in queries.current_of(bakery)] == [second.pk]
    assert [one.pk for one in queries.living(Inventory.objects.filter(organisation=bakery))] == [second.pk]
    assert queries.calculated(fresh(first)).is_frozen


def test_a_year_with_an_accepted_inventory_is_corrected_and_not_begun_again(
    first: Inventory, bakery: Organisation, bruno: Person
) -> None:
    with pytest.raises(rules.InventoryExists, match="begin a correction"):
        actions.create_inventory(organisation=bakery, year=2024, by=bruno)


def test_what_changed_adds_up_to_the_difference_of_the_totals(first: Inventory, bruno: Person) -> None:
    second = begun(first, bruno)
    row = second.activities.get(number=2)
    actions.change_row(
        row=row,
        draft=replace(queries.draft_of_row(row), amount=Decimal(99000)),
        site=row.site,
        seen_revision=row.revision,
        by=bruno,
    )
    actions.remove_row(row=second.activities.get(number=3), by=bruno)
    found = compared(queries.calculated(first), queries.calculated(fresh(second)))
    assert [(one.number, one.kind, one.fields) for one in found.changed] == [
        (2, "changed", ("amount",)),
        (3, "removed", ()),
    ]
    assert found.location_mg == total(second) - total(first)


def test_a_correction_that_is_given_up_leaves_nothing(first: Inventory, bruno: Person) -> None:
    second = begun(first, bruno)
    kept(second, bruno, DIESEL)
    actions.remove_row(row=second.activities.get(number=3), by=bruno)
    actions.discard_correction(inventory=second, by=bruno)
    assert list(Inventory.objects.all()) == [first]
    assert begun(first, bruno).version == 2


def test_the_first_version_cannot_be_given_up(inventory: Inventory, bruno: Person) -> None:
    with pytest.raises(rules.NotPossible, match="first version"):
        actions.discard_correction(inventory=inventory, by=bruno)


def test_an_older_inventory_shows_what_newer_factors_would_change(
    inventory: Inventory, bruno: Person, ada: Person
) -> None:
    found = filled(inventory, bruno)
    actions.adopt_edition(inventory=found, name="2025.1", by=bruno)
    first = accepted(found, bruno, ada)
    before = total(first)
    impact = queries.impact_of(first, "2026.1")
    assert impact.changed
    assert impact.location_mg == sum(change.location_mg for change in impact.changed)
    assert total(first) == before
    second = begun(first, bruno, "2026.1")
    assert total(second) - before == impact.location_mg
    assert queries.newer_edition(first) == "2026.1"
    assert queries.newer_edition(second) == ""


def test_an_edition_that_refuses_a_row_is_not_adopted(
    inventory: Inventory, bruno: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = filled(inventory, bruno)
    refused = (Refusal("2", Message("gone", "Gone.")),)

    def one_gone(*arguments: object) -> Impact:
        calculated = queries.calculated(found).result
        return Impact(calculated, calculated, (), refused)

    monkeypatch.setattr(queries, "impact_of", one_gone)
    with pytest.raises(EditionRefuses, match="2"):
        actions.adopt_edition(inventory=found, name="2025.1", by=bruno)
    assert fresh(found).edition == "2026.1"


def test_a_submitted_inventory_keeps_its_edition(inventory: Inventory, bruno: Person) -> None:
    found = filled(inventory, bruno)
    actions.submit(inventory=found, seen_revision=found.revision, by=bruno)
    with pytest.raises(rules.InventoryClosed):
        actions.adopt_edition(inventory=found, name="2025.1", by=bruno)


def test_a_row_of_a_correction_still_leads_to_its_file(first: Inventory, bruno: Person) -> None:
    second = begun(first, bruno)
    row = queries.rows_of(second).select_related("inventory").get(number=1)
    found = queries.upload_of(row)
    assert found is not None
    assert found.inventory_id == first.pk

"""Filling an inventory: files are kept, checked, taken over and undone; all or nothing, and nothing twice."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from klimapakt.foundation.models import AuditEvent
from klimapakt.inventories import actions, queries, rules
from klimapakt.inventories.actions import ReferenceFigures
from klimapakt.inventories.check import Answers
from klimapakt.inventories.enums import UploadState
from klimapakt.inventories.models import Activity, Inventory, Upload
from klimapakt.organisations.models import Organisation, Site
from klimapakt.people.models import Person
from tests.inventories.tables import (
    DIESEL,
    ELECTRICITY,
    GAS,
    UNKNOWN,
    csv_of,
    kept,
    received,
    seal_of,
    taken_over,
)

pytestmark = pytest.mark.django_db


def test_an_inventory_begins_with_the_newest_edition(bakery: Organisation, bruno: Person) -> None:
    assert actions.create_inventory(organisation=bakery, year=2025, by=bruno).edition == "2026.1"


def test_there_is_one_inventory_per_year(inventory: Inventory, bakery: Organisation, bruno: Person) -> None:
    with pytest.raises(rules.InventoryExists):
        actions.create_inventory(organisation=bakery, year=inventory.year, by=bruno)


def test_a_year_that_has_not_begun_has_no_inventory(bakery: Organisation, bruno: Person) -> None:
    with pytest.raises(rules.YearNotPossible):
        actions.create_inventory(organisation=bakery, year=timezone.localdate().year + 1, by=bruno)


def test_looking_at_a_file_writes_no_row(inventory: Inventory, bruno: Person) -> None:
    kept(inventory, bruno, ELECTRICITY, GAS)
    assert Activity.objects.count() == 0


def test_taking_over_writes_what_was_accepted_and_leaves_out_the_rest(
    inventory: Inventory, bruno: Person
) -> None:
    assert taken_over(inventory, bruno, ELECTRICITY, UNKNOWN, GAS).rows == 2
    assert list(Activity.objects.values_list("row_number", flat=True)) == [2, 4]


def test_a_row_keeps_what_was_typed_and_what_it_means(
    inventory: Inventory, bakehouse: Site, bruno: Person
) -> None:
    taken_over(inventory, bruno, GAS)
    row = Activity.objects.get()
    assert (row.label, row.activity, row.amount, row.unit) == (
        "Natural gas",
        "natural_gas",
        Decimal(120000),
        "kWh_Hs",
    )
    assert (row.site, row.period_start, row.quality, row.evidence) == (
        bakehouse,
        date(2024, 1, 1),
        "billed",
        "Bill 18",
    )


def test_amounts_come_back_to_the_last_digit(inventory: Inventory, bruno: Person) -> None:
    row = (*ELECTRICITY[:2], "123456789,012345", *ELECTRICITY[3:])
    taken_over(inventory, bruno, row)
    assert Activity.objects.get().amount == Decimal("123456789.012345")


def test_new_sites_are_created_with_the_take_over_and_not_before(inventory: Inventory, bruno: Person) -> None:
    upload = kept(inventory, bruno, DIESEL)
    assert not Site.objects.filter(name="Delivery vans").exists()
    done = actions.take_over(upload=upload, seal=seal_of(upload), by=bruno)
    assert done.sites == 1
    assert Site.objects.filter(name="Delivery vans").exists()


def test_a_site_the_person_recognises_is_not_created(
    inventory: Inventory, bakehouse: Site, bruno: Person
) -> None:
    upload = kept(inventory, bruno, ("Bakehuose", *ELECTRICITY[1:]))
    actions.take_over(
        upload=upload, seal=seal_of(upload), answers=Answers(sites={"Bakehuose": "Bakehouse"}), by=bruno
    )
    assert Activity.objects.get().site == bakehouse


def test_the_same_bytes_are_kept_once(inventory: Inventory, bruno: Person) -> None:
    first = kept(inventory, bruno, ELECTRICITY)
    again = actions.keep_upload(inventory=inventory, file=received(csv_of(ELECTRICITY), "copy.csv"), by=bruno)
    assert (again.is_new, again.upload.pk) == (False, first.pk)


def test_the_same_bytes_do_not_double_the_total(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    again = actions.keep_upload(inventory=inventory, file=received(csv_of(ELECTRICITY)), by=bruno)
    with pytest.raises(rules.WrongState):
        actions.take_over(upload=again.upload, seal="whatever", by=bruno)
    assert Activity.objects.count() == 1


def test_the_database_refuses_the_same_bytes_twice_whatever_the_program_does(
    inventory: Inventory, bruno: Person
) -> None:
    first = taken_over(inventory, bruno, ELECTRICITY).upload
    with pytest.raises(IntegrityError), transaction.atomic():
        Upload.objects.create(
            inventory=inventory,
            file_name="again.csv",
            sha256=first.sha256,
            size=1,
            numbers="auto",
            table={},
            state=UploadState.TAKEN_OVER,
        )


def test_the_same_bytes_in_another_inventory_are_another_matter(
    inventory: Inventory, bakery: Organisation, bruno: Person
) -> None:
    other = actions.create_inventory(organisation=bakery, year=2023, by=bruno)
    kept(inventory, bruno, ELECTRICITY)
    assert actions.keep_upload(inventory=other, file=received(csv_of(ELECTRICITY)), by=bruno).is_new


def test_the_same_rows_in_another_file_are_not_taken_twice(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    assert taken_over(inventory, bruno, GAS, ELECTRICITY).rows == 1
    assert Activity.objects.filter(activity="electricity").count() == 1


def test_a_renamed_site_does_not_hide_that_a_row_is_there_already(
    inventory: Inventory, bakehouse: Site, bruno: Person
) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    bakehouse.name = "Bakehouse North"
    bakehouse.save()
    upload = kept(inventory, bruno, ("Bakehouse North", *ELECTRICITY[1:]), GAS)
    assert len(queries.checked(upload, date(2026, 1, 1)).drafts()) == 1


def test_a_decision_on_an_outdated_check_writes_nothing(inventory: Inventory, bruno: Person) -> None:
    upload = kept(inventory, bruno, ELECTRICITY, GAS)
    seal = seal_of(upload)
    taken_over(inventory, bruno, GAS)
    with pytest.raises(rules.CheckOutdated):
        actions.take_over(upload=upload, seal=seal, by=bruno)
    assert Activity.objects.count() == 1


def test_a_file_without_a_usable_row_cannot_be_taken_over(inventory: Inventory, bruno: Person) -> None:
    upload = kept(inventory, bruno, UNKNOWN)
    with pytest.raises(rules.NotPossible):
        actions.take_over(upload=upload, seal=seal_of(upload), by=bruno)
    upload.refresh_from_db()
    assert upload.state == UploadState.CHECKED


def test_undoing_removes_the_rows_of_this_file_only(inventory: Inventory, bruno: Person) -> None:
    upload = taken_over(inventory, bruno, ELECTRICITY).upload
    taken_over(inventory, bruno, GAS)
    assert actions.undo_upload(upload=upload, by=bruno) == 1
    assert [row.activity for row in Activity.objects.all()] == ["natural_gas"]


def test_an_undone_file_can_be_taken_over_again_under_new_numbers(
    inventory: Inventory, bruno: Person
) -> None:
    upload = taken_over(inventory, bruno, ELECTRICITY).upload
    actions.undo_upload(upload=upload, by=bruno)
    actions.take_over(upload=upload, seal=seal_of(upload), by=bruno)
    assert Activity.objects.get().number == 2


def test_what_was_not_taken_over_cannot_be_undone(inventory: Inventory, bruno: Person) -> None:
    with pytest.raises(rules.WrongState):
        actions.undo_upload(upload=kept(inventory, bruno, ELECTRICITY), by=bruno)


def test_a_file_that_counts_cannot_be_deleted(inventory: Inventory, bruno: Person) -> None:
    upload = taken_over(inventory, bruno, ELECTRICITY).upload
    with pytest.raises(rules.WrongState):
        actions.discard_upload(upload=upload, by=bruno)


def test_deleting_a_file_removes_its_bytes(
    inventory: Inventory, bruno: Person, django_capture_on_commit_callbacks: object
) -> None:
    upload = kept(inventory, bruno, ELECTRICITY)
    name = upload.content.name or ""
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # a fixture without a type
        actions.discard_upload(upload=upload, by=bruno)
    assert not default_storage.exists(name)


def test_a_deleted_file_cannot_be_taken_over(inventory: Inventory, bruno: Person) -> None:
    upload = kept(inventory, bruno, ELECTRICITY)
    stale = Upload.objects.get(pk=upload.pk)
    actions.discard_upload(upload=upload, by=bruno)
    with pytest.raises(rules.UploadGone):
        actions.take_over(upload=stale, seal="whatever", by=bruno)


def test_the_stored_bytes_are_those_that_came(inventory: Inventory, bruno: Person) -> None:
    upload = kept(inventory, bruno, ELECTRICITY)
    with upload.content.open("rb") as stored:
        assert stored.read() == csv_of(ELECTRICITY)


def test_the_stored_file_carries_no_name_of_its_sender(inventory: Inventory, bruno: Person) -> None:
    upload = actions.keep_upload(
        inventory=inventory, file=received(csv_of(GAS), "../../x.php"), by=bruno
    ).upload
    assert "php" not in (upload.content.name or "")
    assert upload.file_name == "x.php"


def test_the_number_of_a_deleted_row_is_not_given_again(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, ELECTRICITY, GAS)
    actions.remove_row(row=Activity.objects.get(number=2), by=bruno)
    taken_over(inventory, bruno, DIESEL)
    assert list(Activity.objects.values_list("number", flat=True)) == [1, 3]


def test_deleting_a_row_twice_is_deleting_it_once(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    row, stale = Activity.objects.get(), Activity.objects.get()
    actions.remove_row(row=row, by=bruno)
    actions.remove_row(row=stale, by=bruno)
    assert AuditEvent.objects.filter(what="row.removed").count() == 1


def test_every_act_leaves_one_event(inventory: Inventory, bruno: Person) -> None:
    before = AuditEvent.objects.count()
    upload = kept(inventory, bruno, ELECTRICITY)
    actions.take_over(upload=upload, seal=seal_of(upload), by=bruno)
    actions.undo_upload(upload=upload, by=bruno)
    actions.discard_upload(upload=upload, by=bruno)
    assert list(AuditEvent.objects.order_by("sequence").values_list("what", flat=True)[before:]) == [
        "upload.kept",
        "upload.taken_over",
        "upload.undone",
        "upload.discarded",
    ]


def test_the_event_does_not_tell_the_name_of_the_file(inventory: Inventory, bruno: Person) -> None:
    actions.keep_upload(inventory=inventory, file=received(csv_of(GAS), "Müller Lohn.csv"), by=bruno)
    assert "Müller" not in AuditEvent.objects.get(what="upload.kept").details


def test_reference_figures_reach_the_result(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, GAS)
    figures = ReferenceFigures(turnover_eur=Decimal(2_000_000))
    inventory = actions.set_reference_figures(inventory=inventory, figures=figures, by=bruno)
    assert queries.calculated(inventory).result.vsme_b3.intensity_t_per_million_eur is not None


def test_what_must_never_be_false_is_refused_by_the_database(inventory: Inventory) -> None:
    facts = {"inventory": inventory, "number": 1, "label": "x", "unit": "kWh", "activity": "electricity"}
    for wrong in (
        {"amount": -1},
        {"amount": 1, "factor_id": "both"},
        {"amount": 1, "activity": ""},
        {"amount": 1, "period_start": date(2024, 2, 1), "period_end": date(2024, 1, 1)},
        {"amount": 1, "period_start": date(2024, 2, 1)},
        {"amount": 1, "quality": "guessed"},
        {"amount": 1, "unit": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Activity.objects.create(**{**facts, **wrong})

"""A pact goes into a file and comes out of it in another installation: nothing is lost or nothing done."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from klimapakt.agreements.enums import Party, Way
from klimapakt.foundation import verification
from klimapakt.foundation.guards import is_guarded
from klimapakt.foundation.mail.enums import MailState
from klimapakt.foundation.models import AuditEvent, CarriedEvent
from klimapakt.handover import archive, versions
from klimapakt.handover.actions import Imported, import_pact
from klimapakt.handover.exporting import Exported, export
from klimapakt.handover.refusals import Damaged, DoesNotFit, FileMissing, OtherVersion, PactExists
from klimapakt.inventories import verification as inventories
from klimapakt.inventories.actions import begin_correction, create_inventory
from klimapakt.inventories.billing import key_of
from klimapakt.inventories.enums import CommuteMode, RowOrigin
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.inventories.queries import history_of
from klimapakt.organisations.actions import (
    OrganisationFacts,
    SiteFacts,
    create_organisation,
    create_site,
    give_role,
)
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import over_all_pacts, within
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person
from tests.agreements.documents import agreement_of
from tests.handover.daily_work import work_of_the_office
from tests.handover.wiping import files_of, names_in, picture, wipe
from tests.inventories.metering import bill_of, meter_of, survey_of
from tests.inventories.tables import taken_over
from tests.inventories.versions import accepted, filled, staff
from tests.pacts.two_cities import OtherCity
from tests.privacy.planting import plant

EMPTY_HERE: list[str] = []
_YEAR = ("2021-01-01", "2021-12-31")
pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "pact.zip"


@pytest.fixture
def rich(neighbour: OtherCity) -> OtherCity:
    """The other city, with an agreement and an inventory that is accepted and corrected."""
    member = plant(neighbour).person
    with within(neighbour.pact):
        organisation = neighbour.things.organisation
        one = agreement_of(organisation)
        one.signatures.create(
            party=Party.MEMBER, way=Way.PORTAL, name="Zoë", function="Head", signed_at=timezone.now()
        )
        survey_of(neighbour.things.inventory).answers.create(
            mode=CommuteMode.BICYCLE_OR_FOOT, km_one_way=3, days_per_week=5
        )
        work_of_the_office(neighbour)
        bill = bill_of(meter_of(organisation))
        Activity.objects.filter(inventory=neighbour.things.inventory).update(
            origin=RowOrigin.BILL, origin_key=key_of(bill.pk)
        )
        create_site(organisation=organisation, facts=SiteFacts("Bakehouse"), by=member)
        year = create_inventory(organisation=organisation, year=2021, by=member)
        taken_over(year, member, ("Bakehouse", "Electricity", "48000", "kWh", *_YEAR, "billed", "Bill", ""))
        year = accepted(year, member, staff("reviewer@qanari.example.org"))
        begin_correction(inventory=year, reason="A bill came late", with_edition=year.edition, by=member)
    return neighbour


def exported(pact: Pact, file: Path) -> Exported:
    return export(pact, file, lambda part, count: None)


def imported(file: Path, host: str | None = None) -> Imported:
    return import_pact(file, lambda part, count: None, host=host)


def somebody_is_there() -> Pact:
    """Make a pact with rows of its own, so that numbers of rows are others here than they were there."""
    third = Pact.objects.create(slug="third", name="Third", city="Third", host="third.localhost")
    with within(third):
        person = create_person(email="lea@third.example.org", name="Lea", by=None)
        organisation = create_organisation(facts=OrganisationFacts("Third", "Third"), by=None)
        give_role(organisation=organisation, person=person, kind=RoleKind.MANAGEMENT, by=None)
        give_office_role(person=person, kind=OfficeKind.LEAD, by=None)
        agreement_of(organisation)
        bill_of(meter_of(organisation))
        create_site(organisation=organisation, facts=SiteFacts("Bakehouse"), by=person)
        filled(create_inventory(organisation=organisation, year=2024, by=person), person)
    return third


def as_it_arrives(mails: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return e-mails as history: what waited leaves from where it waits, and secrets stay there."""
    waiting = (MailState.QUEUED, MailState.SENDING)
    rests = {"state": MailState.SUPPRESSED, "next_attempt_at": None}
    return [{**one, "secrets": "", **(rests if one["state"] in waiting else {})} for one in mails]


def test_nothing_is_lost_on_the_way_into_another_installation(rich: OtherCity, file: Path) -> None:
    before = dict(picture(rich.pact))
    contents = files_of(before)
    exported(rich.pact, file)
    wipe()
    somebody_is_there()
    done = imported(file)
    after = picture(done.pact)
    before["foundation.OutgoingMail"] = as_it_arrives(before["foundation.OutgoingMail"])
    assert {name: rows for name, rows in before.items() if rows != after[name]} == {}
    assert [name for name, rows in before.items() if not rows] == EMPTY_HERE
    assert files_of(after) == contents
    assert (done.rows, len(contents) >= 3) == (sum(map(len, before.values())), True)


def test_what_was_accepted_is_still_what_was_frozen_and_cannot_be_changed(
    rich: OtherCity, file: Path
) -> None:
    exported(rich.pact, file)
    wipe()
    done = imported(file)
    verdict = inventories.verify()
    assert (verdict.checked, verdict.faults) == (1, ())
    assert verification.verify().fault is None
    assert is_guarded(connection)
    with within(done.pact), pytest.raises(DatabaseError), transaction.atomic():
        Activity.objects.filter(inventory__status="accepted").update(amount=1)


def told_of(inventory: Inventory) -> list[tuple[str, datetime, str]]:
    """Return what the history of an inventory says: what, when, who."""
    found = [(one.what, one.at, one.by) for one in history_of(inventory)]
    return [(what, at, by.email if isinstance(by, Person) else "") for what, at, by in found]


def test_the_history_still_tells_who_did_what(rich: OtherCity, file: Path) -> None:
    with within(rich.pact):
        year = Inventory.objects.get(status="accepted")
        told = told_of(year)
    exported(rich.pact, file)
    wipe()
    somebody_is_there()
    done = imported(file)
    with within(done.pact):
        assert told_of(year) == told
    assert "reviewer@qanari.example.org" in {who for _what, _at, who in told}


def test_our_own_chain_notes_what_was_taken_over(rich: OtherCity, file: Path) -> None:
    done_there = exported(rich.pact, file)
    wipe()
    imported(file)
    entry = AuditEvent.objects.get(what="pact.imported")
    assert json.loads(entry.details)["manifest"] == done_there.manifest_sha256


def test_an_installation_with_one_pact_hands_its_whole_chain_over(file: Path, bakery: Organisation) -> None:
    pact = bakery.pact
    count = AuditEvent.objects.count()
    assert exported(pact, file).events == count
    wipe()
    imported(file)
    assert CarriedEvent.objects.count() == count


def test_of_several_pacts_only_what_is_about_this_one_travels(rich: OtherCity, file: Path) -> None:
    with within(rich.pact):
        kept = {str(one.pk) for one in Inventory.objects.all()}
    exported(rich.pact, file)
    with zipfile.ZipFile(file) as packed:
        told = [json.loads(line) for line in packed.read("audit.jsonl").splitlines()]
        people = [
            json.loads(line)["email"] for line in packed.read("tables/people.Person.jsonl").splitlines()
        ]
    about = {one["subject_id"] for one in told if one["subject_type"] == "inventories.inventory"}
    assert about <= kept
    assert 0 < len(told) < AuditEvent.objects.count()
    assert "carla@metal.example.org" not in people


def test_what_came_along_travels_on(rich: OtherCity, file: Path, tmp_path: Path) -> None:
    exported(rich.pact, file)
    wipe()
    second = tmp_path / "second.zip"
    first = imported(file)
    count = CarriedEvent.objects.count()
    exported(first.pact, second)
    wipe()
    imported(second)
    assert CarriedEvent.objects.count() > count
    assert inventories.verify().faults == ()


def test_new_accounts_have_no_password_and_known_ones_stay_as_they_are(rich: OtherCity, file: Path) -> None:
    exported(rich.pact, file)
    wipe()
    create_person(
        email="bruno@bakery.example.org", name="Bruno here", password="Sauerteig-ueber-Nacht", by=None
    )
    done = imported(file)
    assert done.known_accounts == 1
    known = Person.objects.get(email="bruno@bakery.example.org")
    assert (known.name, known.has_usable_password()) == ("Bruno here", True)
    new = Person.objects.get(email=rich.member.email)
    assert not new.has_usable_password()
    with within(done.pact):
        assert new.roles.count() == 1


def test_no_password_and_no_secret_leaves_the_installation(rich: OtherCity, file: Path) -> None:
    exported(rich.pact, file)
    with zipfile.ZipFile(file) as packed:
        everything = b"".join(packed.read(name) for name in packed.namelist()).decode("utf-8", "ignore")
    assert rich.member.password not in everything
    assert '"secrets":"g' not in everything


def test_a_pact_that_is_here_is_not_written_into(rich: OtherCity, file: Path) -> None:
    exported(rich.pact, file)
    before = picture(rich.pact)
    with pytest.raises(PactExists, match="pact_exists") as refused:
        imported(file)
    assert str(rich.pact.pk) in refused.value.message.text()
    assert picture(rich.pact) == before


def test_a_host_that_is_taken_can_be_replaced(rich: OtherCity, file: Path) -> None:
    exported(rich.pact, file)
    wipe()
    Pact.objects.create(slug="third", name="Third", city="Third", host=rich.pact.host)
    with pytest.raises(PactExists, match="pact_exists") as refused:
        imported(file)
    assert "--host" in refused.value.message.text()
    assert imported(file, host="new.localhost").pact.host == "new.localhost"


def test_another_version_is_refused_with_both_named(
    rich: OtherCity, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported(rich.pact, file)
    wipe()
    monkeypatch.setattr("klimapakt.handover.versions.program", lambda: "Klimapakt 99")
    with pytest.raises(OtherVersion, match="other_version") as refused:
        imported(file)
    assert "Klimapakt 99" in refused.value.message.text()


def test_tables_of_another_migration_are_refused(
    rich: OtherCity, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported(rich.pact, file)
    wipe()
    here = {**versions.tables(), "measures": "0099_later"}
    monkeypatch.setattr("klimapakt.handover.versions.tables", lambda: here)
    with pytest.raises(OtherVersion, match="other_version") as refused:
        imported(file)
    assert "measures 0099_later" in refused.value.message.text()


def test_every_turned_byte_is_found_or_changes_nothing(rich: OtherCity, file: Path, tmp_path: Path) -> None:
    exported(rich.pact, file)
    content = file.read_bytes()
    bent = tmp_path / "bent.zip"
    whole = contents_of(file)
    found = 0
    for place in Random(7).sample(range(len(content)), 120):  # noqa: S311  # not for secrets
        bent.write_bytes(content[:place] + bytes([content[place] ^ 0x41]) + content[place + 1 :])
        try:
            assert contents_of(bent) == whole
        except Damaged:
            found += 1
    assert found > 100


def contents_of(file: Path) -> dict[str, bytes]:
    with archive.opened(file) as reading:
        return {str(part["name"]): reading.file(part["name"]).read() for part in reading.manifest["parts"]}


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_half_a_file_is_no_file(share: float, rich: OtherCity, file: Path) -> None:
    exported(rich.pact, file)
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * share)])
    wipe()
    with pytest.raises(Damaged, match="damaged"):
        imported(file)
    assert not Pact.objects.exists()


def test_a_row_that_was_changed_with_its_hashes_is_refused_by_the_chain(rich: OtherCity, file: Path) -> None:
    exported(rich.pact, file)
    rewritten(file, "audit.jsonl", lambda text: text.replace("inventory.accepted", "inventory.returned"))
    wipe()
    with pytest.raises(Damaged, match="damaged") as refused:
        imported(file)
    assert "does not match its hash" in refused.value.message.text()


def test_what_fails_in_the_middle_leaves_nothing_behind(rich: OtherCity, file: Path) -> None:
    shown = picture(rich.pact)
    exported(rich.pact, file)
    rewritten(
        file,
        "tables/measures.Measure.jsonl",
        lambda text: text.replace('"field":"electricity"', '"field":"?"'),
    )
    wipe()
    for name in files_of(shown):
        default_storage.delete(name)
    with pytest.raises(DoesNotFit, match="does_not_fit"):
        imported(file)
    with over_all_pacts():
        assert not Pact.objects.exists()
        assert not Person.objects.exists()
    assert [name for name in names_in(shown) if default_storage.exists(name)] == []
    assert is_guarded(connection)


def test_a_file_that_is_missing_stops_the_export_before_anything_is_lost(rich: OtherCity, file: Path) -> None:
    default_storage.delete(rich.things.evidence.content.name or "")
    with pytest.raises(FileMissing, match="file_missing"):
        exported(rich.pact, file)
    assert not file.exists()


def test_a_row_that_points_at_nothing_is_refused(rich: OtherCity, file: Path) -> None:
    exported(rich.pact, file)
    gone = str(rich.things.site.pk)
    rewritten(
        file,
        "tables/organisations.Site.jsonl",
        lambda text: "".join(line for line in text.splitlines(keepends=True) if gone not in line),
    )
    wipe()
    with pytest.raises(DoesNotFit, match="does_not_fit"):
        imported(file)
    with over_all_pacts():
        assert not Pact.objects.exists()


def rewritten(file: Path, name: str, change: Callable[[str], str]) -> None:
    """Change a part and set its hash anew, as somebody would who knows the format."""
    with zipfile.ZipFile(file) as packed:
        parts = {one: packed.read(one) for one in packed.namelist()}
    before = parts[name]
    parts[name] = change(before.decode()).encode()
    assert parts[name] != before
    manifest = json.loads(parts["manifest.json"])
    part = next(one for one in manifest["parts"] if one["name"] == name)
    part |= {"bytes": len(parts[name]), "sha256": hashlib.sha256(parts[name]).hexdigest()}
    part["rows"] = parts[name].count(b"\n")
    parts["manifest.json"] = json.dumps(manifest).encode()
    parts["manifest.sha256"] = hashlib.sha256(parts["manifest.json"]).hexdigest().encode()
    with zipfile.ZipFile(file, "w") as packed:
        for one, content in parts.items():
            packed.writestr(one, content)

"""From issuing to the package: who may sign what, which bytes count, and what proves it."""

import hashlib
import io
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from klimapakt.agreements import actions, check_package, proving, queries, rules, sealing
from klimapakt.agreements.actions import Given, Terms
from klimapakt.agreements.checking import NotCheckable
from klimapakt.agreements.enums import AgreementState, FileKind, Party, Way
from klimapakt.agreements.in_force import seal_key
from klimapakt.agreements.models import Agreement, AgreementFile, Signature
from klimapakt.agreements.wording import Signatory, Template, template
from klimapakt.foundation import guards
from klimapakt.memberships import actions as memberships
from klimapakt.memberships.enums import Source, Stage
from klimapakt.memberships.models import Membership
from klimapakt.organisations.actions import give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import adopt_preset, give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import Pact
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person
from tests.cast import PASSWORD, SignIn

pytestmark = pytest.mark.django_db
BRUNO = Signatory("Bruno Keller", "Geschäftsführer", "einzelvertretungsberechtigt")
SIGRID = Signatory("Sigrid Stadt", "Beigeordnete", "Vollmacht")


@pytest.fixture(autouse=True)
def _office(pact: Pact, ada: Person, settings: LazySettings, tmp_path: Path) -> None:
    settings.KLIMA_DEMO_SEAL = tmp_path / "seal"
    adopt_preset(preset="duesseldorf", by=None)
    Pact.objects.update(contact_email="office@city.example.org")
    give_office_role(person=ada, kind=OfficeKind.CASE_WORKER, by=None)


@pytest.fixture
def sigrid() -> Person:
    """Who signs for the city."""
    person = create_person(email="sigrid@city.example.org", name="Sigrid Stadt", password=PASSWORD, by=None)
    give_office_role(person=person, kind=OfficeKind.SIGNATORY, by=None)
    return person


@pytest.fixture
def membership(bakery: Organisation, bruno: Person) -> Membership:
    """The bakery in talks; Bruno is its management."""
    give_role(organisation=bakery, person=bruno, kind=RoleKind.MANAGEMENT, by=None)
    return memberships.begin(organisation=bakery, source=Source.OFFICE, by=None, stage=Stage.TALK)


def text(key: str = "climate-agreement") -> Template:
    found = template(key)
    assert found
    return found


def terms(**changed: object) -> Terms:
    given = {
        "joins_on": timezone.localdate(),
        "member_address": "Kornstraße 7, 40213 Musterstadt",
        "member_signatory": BRUNO,
        "city_address": "Marktplatz 1, 40213 Musterstadt",
        "city_signatory": SIGRID,
        "office": "Geschäftsstelle Klimapakt",
    }
    return Terms(**{**given, **changed})  # type: ignore[arg-type]  # the fields of the class


@pytest.fixture
def agreement(membership: Membership, ada: Person) -> Agreement:
    """An agreement issued to the bakery."""
    return actions.issue_agreement(membership=membership, template=text(), terms=terms(), by=ada)


def given(one: Agreement, who: Signatory = BRUNO) -> Given:
    return Given(who, one.sha256, "Passwort")


@pytest.fixture
def in_force(agreement: Agreement, bruno: Person, sigrid: Person) -> Agreement:
    """The agreement signed by both."""
    actions.sign_in_portal(agreement=agreement, given=given(agreement), by=bruno)
    return actions.countersign(agreement=agreement, given=given(agreement, SIGRID), by=sigrid)


def test_issuing_keeps_the_very_bytes_and_moves_the_membership(agreement: Agreement) -> None:
    file = AgreementFile.objects.get(agreement=agreement, kind=FileKind.ISSUED)
    assert bytes(file.content).startswith(b"%PDF-1.7")
    assert hashlib.sha256(bytes(file.content)).hexdigest() == agreement.sha256
    assert queries.newest_file(agreement, FileKind.READING)
    agreement.membership.refresh_from_db()
    assert agreement.membership.stage == Stage.ISSUED


def test_what_was_issued_can_neither_be_changed_nor_deleted(agreement: Agreement) -> None:
    guards.guard(connection)
    for change in (
        lambda: AgreementFile.objects.filter(agreement=agreement).update(content=b"x"),
        lambda: AgreementFile.objects.filter(agreement=agreement).delete(),
        lambda: Agreement.objects.filter(pk=agreement.pk).update(sha256="0" * 64),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_only_who_prepares_agreements_issues_one(
    membership: Membership, bruno: Person, sigrid: Person
) -> None:
    for person in (bruno, sigrid):
        with pytest.raises(rules.NotSignatory):
            actions.issue_agreement(membership=membership, template=text(), terms=terms(), by=person)
    assert not Agreement.objects.exists()


def test_braces_of_a_person_stay_text(membership: Membership, ada: Person) -> None:
    special = terms(special_terms=("Wir zahlen {{city.name}} und {% now %} nichts.",))
    one = actions.issue_agreement(membership=membership, template=text(), terms=special, by=ada)
    assert queries.values_in(one).special_terms == special.special_terms


def test_both_sides_sign_and_the_organisation_is_a_member(in_force: Agreement) -> None:
    assert in_force.state == AgreementState.IN_FORCE
    membership = Membership.objects.get(pk=in_force.membership_id)
    assert membership.stage == Stage.ACTIVE
    assert membership.signed_on == membership.joined_on == timezone.localdate()
    assert [one.party for one in queries.signatures_of(in_force)] == [Party.MEMBER, Party.CITY]
    sealed = queries.newest_file(in_force, FileKind.SEALED)
    assert sealed
    assert sealed.report["passed"] is True
    assert "Demo" in sealed.report["signatures"][0]["signer"]["subject"]


def test_signing_twice_has_one_effect(agreement: Agreement, bruno: Person, sigrid: Person) -> None:
    actions.sign_in_portal(agreement=agreement, given=given(agreement), by=bruno)
    with pytest.raises(rules.NotSignable):
        actions.sign_in_portal(agreement=agreement, given=given(agreement), by=bruno)
    actions.countersign(agreement=agreement, given=given(agreement, SIGRID), by=sigrid)
    with pytest.raises(rules.NotSignable):
        actions.countersign(agreement=agreement, given=given(agreement, SIGRID), by=sigrid)
    assert Signature.objects.count() == 2


def test_the_city_does_not_sign_first(agreement: Agreement, sigrid: Person) -> None:
    with pytest.raises(rules.NotSignable):
        actions.countersign(agreement=agreement, given=given(agreement, SIGRID), by=sigrid)


def test_another_document_than_the_one_shown_is_not_signed(agreement: Agreement, bruno: Person) -> None:
    with pytest.raises(rules.AnotherFile):
        actions.sign_in_portal(agreement=agreement, given=Given(BRUNO, "0" * 64), by=bruno)


def test_a_withdrawn_document_is_not_signed_and_another_can_be_issued(
    agreement: Agreement, membership: Membership, ada: Person, bruno: Person
) -> None:
    actions.withdraw(agreement=agreement, reason="falscher Name", by=ada)
    with pytest.raises(rules.NotSignable):
        actions.sign_in_portal(agreement=agreement, given=given(agreement), by=bruno)
    membership.refresh_from_db()
    assert membership.stage == Stage.TALK
    again = actions.issue_agreement(membership=membership, template=text(), terms=terms(), by=ada)
    assert again.number != agreement.number


def test_only_management_signs_for_a_member(agreement: Agreement, carla: Person, ada: Person) -> None:
    give_role(
        organisation=agreement.membership.organisation, person=carla, kind=RoleKind.CLIMATE_CONTACT, by=None
    )
    for person in (carla, ada):
        with pytest.raises(rules.NotManagement):
            actions.sign_in_portal(agreement=agreement, given=given(agreement), by=person)


def signed_outside(one: Agreement) -> bytes:
    """Return the issued file with a signature made with a key the pact's list trusts."""
    content = queries.issued_of(one).content
    return sealing.seal(content, key=seal_key(), reason="signed").content


def test_a_file_that_was_signed_outside_is_checked_and_kept(agreement: Agreement, bruno: Person) -> None:
    content = signed_outside(agreement)
    signature = actions.take_signed_file(
        agreement=agreement, content=content, given=given(agreement), by=bruno
    )
    assert signature.way == Way.FILE
    assert signature.file
    assert bytes(signature.file.content) == content


def reading(one: Agreement) -> bytes:
    """Return the translation for reading, which nobody is to sign."""
    file = queries.newest_file(one, FileKind.READING)
    assert file
    return bytes(file.content)


@pytest.mark.parametrize("what", ["unsigned", "flipped", "appended", "another"])
def test_a_file_with_anything_to_object_to_is_refused_with_reasons(
    what: str, agreement: Agreement, bruno: Person
) -> None:
    content = signed_outside(agreement)
    flipped = bytearray(content)
    flipped[5_000] ^= 1
    wrong = {
        "unsigned": queries.issued_of(agreement).content,
        "flipped": bytes(flipped),
        "appended": content + b"% more",
        "another": sealing.seal(reading(agreement), key=seal_key(), reason="x").content,
    }[what]
    with pytest.raises((rules.CheckNotPassed, NotCheckable)) as refused:
        actions.take_signed_file(agreement=agreement, content=wrong, given=given(agreement), by=bruno)
    if isinstance(refused.value, rules.CheckNotPassed):
        assert refused.value.reasons
    assert not Signature.objects.exists()


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7\n1 0 obj", b"x" * (26 * 1024 * 1024)])
def test_what_is_no_signed_pdf_is_refused_with_a_sentence(
    content: bytes, agreement: Agreement, bruno: Person
) -> None:
    with pytest.raises(NotCheckable):
        actions.take_signed_file(agreement=agreement, content=content, given=given(agreement), by=bruno)


def test_paper_counts_when_a_second_person_has_looked(agreement: Agreement, ada: Person) -> None:
    ole = create_person(email="ole2@city.example.org", name="Ole", password=PASSWORD, by=None)
    give_office_role(person=ole, kind=OfficeKind.LEAD, by=None)
    actions.enter_paper(agreement=agreement, content=b"%PDF-1.4 scan", signatory=BRUNO, by=ada)
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.ISSUED
    with pytest.raises(rules.SecondPersonNeeded):
        actions.confirm_paper(agreement=agreement, by=ada)
    actions.confirm_paper(agreement=agreement, by=ole)
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.SIGNED


def test_a_scan_of_80_mb_or_a_picture_is_refused(agreement: Agreement, ada: Person) -> None:
    for content in (b"%PDF-" + b"0" * (80 * 1024 * 1024), b"\xff\xd8\xff"):
        with pytest.raises(rules.NoScan):
            actions.enter_paper(agreement=agreement, content=content, signatory=BRUNO, by=ada)


@pytest.mark.parametrize(
    ("page", "is_office"), [("portal:agreement_upload", False), ("office:agreement_paper", True)]
)
def test_a_file_of_80_mb_is_refused_on_the_page_without_being_taken_in(
    page: str, is_office: bool, agreement: Agreement, request: pytest.FixtureRequest, sign_in: SignIn
) -> None:
    client = sign_in(request.getfixturevalue("ada" if is_office else "bruno"))
    scan = SimpleUploadedFile("scan.pdf", b"%PDF-" + bytes(80 * 1024 * 1024))
    filled = {"name": "Bruno Keller", "function": "Geschäftsführer", "mandate": "allein", "file": scan}
    answer = client.post(reverse(page, args=[agreement.pk]), filled)
    assert "25 MB" in answer.content.decode()
    assert not Signature.objects.exists()
    assert not AgreementFile.objects.filter(kind__in=[FileKind.UPLOADED, FileKind.SCAN]).exists()


def test_the_package_holds_the_file_that_was_signed_outside(
    agreement: Agreement, bruno: Person, sigrid: Person
) -> None:
    content = signed_outside(agreement)
    actions.take_signed_file(agreement=agreement, content=content, given=given(agreement), by=bruno)
    one = actions.countersign(agreement=agreement, given=given(agreement, SIGRID), by=sigrid)
    with zipfile.ZipFile(io.BytesIO(proving.package_of(one).content)) as package:
        assert package.read(f"{one.number}-uploaded.pdf") == content


def test_a_letter_of_intent_makes_no_member(
    membership: Membership, ada: Person, bruno: Person, sigrid: Person
) -> None:
    one = actions.issue_agreement(
        membership=membership, template=text("letter-of-intent"), terms=terms(), by=ada
    )
    actions.sign_in_portal(agreement=one, given=given(one), by=bruno)
    actions.countersign(agreement=one, given=given(one, SIGRID), by=sigrid)
    membership.refresh_from_db()
    assert membership.stage == Stage.LETTER_OF_INTENT


def checked(package: bytes, folder: Path) -> tuple[int, str]:
    """Check a package as an auditor does: with the script inside it, Python alone, in an empty folder."""
    (folder / "package.zip").write_bytes(package)
    (folder / "check_package.py").write_bytes(Path(check_package.__file__).read_bytes())
    done = subprocess.run(
        [sys.executable, "-I", "check_package.py", "package.zip"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_the_package_is_checked_offline_and_a_flip_is_named(in_force: Agreement, tmp_path: Path) -> None:
    package = proving.package_of(in_force)
    status, said = checked(package.content, tmp_path)
    assert status == 0, said
    names = zipfile.ZipFile(io.BytesIO(package.content)).namelist()
    assert f"{in_force.number}-signed.pdf" in names
    broken = bytearray(package.content)
    place = package.content.index(b"%PDF-1.7") + 1000
    broken[place] ^= 4
    status, said = checked(bytes(broken), tmp_path)
    assert status != 0
    assert f"{in_force.number}-" in said


def test_the_package_says_when_it_was_issued_and_signed(in_force: Agreement) -> None:
    rows = queries.audit_of(in_force)
    assert {"agreement.issued", "agreement.signed", "agreement.in_force"} <= {
        str(row["what"]) for row in rows
    }
    assert datetime.now(UTC) > in_force.issued_at

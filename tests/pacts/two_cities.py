"""A second city beside that of the four persons, with a word of its own in every field that is private.

``CANARY`` begins each of these words; no page of the first city may ever show it.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klimapakt.foundation.mail import actions as mail
from klimapakt.foundation.mail.actions import Failure
from klimapakt.foundation.mail.enums import MailProblem
from klimapakt.foundation.models import OutgoingMail
from klimapakt.inventories import actions, queries
from klimapakt.inventories.actions import Assessment, BillFacts, MeterFacts, ReferenceFigures
from klimapakt.inventories.enums import Relevance
from klimapakt.inventories.evidence.accepting import accepted
from klimapakt.inventories.external import ExternalFacts
from klimapakt.inventories.models import Activity, EvidenceFile, Inventory, Upload
from klimapakt.measures.actions import MeasureFacts, list_measure
from klimapakt.measures.enums import Field
from klimapakt.measures.models import Measure
from klimapakt.memberships import actions as memberships
from klimapakt.memberships.actions import Interest
from klimapakt.memberships.enums import Source
from klimapakt.memberships.models import JoinRequest, Membership
from klimapakt.organisations.actions import (
    OrganisationFacts,
    SiteFacts,
    create_organisation,
    create_site,
    give_role,
)
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.mail_kinds import ROLE_CHANGED
from klimapakt.organisations.models import Organisation, Role, Site
from klimapakt.pacts.actions import PactFacts, create_pact, give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import within
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person
from tests.cast import PASSWORD
from tests.inventories.metering import survey_of
from tests.inventories.proofs import a_pdf
from tests.inventories.tables import HEADINGS, csv_of, received, taken_over
from tests.inventories.versions import fresh
from tests.organisations.invitations import invited
from tests.organisations.mandates import offered
from tests.portal.addresses import Things

CANARY: Final = "Qanari"
HOST: Final = "neighbour.localhost"


@dataclass(frozen=True)
class OtherCity:
    """The other pact and what is in it; ``things`` are those of its one company."""

    pact: Pact
    things: Things
    submitted: Inventory
    external: Inventory
    asked: int
    member: Person
    office: Person
    membership: Membership
    request: JoinRequest


def word(field: str) -> str:
    """Return the word that stands in a private field of the other city."""
    return f"{CANARY} {field}"


def other_city(*, also_acting: tuple[Person, ...] = ()) -> OtherCity:
    """Make the other city; whoever is named acts for its company too, as management."""
    facts = PactFacts(
        name=word("Pact"), city=word("City"), host=HOST, slug="neighbour", contact_email=_address("contact")
    )
    pact = create_pact(facts=facts, preset="krefeld", by=None)
    with within(pact):
        return _filled(pact, also_acting)


def at_neighbours(person: Person) -> Client:
    """Return the browser of somebody who signs in at the other city."""
    client = Client(headers={"accept-language": "en", "host": HOST})
    answer = client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def office_of(neighbour: OtherCity) -> Client:
    """Return the browser of the office there, with its second factor."""
    client = at_neighbours(neighbour.office)
    TOTP.activate(neighbour.office, generate_totp_secret())
    return client


def dead_mail(pact: Pact, to: str) -> OutgoingMail:
    """Return a mail of a pact that could not be delivered."""
    words = {"name": "Bakery", "who": "Bruno", "role": "Press", "person": "Mina"}
    with within(pact):
        written, _ = mail.write(to=to, kind=ROLE_CHANGED, language="en", context=words, key="")
    taken = mail.claim(pk=written.pk, at=timezone.now())
    assert taken is not None
    refused = Failure(MailProblem.ADDRESS_REFUSED, 550, is_final=True)
    mail.note_failure(mail=taken, failure=refused, at=timezone.now())
    return OutgoingMail.objects.get(pk=written.pk)


def not_found(client: Client, method: str, address: str) -> str:
    """Return a page that is not there, without what differs from request to request."""
    response = client.generic(method, address)
    assert response.status_code == 404, address
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return page.replace(address, "")


def _filled(pact: Pact, also_acting: tuple[Person, ...]) -> OtherCity:
    member, office = _person("Member"), _person("Office")
    give_office_role(person=office, kind=OfficeKind.LEAD, by=None)
    organisation = _organisation(member, also_acting)
    site = create_site(
        organisation=organisation,
        facts=SiteFacts(word("Site"), address=word("Address"), postcode="99999"),
        by=member,
    )
    things = _things(organisation, site, member)
    submitted = actions.create_inventory(organisation=organisation, year=2023, by=member)
    _take(submitted, member)
    row = Activity.objects.get(inventory=submitted)
    actions.link_evidence(
        file=things.evidence, inventory=submitted, numbers=(row.number,), place=word("Page"), by=member
    )
    found = fresh(submitted)
    submitted = fresh(actions.submit(inventory=found, seen_revision=found.revision, by=member))
    question = actions.ask(inventory=submitted, text=word("Question"), row_number=None, by=office)
    external = _external(organisation, things.evidence, member)
    return OtherCity(
        pact,
        things,
        submitted,
        external,
        asked=question.pk,
        member=member,
        office=office,
        membership=_membership(organisation, office),
        request=asks_to_join(word("Organisation"), _address("applicant")),
    )


def asks_to_join(name: str, email: str) -> JoinRequest:
    """Return a confirmed request to join the pact at hand; it waits where its name is known already."""
    interest = Interest(
        name=name,
        city=word("Place of applicant"),
        kind="company",
        person_name=word("Applicant"),
        email=email,
        phone=word("Phone"),
        message=word("Message"),
    )
    tokens: list[str] = []

    def link(token: str) -> str:
        tokens.append(token)
        return f"http://testserver/join/confirm/{token}/"

    memberships.request_to_join(interest=interest, link=link)
    return memberships.confirm_request(token=tokens[-1])


def _membership(organisation: Organisation, office: Person) -> Membership:
    one = memberships.begin(organisation=organisation, source=Source.OFFICE, by=office)
    return memberships.plan(
        membership=one,
        owner=office,
        next_step=word("Next step"),
        next_step_on=date(2026, 1, 15),
        seen_revision=one.revision,
        by=office,
    )


def _organisation(member: Person, also_acting: tuple[Person, ...]) -> Organisation:
    facts = OrganisationFacts(
        word("Organisation"),
        word("City"),
        legal_form=word("Form"),
        sector=word("Sector"),
        register_number=word("Register"),
        business_id=word("Business"),
        vat_id=word("VAT"),
        group_parent=word("Parent"),
    )
    organisation = create_organisation(facts=facts, by=None)
    for person in (member, *also_acting):
        give_role(organisation=organisation, person=person, kind=RoleKind.MANAGEMENT, by=None)
    return organisation


def _things(organisation: Organisation, site: Site, member: Person) -> Things:
    inventory = actions.create_inventory(organisation=organisation, year=2024, by=member)
    figures = ReferenceFigures(turnover_eur=Decimal(918273645), fte=Decimal("77.7"))
    actions.set_reference_figures(inventory=inventory, figures=figures, by=member)
    _take(inventory, member)
    actions.begin_questions(inventory=inventory, key="office", by=member)
    answer = Assessment(1, Relevance.NOT_RELEVANT, word("Relevance"), seen_revision=0)
    actions.assess_category(inventory=inventory, assessment=answer, by=member)
    _meter(organisation, site, member)
    survey_of(inventory)
    row = Activity.objects.filter(inventory=inventory).order_by("number")[0]
    evidence = _evidence(inventory, row, member)
    return Things(
        organisation=organisation,
        site=site,
        inventory=fresh(inventory),
        upload=_waiting(inventory, member),
        measure=_measure(organisation, member),
        line_id=queries.calculated(fresh(inventory)).result.lines[0].id,
        number=row.number,
        evidence=evidence,
        link=evidence.links.get().pk,
        question=inventory.questions.create(text=word("Open question")).pk,
        acceptance=_accepted_finding(inventory, member),
        role=Role.objects.get(person=member, organisation=organisation).pk,
        invitation=invited(organisation, _address("invited"), by=member).pk,
        mandate=offered(organisation, _address("adviser"), by=member).pk,
    )


def _take(inventory: Inventory, by: Person) -> None:
    year = inventory.year
    proof, note = word(f"Evidence {year}"), word(f"Note {year}")
    days = (f"{year}-01-01", f"{year}-12-31")
    taken_over(inventory, by, (word("Site"), "Electricity", "73119", "kWh", *days, "billed", proof, note))


def _waiting(inventory: Inventory, by: Person) -> Upload:
    row = (word("Unknown site"), "Elektrosmog", "5", "kWh", "", "", "", word("Proof"), word("Waiting"))
    assert len(row) == len(HEADINGS)
    file = received(csv_of(row), name=f"{CANARY}-table.csv")
    return actions.keep_upload(inventory=inventory, file=file, by=by).upload


def _measure(organisation: Organisation, by: Person) -> Measure:
    facts = MeasureFacts(word("Measure"), Field.ELECTRICITY, 2019)
    return list_measure(organisation=organisation, facts=facts, by=by)


def _meter(organisation: Organisation, site: Site, by: Person) -> None:
    facts = MeterFacts(word("Meter"), "electricity", "kWh", site=site)
    meter = actions.add_meter(organisation=organisation, facts=facts, by=by)
    bill = BillFacts(date(2024, 1, 1), date(2024, 12, 31), Decimal(4711), reference=word("Bill"))
    actions.add_bill(meter=meter, facts=bill, by=by)


def _evidence(inventory: Inventory, row: Activity, by: Person) -> EvidenceFile:
    file, _ = actions.keep_evidence(
        organisation=inventory.organisation, file=accepted(a_pdf(), name=f"{CANARY}-bill.pdf"), by=by
    )
    actions.link_evidence(file=file, inventory=inventory, numbers=(row.number,), place=word("Place"), by=by)
    return file


def _accepted_finding(inventory: Inventory, by: Person) -> int:
    """Accept what the row of the inventory gives cause for."""
    found = queries.calculated(fresh(inventory))
    marks = [
        fingerprint
        for finding, fingerprint in zip(found.result.findings, found.fingerprints, strict=True)
        if finding.severity != "error"
    ]
    actions.accept_findings(inventory=inventory, fingerprints=marks[:1], reason=word("Reason"), by=by)
    return inventory.accepted_findings.get().pk


def _external(organisation: Organisation, report: EvidenceFile, by: Person) -> Inventory:
    facts = ExternalFacts(
        "other",
        tool_name=word("Tool"),
        method=word("Method"),
        boundary_note=word("Boundary"),
        scope1_mg=12_000_000_001,
        note=word("External note"),
    )
    inventory = actions.begin_external(organisation=organisation, year=2022, facts=facts, by=by)
    actions.keep_report(inventory=inventory, file=report, by=by)
    return fresh(inventory)


def _person(name: str) -> Person:
    return create_person(email=_address(name), name=word(name), language="en", password=PASSWORD, by=None)


def _address(name: str) -> str:
    return f"{name}@{CANARY}.example.org".lower()

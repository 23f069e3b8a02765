"""Organisations, sites and roles: who sees what, and which names are free."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from klimapakt.foundation.models import AuditEvent
from klimapakt.organisations import queries
from klimapakt.organisations.actions import (
    OrganisationFacts,
    SiteFacts,
    change_site,
    create_organisation,
    create_site,
    give_role,
    rename_organisation,
)
from klimapakt.organisations.enums import MandatePart, RoleKind
from klimapakt.organisations.models import Organisation, Role, Site
from klimapakt.organisations.rules import NameMissing, NameTaken, may_edit, may_read
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import within
from klimapakt.people.models import Person

pytestmark = pytest.mark.django_db


def test_a_person_sees_the_own_organisation_and_no_other(
    bruno: Person, bakery: Organisation, metalworks: Organisation
) -> None:
    assert list(queries.visible_to(bruno)) == [bakery]


def test_nobody_sees_anything_without_signing_in(bakery: Organisation) -> None:
    assert not queries.visible_to(AnonymousUser()).exists()


def test_an_account_that_was_switched_off_sees_nothing(bruno: Person, bakery: Organisation) -> None:
    bruno.is_active = False
    assert not queries.visible_to(bruno).exists()


@pytest.mark.parametrize(
    ("kind", "reads", "edits"),
    [
        (RoleKind.MANAGEMENT, True, True),
        (RoleKind.CLIMATE_CONTACT, True, True),
        (RoleKind.DATA_ENTRY, True, True),
        (RoleKind.READ_ONLY, True, False),
        (RoleKind.PRESS, False, False),
    ],
)
def test_each_role_reads_and_edits_what_it_should(kind: RoleKind, *, reads: bool, edits: bool) -> None:
    assert (may_read(kind), may_edit(kind)) == (reads, edits)


def test_the_press_role_sees_the_organisation_but_not_its_figures(ada: Person, bakery: Organisation) -> None:
    give_role(organisation=bakery, person=ada, kind=RoleKind.PRESS, by=None)
    assert bakery in queries.visible_to(ada)
    assert bakery not in queries.readable_by(ada, MandatePart.INVENTORIES)


def test_giving_another_role_replaces_the_first(ada: Person, bakery: Organisation) -> None:
    give_role(organisation=bakery, person=ada, kind=RoleKind.PRESS, by=None)
    give_role(organisation=bakery, person=ada, kind=RoleKind.READ_ONLY, by=None)
    assert queries.role_in(ada, bakery) == RoleKind.READ_ONLY


def test_giving_the_same_role_again_is_no_event(bruno: Person, bakery: Organisation) -> None:
    before = AuditEvent.objects.count()
    give_role(organisation=bakery, person=bruno, kind=RoleKind.MANAGEMENT, by=None)
    assert AuditEvent.objects.count() == before


def test_the_database_refuses_a_second_role_of_one_person(bruno: Person, bakery: Organisation) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.create(organisation=bakery, person=bruno, kind=RoleKind.PRESS)


@pytest.mark.parametrize("city", ["Musterstadt", "Elsewhere"])
def test_an_organisation_of_the_same_name_in_the_same_pact_is_refused(
    bakery: Organisation, city: str
) -> None:
    with pytest.raises(NameTaken):
        create_organisation(facts=OrganisationFacts(" BAKERY ", city), by=None)


def test_the_same_name_in_another_pact_is_another_organisation(bakery: Organisation) -> None:
    other = Pact.objects.create(slug="other", name="Other", city="Elsewhere", host="other.localhost")
    with within(other):
        twin = create_organisation(facts=OrganisationFacts("Bakery", "Musterstadt"), by=None)
        assert twin.pk != bakery.pk
        assert rename_organisation(organisation=twin, name="BAKERY", by=None).name == "BAKERY"


def test_renaming_is_recorded(bruno: Person, bakery: Organisation) -> None:
    assert rename_organisation(organisation=bakery, name="Bakery & Café", by=bruno).name == "Bakery & Café"
    assert AuditEvent.objects.filter(what="organisation.renamed").count() == 1


def test_an_organisation_may_be_renamed_to_another_spelling_of_its_own_name(
    bruno: Person, bakery: Organisation
) -> None:
    assert rename_organisation(organisation=bakery, name="BAKERY", by=bruno).name == "BAKERY"


@pytest.mark.parametrize("name", ["bakehouse", "  Bakehouse", "BAKEHOUSE\u00a0"])
def test_a_site_name_is_taken_in_every_spelling(
    name: str, bakery: Organisation, bakehouse: Site, bruno: Person
) -> None:
    with pytest.raises(NameTaken):
        create_site(organisation=bakery, facts=SiteFacts(name), by=bruno)


def test_a_site_needs_a_name(bakery: Organisation, bruno: Person) -> None:
    with pytest.raises(NameMissing):
        create_site(organisation=bakery, facts=SiteFacts("  "), by=bruno)


def test_changing_a_site_keeps_its_identity(bakehouse: Site, bruno: Person) -> None:
    changed = change_site(site=bakehouse, facts=SiteFacts("Bakehouse North", in_city=False), by=bruno)
    assert (changed.pk, changed.name, changed.in_city) == (bakehouse.pk, "Bakehouse North", False)


def test_the_people_to_ask_are_those_who_can_grant_rights(
    bruno: Person, ada: Person, bakery: Organisation
) -> None:
    give_role(organisation=bakery, person=ada, kind=RoleKind.DATA_ENTRY, by=None)
    assert [role.person for role in queries.people_to_ask(bakery)] == [bruno]

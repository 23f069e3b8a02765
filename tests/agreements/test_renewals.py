"""Consent that is needed again: who is asked and who is not, what stays in force, what is replaced when."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import override

from klimapakt.agreements import actions, jobs, presenting, proving, queries, renewals, rules, texts
from klimapakt.agreements.actions import Given, Signing
from klimapakt.agreements.enums import AgreementState, FileKind
from klimapakt.agreements.models import Agreement
from klimapakt.agreements.renewals import Standing
from klimapakt.agreements.wording import Signatory, template
from klimapakt.agreements.wording.editing import fingerprint
from klimapakt.casework.enums import BulkState, ItemState
from klimapakt.casework.models import BulkRun
from klimapakt.casework.rules import EmptySelection
from klimapakt.foundation import guards
from klimapakt.foundation.models import AuditEvent, OutgoingMail
from klimapakt.memberships import actions as memberships
from klimapakt.memberships.enums import EndReason, Stage
from klimapakt.memberships.models import Membership
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.actions import end_role, give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from tests.agreements.signing import (
    BRUNO,
    SIGRID,
    both_sign,
    office_of_the_pact,
    signatory_of_the_city,
    signed_agreement,
    terms,
)
from tests.agreements.texts import CLAUSE, KEY, NEW_WORDS, SECTION, draft_of, in_use, part, released, saying

pytestmark = pytest.mark.django_db
NOBODY_NEW = Signing()


@pytest.fixture(autouse=True)
def _office(ada: Person, settings: LazySettings, tmp_path: Path) -> None:
    office_of_the_pact(ada, settings, tmp_path)


@pytest.fixture
def sigrid() -> Person:
    """Who signs for the city, and releases texts."""
    return signatory_of_the_city()


@pytest.fixture
def agreement(bakery: Organisation, bruno: Person, ada: Person, sigrid: Person) -> Agreement:
    """The bakery's agreement in force, from the shipped text."""
    return signed_agreement(bakery, bruno, ada, sigrid)


def standing(one: Agreement) -> Standing:
    used = texts.in_use(KEY)
    assert used
    (found,) = [each for each in renewals.renewals(used) if each.agreement == one]
    return found.standing


def asked(one: Agreement, by: Person, signing: Signing = NOBODY_NEW) -> Agreement:
    return actions.ask_again(agreement=one, signing=signing, by=by)


def editorial(writer: Person, releaser: Person, words: str) -> None:
    """Release a version that calls its change editorial."""
    draft = draft_of(writer)
    stored = part(draft)
    made = {**saying(stored, words), "editorial": {"de": "Rechtschreibung", "en": "Spelling"}}
    actions.change_part(text=draft, section=SECTION, part=made, seen=fingerprint(stored), by=writer)
    released(draft, releaser)


def test_where_the_text_is_the_same_nobody_is_asked(agreement: Agreement, ada: Person) -> None:
    assert standing(agreement) == Standing.NOT_NEEDED
    with pytest.raises(rules.NothingToAsk):
        asked(agreement, ada)
    assert Agreement.objects.count() == 1


def test_a_changed_clause_asks_for_consent_again(agreement: Agreement, ada: Person, sigrid: Person) -> None:
    in_use(ada, sigrid)
    assert standing(agreement) == Standing.TO_ASK


def test_an_editorial_change_asks_nobody(agreement: Agreement, ada: Person, sigrid: Person) -> None:
    before = str(part(draft_of(ada))["body"][0]["de"])
    editorial(ada, sigrid, before.replace("Der Klimapartner", "Der  Klimapartner"))
    assert standing(agreement) == Standing.NOT_NEEDED


def test_an_editorial_version_does_not_hide_what_the_one_before_changed(
    agreement: Agreement, ada: Person, sigrid: Person
) -> None:
    """Who agreed to the first text has to agree to the second, though the third only corrects a letter."""
    in_use(ada, sigrid, "Der Klimapartner pflanzt Bäume und pflegt sie.")
    editorial(ada, sigrid, "Der Klimapartner pflanzt Bäume und pflegt diese.")
    assert standing(agreement) == Standing.TO_ASK


def test_a_clause_that_does_not_apply_to_a_member_asks_it_nothing(
    agreement: Agreement, ada: Person, sigrid: Person
) -> None:
    draft = draft_of(ada)
    stored = part(draft, "special-terms")
    made = {**stored, "heading": {"de": "Sonderabreden", "en": "Special agreements"}}
    actions.change_part(text=draft, section=SECTION, part=made, seen=fingerprint(stored), by=ada)
    released(draft, sigrid)
    assert standing(agreement) == Standing.NOT_NEEDED


def test_issuing_takes_the_newest_released_text(agreement: Agreement, ada: Person, sigrid: Person) -> None:
    made = in_use(ada, sigrid)
    new = asked(agreement, ada)
    assert (new.text, new.template_version, new.amends) == (made, made.version, agreement)


def test_a_template_that_is_not_in_use_any_more_is_not_issued(
    agreement: Agreement, ada: Person, sigrid: Person
) -> None:
    in_use(ada, sigrid)
    shipped = template(KEY)
    assert shipped
    with pytest.raises(rules.OutdatedText):
        actions.issue_agreement(membership=agreement.membership, template=shipped, terms=terms(), by=ada)


def test_asking_twice_asks_once(agreement: Agreement, ada: Person, sigrid: Person) -> None:
    in_use(ada, sigrid)
    assert asked(agreement, ada) == asked(agreement, ada)
    assert OutgoingMail.objects.filter(kind="agreement_renewal").count() == 1
    assert standing(agreement) == Standing.ASKED


def test_the_agreement_so_far_stays_in_force_until_both_have_signed(
    agreement: Agreement, ada: Person, bruno: Person, sigrid: Person
) -> None:
    in_use(ada, sigrid)
    new = asked(agreement, ada)
    actions.sign_in_portal(agreement=new, given=Given(BRUNO, new.sha256), by=bruno)
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.IN_FORCE
    actions.countersign(agreement=new, given=Given(SIGRID, new.sha256), by=sigrid)
    agreement.refresh_from_db()
    new.refresh_from_db()
    assert (agreement.state, new.state) == (AgreementState.SUPERSEDED, AgreementState.IN_FORCE)
    assert agreement.superseded_at
    assert agreement.in_force_at


def test_the_membership_goes_on_while_consent_is_asked_for(
    agreement: Agreement, ada: Person, bruno: Person, sigrid: Person
) -> None:
    before = Membership.objects.get(pk=agreement.membership_id)
    in_use(ada, sigrid)
    both_sign(asked(agreement, ada), bruno, sigrid)
    after = Membership.objects.get(pk=agreement.membership_id)
    assert (after.stage, after.joined_on) == (Stage.ACTIVE, before.joined_on)


def test_the_new_document_says_which_one_it_takes_the_place_of(
    agreement: Agreement, ada: Person, sigrid: Person
) -> None:
    in_use(ada, sigrid)
    assert queries.values_in(asked(agreement, ada)).amends == agreement.number


def test_both_versions_stay_provable(
    agreement: Agreement, ada: Person, bruno: Person, sigrid: Person
) -> None:
    in_use(ada, sigrid)
    new = both_sign(asked(agreement, ada), bruno, sigrid)
    agreement.refresh_from_db()
    for one in (agreement, new):
        assert queries.newest_file(one, FileKind.SEALED)
        assert proving.package_of(one).content


def test_an_agreement_from_the_shipped_text_is_sealed_after_a_text_of_the_pact_is_in_use(
    bakery: Organisation, bruno: Person, ada: Person, sigrid: Person
) -> None:
    issued = signed_agreement(bakery, bruno, ada, sigrid, steps=0)
    in_use(ada, sigrid)
    sealed = both_sign(issued, bruno, sigrid)
    assert (sealed.state, sealed.text) == (AgreementState.IN_FORCE, None)


def test_what_was_asked_from_an_older_text_is_withdrawn_and_not_signed(
    agreement: Agreement, ada: Person, bruno: Person, sigrid: Person
) -> None:
    in_use(ada, sigrid)
    outdated = asked(agreement, ada)
    in_use(ada, sigrid, "Der Klimapartner prüft seine Ziele jedes Jahr.")
    assert standing(agreement) == Standing.TO_ASK
    newest = asked(agreement, ada)
    outdated.refresh_from_db()
    assert outdated.state == AgreementState.WITHDRAWN
    assert renewals.newer_than(outdated) == newest
    with pytest.raises(rules.NotSignable):
        actions.sign_in_portal(agreement=outdated, given=Given(BRUNO, outdated.sha256), by=bruno)


def test_what_the_member_has_signed_is_not_withdrawn_behind_its_back(
    agreement: Agreement, ada: Person, bruno: Person, sigrid: Person
) -> None:
    in_use(ada, sigrid)
    new = asked(agreement, ada)
    actions.sign_in_portal(agreement=new, given=Given(BRUNO, new.sha256), by=bruno)
    in_use(ada, sigrid, "Der Klimapartner prüft seine Ziele jedes Jahr.")
    with pytest.raises(rules.SignedAlready):
        asked(agreement, ada)


def test_a_signatory_who_left_is_asked_for_and_not_guessed(
    agreement: Agreement, carla: Person, bruno: Person, ada: Person, sigrid: Person
) -> None:
    in_use(ada, sigrid)
    organisation = agreement.membership.organisation
    give_role(organisation=organisation, person=carla, kind=RoleKind.MANAGEMENT, by=None)
    role = organisations.roles_of(organisation).get(person=bruno)
    end_role(role=role, by=carla)
    with pytest.raises(rules.SignatoryLeft):
        asked(agreement, ada)
    new = asked(agreement, ada, Signing(member=Signatory("Carla Neumann", "Geschäftsführerin")))
    assert queries.values_in(new).member.signatory.name == "Carla Neumann"


def test_asking_all_asks_each_once(agreement: Agreement, ada: Person, sigrid: Person) -> None:
    in_use(ada, sigrid)
    run = jobs.ask_all(key=KEY, city=SIGRID, by=ada)
    assert [item.state for item in run.items.all()] == [ItemState.DONE]
    with pytest.raises(EmptySelection):
        jobs.ask_all(key=KEY, city=SIGRID, by=ada)
    assert Agreement.objects.filter(amends=agreement).count() == 1


def test_work_that_is_done_again_asks_nobody_again(agreement: Agreement, ada: Person, sigrid: Person) -> None:
    in_use(ada, sigrid)
    run = jobs.ask_all(key=KEY, city=SIGRID, by=ada)
    BulkRun.objects.filter(pk=run.pk).update(state=BulkState.RUNNING)
    run.items.update(state=ItemState.WAITING)
    assert actions.ask_next(run=run) == 0
    assert Agreement.objects.filter(amends=agreement).count() == 1


def test_nobody_whose_membership_has_ended_is_asked(
    agreement: Agreement, ada: Person, sigrid: Person
) -> None:
    in_use(ada, sigrid)
    ended(agreement, ada)
    used = texts.in_use(KEY)
    assert used
    assert renewals.renewals(used) == []
    with pytest.raises(rules.NothingToAsk):
        asked(agreement, ada)


def test_after_the_end_of_a_membership_nothing_of_it_is_signed(
    agreement: Agreement, ada: Person, bruno: Person, sigrid: Person
) -> None:
    in_use(ada, sigrid)
    new = asked(agreement, ada)
    ended(agreement, ada)
    with pytest.raises(rules.MembershipOver):
        actions.sign_in_portal(agreement=new, given=Given(BRUNO, new.sha256), by=bruno)


def ended(one: Agreement, by: Person) -> None:
    membership = Membership.objects.get(pk=one.membership_id)
    memberships.end(
        membership=membership,
        end_reason=EndReason.WITHDRAWAL,
        reason="Umzug",
        on=timezone.localdate(membership.since_at),
        seen_revision=membership.revision,
        by=by,
    )


def test_the_member_is_shown_exactly_what_changes(agreement: Agreement, ada: Person, sigrid: Person) -> None:
    in_use(ada, sigrid)
    found = renewals.changes_of(asked(agreement, ada))
    assert found
    (change,) = found.changes
    assert change.key == CLAUSE
    assert NEW_WORDS.split()[2] in "".join(one.text for one in change.pieces if one.kind == "added")


def difference(one: Agreement) -> presenting.ShownChange:
    """Return the one change that the page of a document shows, in the language at hand."""
    found = presenting.difference_of(one)["changes"]
    assert isinstance(found, list)
    (shown,) = found
    assert isinstance(shown, presenting.ShownChange)
    return shown


def test_who_reads_english_is_shown_the_difference_of_the_translations(
    agreement: Agreement, ada: Person, sigrid: Person
) -> None:
    in_use(ada, sigrid)
    new = asked(agreement, ada)
    with override("en"):
        shown = difference(new)
    assert shown.translation is not None
    assert "letters" in "".join(one.text for one in shown.translation.pieces if one.kind == "added")
    assert NEW_WORDS.split()[2] in "".join(one.text for one in shown.change.pieces if one.kind == "added")


def test_who_reads_german_is_shown_what_binds_alone(
    agreement: Agreement, ada: Person, sigrid: Person
) -> None:
    in_use(ada, sigrid)
    new = asked(agreement, ada)
    with override("de"):
        shown = difference(new)
    assert shown.translation is None


def test_a_changed_rule_is_shown_and_asked_for_like_a_changed_text(agreement: Agreement, ada: Person) -> None:
    """As if the pact had asked for reports every three years when the agreement was signed."""
    values = queries.values_in(agreement)
    guards.lift(connection)
    Agreement.objects.filter(pk=agreement.pk).update(
        values=rules.values_as_json(replace(values, rules=replace(values.rules, monitoring_months=36)))
    )
    agreement.refresh_from_db()
    assert standing(agreement) == Standing.TO_ASK


def test_what_a_document_amends_and_rests_on_never_changes(
    agreement: Agreement, ada: Person, sigrid: Person
) -> None:
    in_use(ada, sigrid)
    new = asked(agreement, ada)
    guards.guard(connection)
    for change in ({"amends": None}, {"text": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Agreement.objects.filter(pk=new.pk).update(**change)


def test_only_who_prepares_agreements_asks(agreement: Agreement, ada: Person, sigrid: Person) -> None:
    in_use(ada, sigrid)
    for act in (
        lambda: asked(agreement, sigrid),
        lambda: jobs.ask_all(key=KEY, city=SIGRID, by=sigrid),
    ):
        with pytest.raises(rules.NotSignatory):
            act()


def test_asking_and_replacing_stand_in_the_audit_chain(
    agreement: Agreement, ada: Person, bruno: Person, sigrid: Person
) -> None:
    in_use(ada, sigrid)
    both_sign(asked(agreement, ada), bruno, sigrid)
    steps = set(AuditEvent.objects.filter(subject_id=str(agreement.pk)).values_list("what", flat=True))
    assert {"agreement.asked_again", "agreement.superseded"} <= steps


def test_the_audit_chain_says_from_which_text_a_document_was_issued(
    agreement: Agreement, ada: Person, sigrid: Person
) -> None:
    made = in_use(ada, sigrid)
    new = asked(agreement, ada)
    issued = AuditEvent.objects.get(what="agreement.issued", subject_id=str(new.pk))
    assert made.sha256 in str(issued.details)

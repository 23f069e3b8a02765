"""Texts of the pact: who writes, checks and releases them, what cannot stand in them, and that they stay."""

import copy
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from klimapakt.agreements import actions, rules, text_rules, texts
from klimapakt.agreements.actions import LegalCheck
from klimapakt.agreements.enums import TextStatus
from klimapakt.agreements.models import AgreementText
from klimapakt.agreements.text_rules import TextRefused
from klimapakt.agreements.wording import CONDITION_WORDS, CONDITIONS, PLACEHOLDERS, editing, fill
from klimapakt.agreements.wording.examples import EXAMPLE
from klimapakt.agreements.wording.load import raw_template
from klimapakt.foundation import guards
from klimapakt.foundation.models import AuditEvent
from klimapakt.organisations.rules import ChangedMeanwhile
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person
from tests.agreements.texts import (
    CLAUSE,
    KEY,
    NEW_WORDS,
    SECTION,
    changed,
    draft_of,
    in_use,
    part,
    released,
    saying,
)
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
SHIPPED = raw_template(KEY, "2026.1")


@pytest.fixture(autouse=True)
def _ada_writes(ada: Person) -> None:
    give_office_role(person=ada, kind=OfficeKind.CASE_WORKER, by=None)


@pytest.fixture
def lena() -> Person:
    """The head of the office, who releases."""
    return somebody("lena", OfficeKind.LEAD)


def somebody(name: str, kind: OfficeKind) -> Person:
    person = create_person(email=f"{name}@city.example.org", name=name.title(), password=PASSWORD, by=None)
    give_office_role(person=person, kind=kind, by=None)
    return person


def refused(draft: AgreementText, words: str, by: Person) -> TextRefused:
    """Return why these words cannot stand in the first paragraph of a clause."""
    with pytest.raises(TextRefused) as found:
        changed(draft, by, words)
    return found.value


def test_a_draft_begins_with_the_text_in_use_under_the_next_version(ada: Person) -> None:
    draft = draft_of(ada)
    assert (draft.version, draft.basis_version, draft.status) == ("2026.2", "2026.1", TextStatus.DRAFT)
    assert draft.content["clauses"] == SHIPPED["clauses"]


def test_there_is_one_draft_of_a_text_at_a_time(ada: Person) -> None:
    draft_of(ada)
    with pytest.raises(text_rules.DraftExists):
        actions.begin_text(key=KEY, reason="noch einer", by=ada)


def test_the_database_refuses_a_second_draft_of_a_text(ada: Person) -> None:
    draft = draft_of(ada)
    draft.pk, draft.version = None, "2026.9"
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save(force_insert=True)


def test_a_draft_without_a_reason_is_not_begun(ada: Person) -> None:
    with pytest.raises(text_rules.ReasonNeeded):
        actions.begin_text(key=KEY, reason="  ", by=ada)


@pytest.mark.parametrize("kind", [OfficeKind.REVIEWER, OfficeKind.EDITOR, OfficeKind.SIGNATORY])
def test_who_does_not_prepare_agreements_drafts_no_text(kind: OfficeKind) -> None:
    with pytest.raises(rules.NotSignatory):
        draft_of(somebody("rita", kind))


def test_a_draft_changes_nothing_that_is_issued(ada: Person) -> None:
    changed(draft_of(ada), ada)
    used = texts.in_use(KEY)
    assert used
    assert (used.text, used.template.version) == (None, "2026.1")


def test_what_was_released_is_in_use_and_the_one_before_is_replaced(ada: Person, lena: Person) -> None:
    first = in_use(ada, lena)
    second = in_use(ada, lena, "Der Klimapartner prüft seine Ziele jedes Jahr.")
    first.refresh_from_db()
    used = texts.in_use(KEY)
    assert used
    assert used.text == second
    assert (first.status, second.basis_id) == (TextStatus.SUPERSEDED, first.pk)
    assert NEW_WORDS not in str(used.template)


@pytest.mark.parametrize("what", ["drafted", "changed"])
def test_whoever_wrote_in_a_draft_does_not_release_it(what: str, ada: Person, lena: Person) -> None:
    author, other = (lena, ada) if what == "drafted" else (ada, lena)
    draft = changed(draft_of(author), other)
    with pytest.raises(text_rules.WroteIt):
        released(draft, lena)


def test_the_database_refuses_a_release_by_the_drafter(ada: Person, lena: Person) -> None:
    made = in_use(ada, lena)
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementText.objects.filter(pk=made.pk).update(released_by=ada)


def test_a_case_worker_releases_nothing(ada: Person) -> None:
    ole = somebody("ole", OfficeKind.CASE_WORKER)
    with pytest.raises(rules.NotSignatory):
        released(changed(draft_of(ada), ada), ole)


def test_the_signatory_of_the_city_releases(ada: Person) -> None:
    assert in_use(ada, somebody("sigrid", OfficeKind.SIGNATORY)).status == TextStatus.RELEASED


def test_a_draft_that_changes_nothing_is_not_released(ada: Person, lena: Person) -> None:
    with pytest.raises(text_rules.NothingChanged):
        released(draft_of(ada), lena)


def test_only_what_was_read_is_released(ada: Person, lena: Person) -> None:
    draft = changed(draft_of(ada), ada)
    changed(draft, ada, "Noch etwas anderes.")
    with pytest.raises(ChangedMeanwhile):
        actions.release_text(text=draft, reason="x", seen_revision=draft.revision, by=lena)


def test_what_was_released_can_neither_be_changed_nor_deleted(ada: Person, lena: Person) -> None:
    made = in_use(ada, lena)
    guards.guard(connection)
    found = AgreementText.objects.filter(pk=made.pk)
    for change in (
        lambda: found.update(content={}),
        lambda: found.update(reason="another"),
        lambda: found.update(legal_on=timezone.localdate(), legal_name="Nobody"),
        lambda: found.update(status=TextStatus.DRAFT, released_at=None),
        found.delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_link_to_a_person_may_be_emptied_after_the_release(ada: Person, lena: Person) -> None:
    made = in_use(ada, lena)
    guards.guard(connection)
    AgreementText.objects.filter(pk=made.pk).update(drafted_by=None, released_by=None)


def test_a_released_text_is_not_changed_by_the_action(ada: Person, lena: Person) -> None:
    made = in_use(ada, lena)
    with pytest.raises(text_rules.NotADraft):
        changed(made, ada, "später")
    with pytest.raises(text_rules.NotADraft):
        actions.give_up_text(text=made, by=ada)


def test_a_draft_can_be_given_up(ada: Person) -> None:
    actions.give_up_text(text=draft_of(ada), by=ada)
    assert not AgreementText.objects.exists()
    assert AuditEvent.objects.filter(what="agreement_text.given_up").exists()


def test_two_who_change_one_clause_do_not_overwrite_one_another(ada: Person, lena: Person) -> None:
    draft = draft_of(ada)
    stored = part(draft)
    seen = editing.fingerprint(stored)
    actions.change_part(text=draft, section=SECTION, part=saying(stored), seen=seen, by=ada)
    with pytest.raises(ChangedMeanwhile) as faster:
        actions.change_part(text=draft, section=SECTION, part=saying(stored, "Lena"), seen=seen, by=lena)
    assert faster.value.current == part(draft)
    assert part(draft)["body"][0]["de"] == NEW_WORDS


def test_two_who_change_different_clauses_both_keep_theirs(ada: Person, lena: Person) -> None:
    draft = draft_of(ada)
    changed(draft, ada)
    changed(draft, lena, "Lena war hier.", key="voluntary")
    assert (part(draft)["body"][0]["de"], part(draft, "voluntary")["body"][0]["de"]) == (
        NEW_WORDS,
        "Lena war hier.",
    )


def test_a_removed_clause_that_others_refer_to_stays_with_the_place_that_does(ada: Person) -> None:
    draft = draft_of(ada)
    seen = editing.fingerprint(part(draft, "data-use", "annexes"))
    with pytest.raises(TextRefused) as found:
        actions.remove_part(text=draft, section="annexes", key="data-use", seen=seen, by=ada)
    (fault,) = {(one.path.rpartition(".")[0], one.message.params["name"]) for one in found.value.faults}
    assert fault == ("clauses[9].body[3]", "annex.data-use")


def test_clauses_are_added_moved_and_removed(ada: Person) -> None:
    draft = draft_of(ada)
    new = {"heading": {"de": "Bäume", "en": "Trees"}, "body": [{"de": "Zehn.", "en": "Ten."}]}
    actions.add_part(text=draft, section=SECTION, part=new, by=ada)
    actions.move_part(text=draft, section=SECTION, key="baeume", step=-1, by=ada)
    draft.refresh_from_db()
    keys = [one["key"] for one in draft.content[SECTION]]
    assert keys.index("baeume") == len(keys) - 2
    seen = editing.fingerprint(part(draft, "baeume"))
    actions.remove_part(text=draft, section=SECTION, key="baeume", seen=seen, by=ada)
    draft.refresh_from_db()
    assert draft.content[SECTION] == SHIPPED["clauses"]


INJECTIONS = [
    "{{city.__class__}}",
    "{{ city.name.__init__ }}",
    "{{settings.SECRET_KEY}}",
    "{{city.nmae}}",
    "{{city.name|safe}}",
    "{{0}}",
    "{{}}",
    "{{{{city.name}}}}",
    "{{city.name}",
    "{city.name}}",
    "{city.name}",
    "{% include 'x' %}",
    "{# comment #}",
    "${city.name}",
    "<%= city.name %>",
    "#{city.name}",
    "{{city.name}} und {%",
    "}} {{",
]


@pytest.mark.parametrize("words", INJECTIONS)
def test_what_looks_like_code_is_refused_at_its_exact_place(words: str, ada: Person) -> None:
    draft = draft_of(ada)
    found = refused(draft, f"Vorher {words} nachher.", ada)
    assert {one.path for one in found.faults} == {"clauses[1].body[0].de"}
    assert part(draft) == editing.part_of(SHIPPED, SECTION, CLAUSE)


@pytest.mark.parametrize("words", ["{{city.nmae}}", "{city.nmae}", "{% city.nmae %}", "<% city.nmae %>"])
def test_the_nearest_placeholder_is_named(words: str, ada: Person) -> None:
    (fault,) = refused(draft_of(ada), words, ada).faults
    assert "city.name" in str(fault.message)


def test_every_fault_is_named_at_once(ada: Person) -> None:
    draft = draft_of(ada)
    wrong = copy.deepcopy(part(draft))
    wrong["heading"]["de"] = "{{no}}"
    wrong["body"][0]["en"] = "{no}"
    wrong["body"][1]["de"] = "{{neither}}"
    seen = editing.fingerprint(part(draft))
    with pytest.raises(TextRefused) as found:
        actions.change_part(text=draft, section=SECTION, part=wrong, seen=seen, by=ada)
    assert [one.path for one in found.value.faults] == [
        "clauses[1].heading.de",
        "clauses[1].body[0].en",
        "clauses[1].body[1].de",
    ]


@given(st.text(alphabet="{}%#$<>.ab ", max_size=40))
def test_whatever_passes_is_printed_letter_for_letter(words: str) -> None:
    """Without a database: what the office may write is either a known placeholder or plain text."""
    made = copy.deepcopy(SHIPPED)
    clauses = made["clauses"]
    assert isinstance(clauses, list)
    clauses[1]["body"][0] = {"de": f"({words})", "en": "x"}
    if not editing.faults(made):
        assert f"({words})" in str(fill(editing.read(made), EXAMPLE, "de"))
        assert not set(words) & {"{", "}"}


def test_every_condition_and_every_placeholder_is_explained() -> None:
    assert set(CONDITION_WORDS) == set(CONDITIONS)
    assert all(one.meaning.template for one in PLACEHOLDERS.values())


def test_a_text_that_not_every_member_can_fill_is_not_released(ada: Person, lena: Person) -> None:
    draft = changed(draft_of(ada), ada, "Eingetragen: {{organisation.register}}.")
    with pytest.raises(TextRefused) as found:
        released(draft, lena)
    assert {one.path for one in found.value.faults} == {f"clause.{CLAUSE}"}


def checked(draft: AgreementText, by: Person, days: int = 0) -> AgreementText:
    draft.refresh_from_db()
    check = LegalCheck("Dr. Ruth Recht", timezone.localdate() + timedelta(days=days), "in Ordnung")
    return actions.note_legal_check(text=draft, check=check, seen_revision=draft.revision, by=by)


def test_a_released_text_without_a_check_still_asks_for_it(ada: Person, lena: Person) -> None:
    template = texts.template_in(in_use(ada, lena))
    assert template.draft
    assert "Rechtsabteilung" in template.draft.de


def test_a_noted_check_takes_the_sentence_away(ada: Person, lena: Person) -> None:
    made = released(checked(changed(draft_of(ada), ada), ada), lena)
    assert texts.template_in(made).draft is None
    assert made.legal_name == "Dr. Ruth Recht"


def test_the_check_alone_is_enough_to_release_a_version(ada: Person, lena: Person) -> None:
    made = released(checked(draft_of(ada), ada), lena)
    assert texts.template_in(made).draft is None
    assert not texts.difference_to_use(made).changes


def test_a_change_after_the_check_takes_the_check_away(ada: Person) -> None:
    draft = changed(checked(draft_of(ada), ada), ada)
    assert (draft.legal_name, draft.legal_on) == ("", None)
    assert "draft" in draft.content


def test_a_check_in_the_future_is_refused(ada: Person) -> None:
    with pytest.raises(text_rules.CheckInFuture):
        checked(draft_of(ada), ada, days=1)


def test_every_step_is_in_the_audit_chain(ada: Person, lena: Person) -> None:
    draft = changed(draft_of(ada), ada)
    made = released(checked(draft, ada), lena)
    steps = AuditEvent.objects.filter(subject_id=str(made.pk)).order_by("sequence")
    assert [one.what for one in steps] == [
        "agreement_text.begun",
        "agreement_text.changed",
        "agreement_text.checked",
        "agreement_text.released",
    ]
    assert made.sha256 in str(steps[3].details)

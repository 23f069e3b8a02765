"""The rulebook in the office: read by everybody, drafted by those who may, no word lost on an error."""

import pytest
from django.test import Client
from django.utils.translation import override

from klimapakt.foundation.models import AuditEvent
from klimapakt.methods.rulebook import preset, preset_json, preset_names, read_rulebook
from klimapakt.office.rulebook_form import RulebookForm
from klimapakt.pacts import queries
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind, VersionState
from klimapakt.pacts.models import RulebookVersion
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.office.rulebooks import (
    NEW_SOURCE,
    ROOT,
    changed,
    drafted,
    entered,
    numbered,
    posted,
    proposed,
    text_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("krefeld_in_force")]


# -- reading -----------------------------------------------------------------------------------


def test_the_rulebook_in_force_is_read_with_value_meaning_source_and_date(oles: Client) -> None:
    page = text_of(oles.get(ROOT))
    assert "Deadline of the baseline inventory" in page
    assert "within 12 months, counted from joining" in page
    assert "By when a new member hands in its first greenhouse gas inventory." in page
    assert "Krefelder Klimapakt: Ausgangsbericht und Monitoring, seen on 26\u00a0November 2026" in page


def test_what_is_assumed_says_so_and_why(oles: Client) -> None:
    page = text_of(oles.get(ROOT))
    assert "Assumption Not found. Five percent is usual; the city decides." in page
    assert "15 of 23 rules rest on an assumption" in page


@pytest.mark.parametrize("kind", ["reviewer", "editor", "signatory"])
def test_others_of_the_office_read_and_draft_nothing(
    kind: str, ada: Person, ole: Person, sign_in: SignIn
) -> None:
    version = drafted(ole)
    give_office_role(person=ada, kind=OfficeKind(kind), by=None)
    client = sign_in(ada)
    assert client.get(f"{ROOT}{version.version}/simulation/").status_code == 200
    assert "Draft a new version" not in client.get(ROOT).content.decode()
    for page in ("new/", "new/krefeld/", "load/", "2/edit/", "2/decide/"):
        assert client.get(ROOT + page).status_code == 404, page
    for page in ("2/discard/", "2/propose/", "2/return/"):
        assert client.post(ROOT + page).status_code == 404, page


def test_a_case_worker_decides_about_nothing(oles: Client, ole: Person) -> None:
    proposed(ole)
    assert oles.get(f"{ROOT}2/decide/").status_code == 404
    assert oles.post(f"{ROOT}2/return/", {"returned_reason": "x"}).status_code == 404


# -- drafting ----------------------------------------------------------------------------------


def test_a_changed_deadline_with_its_source_becomes_a_draft(oles: Client, ole: Person) -> None:
    answer = oles.post(f"{ROOT}new/version-1/", entered(baseline__due_months="6", **NEW_SOURCE))
    assert answer.status_code == 302
    version = numbered(2)
    assert (version.state, version.drafted_by) == (VersionState.DRAFT, ole)
    book = queries.rulebook_of(version)
    assert book.baseline.value.due_months == 6
    assert [source.title for source in book.baseline.sources] == [
        "Krefelder Klimapakt: Ausgangsbericht und Monitoring",
        "Council decision 12/2026",
    ]
    page = text_of(oles.get(f"{ROOT}2/"))
    assert "within 12 months, counted from joining within 6 months, counted from joining" in page


def test_a_changed_rule_without_a_new_source_is_refused_there_and_nothing_typed_is_lost(
    oles: Client,
) -> None:
    answer = oles.post(f"{ROOT}new/version-1/", entered(baseline__due_months="6", reason="A new hope"))
    form = answer.context["form"]
    assert "still the old source" in str(form.errors["baseline__new__title"])
    page = answer.content.decode()
    assert 'href="#id_baseline__new__title"' in page
    assert "A new hope" in page
    assert 'name="baseline__due_months" value="6"' in page
    assert RulebookVersion.objects.count() == 1


def test_a_source_without_its_day_is_refused_at_the_day(oles: Client) -> None:
    source = {**NEW_SOURCE, "baseline__new__valid_from": ""}
    answer = oles.post(f"{ROOT}new/version-1/", entered(baseline__due_months="6", **source))
    assert list(answer.context["form"].errors) == ["baseline__new__seen_on"]


def test_contradictions_stand_at_their_fields_all_at_once(oles: Client) -> None:
    answer = oles.post(
        f"{ROOT}new/version-1/",
        entered(
            baseline__grace_months="99",
            targets__due_months="3",
            targets__counts_from="measures",
            measures__due_months="3",
            measures__counts_from="targets",
        ),
    )
    errors = answer.context["form"].errors
    assert "longer than the deadline of 12 months" in str(errors["baseline__grace_months"])
    assert "wait for one another" in str(errors["targets__counts_from"])
    assert "wait for one another" in str(errors["measures__counts_from"])


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("baseline__due_months", "soon", "soon is not a number"),
        ("baseline__due_months", "0", "A whole number from 1 to 600"),
        ("recalculation_threshold_percent", "101", "A percentage from 0 to 100"),
        ("recalculation_threshold_percent", "", "This field is required"),
        ("scope_2_method", "guessed", "Select a valid choice"),
        ("term__until", "31.02.2030", "Enter a valid date"),
        ("tiers", "gold | Gold", "A text is needed here"),
        ("title_de", "", "This field is required"),
        ("reason", " ", "This field is required"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(oles: Client, field: str, value: str, told: str) -> None:
    answer = oles.post(f"{ROOT}new/version-1/", entered(**{field: value}))
    assert told in str(answer.context["form"].errors[field])
    assert answer.context["form"].errors.keys() == {field}


def test_a_draft_is_changed_by_somebody_else_who_has_then_drafted_it(
    oles: Client, adas: Client, ole: Person, ada: Person
) -> None:
    version = drafted(ole)
    raw = changed(6)
    sent = entered(
        raw,
        seen_sha256=version.sha256,
        extension_months="3",
        extension_months__assumption__de="Beschluss",
        extension_months__assumption__en="Decision",
    )
    assert adas.post(f"{ROOT}2/edit/", sent).status_code == 302
    version.refresh_from_db()
    assert version.drafted_by == ada
    assert queries.rulebook_of(version).extension_months.value == 3


def test_two_people_at_one_draft_do_not_overwrite_each_other_unseen(oles: Client, ole: Person) -> None:
    version = drafted(ole)
    sent = entered(changed(7), seen_sha256="0" * 64)
    answer = oles.post(f"{ROOT}2/edit/", sent)
    assert "Somebody else has changed this draft" in answer.content.decode()
    assert 'name="baseline__due_months" value="7"' in answer.content.decode()
    version.refresh_from_db()
    assert queries.rulebook_of(version).baseline.value.due_months == 6
    again = {**sent, "seen_sha256": answer.context["form"]["seen_sha256"].value()}
    assert oles.post(f"{ROOT}2/edit/", again).status_code == 302


def test_a_draft_is_discarded_before_it_is_proposed_and_never_after(oles: Client, ole: Person) -> None:
    drafted(ole)
    oles.post(f"{ROOT}2/discard/")
    assert RulebookVersion.objects.count() == 1
    assert AuditEvent.objects.filter(what="rulebook.discarded").exists()
    proposed(ole)
    assert "has moved on" in text_of(oles.post(f"{ROOT}2/discard/", follow=True))
    assert numbered(2).state is VersionState.PROPOSED


def test_what_was_proposed_is_not_changed_any_more(oles: Client, ole: Person) -> None:
    version = proposed(ole)
    assert "was proposed" in text_of(oles.get(f"{ROOT}2/edit/", follow=True))
    answer = oles.post(f"{ROOT}2/edit/", entered(changed(9), seen_sha256=version.sha256))
    assert "has moved on" in text_of(answer)
    assert 'value="9"' in answer.content.decode()


def test_what_a_draft_begins_from_has_to_exist(oles: Client) -> None:
    for basis in ("nothing", "version-99", "version-x", "version-", "version-" + "9" * 40):
        assert oles.get(f"{ROOT}new/{basis}/").status_code == 404, basis


@pytest.mark.parametrize("name", preset_names())
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_form_sent_as_it_came_changes_nothing(name: str, language: str) -> None:
    with override(language):
        form = RulebookForm(posted(entered(preset_json(name))), raw=preset_json(name), in_force=None)
        assert form.is_valid(), form.errors
    assert read_rulebook(form.raw) == preset(name)

"""Founding a pact, its office, its colours, and the life of its rulebook."""

import copy
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from klimapakt.foundation.models import AuditEvent
from klimapakt.methods.refusal import Refused
from klimapakt.methods.rulebook import preset, preset_json, preset_names
from klimapakt.pacts import actions, colours, queries, rules
from klimapakt.pacts.actions import PactFacts
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import OfficeRole, Pact, RulebookVersion
from klimapakt.pacts.scoping import within
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person
from tests.design.test_colours import COLOURS

pytestmark = pytest.mark.django_db


def founded(name: str = "Klimapakt Neustadt", host: str = "neu.localhost") -> Pact:
    facts = PactFacts(name=name, city="Neustadt", host=host)
    return actions.create_pact(facts=facts, preset="krefeld", by=None)


@pytest.fixture
def lead(ada: Person) -> Person:
    actions.give_office_role(person=ada, kind=OfficeKind.LEAD, by=None)
    return ada


@pytest.fixture
def worker(pact: Pact) -> Person:
    person = create_person(email="ole@city.example.org", name="Ole", by=None)
    actions.give_office_role(person=person, kind=OfficeKind.CASE_WORKER, by=None)
    return person


def changed(months: int = 18, valid_from: str | None = None) -> dict[str, Any]:
    """Return the rulebook of Krefeld with another deadline."""
    raw = copy.deepcopy(dict(preset_json("krefeld")))
    raw["parameters"]["baseline"]["value"]["due_months"] = months  # type: ignore[index]  # the value of this parameter is a mapping
    raw["parameters"]["baseline"]["assumption"] = {"de": "Beschluss", "en": "Decision"}  # type: ignore[index]  # as above
    raw["edition"] = "2027.1"
    if valid_from:
        raw["valid_from"] = valid_from
    return raw


SEEN = "a" * 64
DECISION = actions.Decision(reason="The council has decided", seen_sha256=SEEN, now_sha256=SEEN)


def proposed(by: Person, valid_from: str | None = None) -> RulebookVersion:
    draft = actions.draft_rulebook(raw=changed(valid_from=valid_from), reason="More time", by=by)
    return actions.propose_rulebook(version=draft, by=by)


# -- founding ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", preset_names())
def test_a_pact_is_founded_with_any_preset_in_force(pact: Pact, name: str) -> None:
    facts = PactFacts(name="Klimapakt Köln-Süd", city="Köln", host="koeln.localhost")
    found = actions.create_pact(facts=facts, preset=name, by=None)
    assert found.slug == "klimapakt-koeln-sued"
    with within(found):
        assert queries.rulebook_in_force() == preset(name)
        version = queries.version_in_force()
    assert version is not None
    assert (version.version, version.drafted_by, version.activated_by) == (1, None, None)
    assert version.sha256 == rules.sha256_of(version.document)
    assert json.loads(version.document) == preset_json(name)
    events = AuditEvent.objects.order_by("sequence").values_list("what", flat=True)
    assert list(events)[-2:] == ["pact.created", "rulebook.adopted"]


def test_an_unknown_preset_founds_nothing(pact: Pact) -> None:
    with pytest.raises(Refused, match="Nearest: krefeld"):
        actions.create_pact(facts=PactFacts(name="X", city="Y", host="x.localhost"), preset="krefel", by=None)
    assert Pact.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"name": "  "}, rules.Missing),
        ({"city": ""}, rules.Missing),
        ({"host": ""}, rules.HostTaken),
        ({"host": "TAKEN.localhost"}, rules.HostTaken),
        ({"host": "https://x.example.org"}, rules.NotAHost),
        ({"host": "x.example.org:80"}, rules.NotAHost),
        ({"host": "*.example.org"}, rules.NotAHost),
        ({"host": "ä.example.org"}, rules.NotAHost),
        ({"host": "a" * 254}, rules.NotAHost),
        ({"name": "Taken"}, rules.SlugTaken),
        ({"languages": ()}, rules.UnknownLanguage),
        ({"languages": ("de", "nds")}, rules.UnknownLanguage),
        ({"accent": "green"}, colours.ColourRefused),
        ({"accent": "#ffcc00"}, colours.ColourRefused),
        ({"contact_email": "nobody"}, ValidationError),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_with_the_reason(
    pact: Pact, facts: dict[str, Any], refusal: type[Exception]
) -> None:
    founded("Taken", "taken.localhost")
    usual = {"name": "Klimapakt", "city": "Neustadt", "host": "neu.localhost", "slug": ""}
    usual["slug"] = "" if "name" in facts else "neu"
    with pytest.raises(refusal):
        actions.create_pact(facts=PactFacts(**{**usual, **facts}), preset="krefeld", by=None)
    assert Pact.objects.count() == 2


def test_a_pact_keeps_its_own_host_when_it_is_changed(pact: Pact) -> None:
    found = founded()
    facts = PactFacts(name="Anders", city="Neustadt", host="neu.localhost", slug="ignored")
    found = actions.change_pact(pact=found, facts=facts, by=None)
    assert (found.name, found.slug) == ("Anders", "klimapakt-neustadt")


# -- colours -----------------------------------------------------------------------------------


def test_the_grounds_of_the_check_are_those_of_the_pages() -> None:
    pairs = [COLOURS["paper"], COLOURS["surface"]]
    assert tuple(light for light, _ in pairs) == colours.LIGHT_GROUNDS
    assert tuple(dark for _, dark in pairs) == colours.DARK_GROUNDS


@pytest.mark.parametrize("accent", ["#000000", "#0b5c46", "#7a1f3d", "#0000ff", "#5f5f00", "#b00000"])
def test_an_accent_that_is_taken_can_be_read_in_both_themes(accent: str) -> None:
    accent = colours.ensure_readable(accent)
    dark = colours.lightened(accent)
    assert min(colours.contrast(accent, ground) for ground in colours.LIGHT_GROUNDS) >= 4.5
    assert min(colours.contrast(dark, ground) for ground in colours.DARK_GROUNDS) >= 4.5
    assert colours.contrast("#ffffff", accent) >= 4.5
    assert colours.contrast(colours.DARK_GROUNDS[0], dark) >= 4.5


# -- the office --------------------------------------------------------------------------------


def test_the_head_of_the_office_gives_roles_and_nobody_else_there_does(
    lead: Person, worker: Person, bruno: Person
) -> None:
    for by in (worker, bruno):
        with pytest.raises(rules.NotPermitted):
            actions.give_office_role(person=bruno, kind=OfficeKind.LEAD, by=by)
        with pytest.raises(rules.NotPermitted):
            actions.end_office_role(person=lead, by=by)
    actions.give_office_role(person=bruno, kind=OfficeKind.EDITOR, by=lead)
    actions.give_office_role(person=bruno, kind=OfficeKind.SIGNATORY, by=lead)
    assert queries.office_kind(bruno) == "signatory"
    actions.end_office_role(person=bruno, by=lead)
    assert queries.office_kind(bruno) is None


def test_the_head_of_one_office_gives_no_role_in_another(lead: Person, bruno: Person) -> None:
    with within(founded()), pytest.raises(rules.NotPermitted):
        actions.give_office_role(person=bruno, kind=OfficeKind.LEAD, by=lead)


def test_who_may_not_sign_in_works_for_nobody(lead: Person) -> None:
    Person.objects.filter(pk=lead.pk).update(is_active=False)
    assert queries.office_kind(Person.objects.get(pk=lead.pk)) is None


def test_one_person_has_one_role_in_a_pact(lead: Person, pact: Pact) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficeRole.objects.create(person=lead, pact=pact, kind=OfficeKind.EDITOR)


# -- rulebooks ---------------------------------------------------------------------------------


def test_a_second_person_puts_a_rulebook_into_force_and_the_first_is_kept(
    lead: Person, worker: Person
) -> None:
    first = actions.adopt_preset(preset="krefeld", by=None)
    second = actions.activate_rulebook(version=proposed(worker), decision=DECISION, by=lead)
    assert queries.version_in_force() == second
    found = queries.rulebook_in_force()
    assert found is not None
    assert found.baseline.value.due_months == 18
    first.refresh_from_db()
    assert first.replaced_at is not None
    assert list(RulebookVersion.objects.values_list("version", flat=True)) == [2, 1]


def test_nobody_puts_an_own_draft_into_force(lead: Person) -> None:
    version = proposed(lead)
    with pytest.raises(rules.OwnDraft):
        actions.activate_rulebook(version=version, decision=DECISION, by=lead)
    with pytest.raises(IntegrityError), transaction.atomic():
        RulebookVersion.objects.filter(pk=version.pk).update(activated_at=timezone.now(), activated_by=lead)


def test_a_case_worker_drafts_and_does_not_activate(worker: Person, lead: Person, bruno: Person) -> None:
    version = proposed(worker)
    for by in (worker, bruno):
        with pytest.raises(rules.NotPermitted):
            actions.activate_rulebook(version=version, decision=DECISION, by=by)
    with pytest.raises(rules.NotPermitted):
        actions.draft_rulebook(raw=changed(), reason="x", by=bruno)


def test_a_draft_is_not_put_into_force_before_it_is_proposed_nor_twice(worker: Person, lead: Person) -> None:
    draft = actions.draft_rulebook(raw=changed(), reason="More time", by=worker)
    with pytest.raises(rules.NotInThisState):
        actions.activate_rulebook(version=draft, decision=DECISION, by=lead)
    version = actions.propose_rulebook(version=draft, by=worker)
    with pytest.raises(rules.NotInThisState):
        actions.propose_rulebook(version=version, by=worker)
    actions.activate_rulebook(version=version, decision=DECISION, by=lead)
    with pytest.raises(rules.NotInThisState):
        actions.activate_rulebook(version=version, decision=DECISION, by=lead)


def test_a_rulebook_of_tomorrow_is_put_into_force_tomorrow(worker: Person, lead: Person) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    version = proposed(worker, valid_from=tomorrow.isoformat())
    with pytest.raises(rules.NotYetValid, match="rulebook_not_yet_valid"):
        actions.activate_rulebook(version=version, decision=DECISION, by=lead)


def test_a_rulebook_that_cannot_be_is_refused_with_its_place(worker: Person) -> None:
    raw = changed()
    raw["parameters"]["baseline"]["value"]["due_month"] = 3
    with pytest.raises(rules.RulebookRefused) as refused:
        actions.draft_rulebook(raw=raw, reason="x", by=worker)
    assert refused.value.place.startswith("rulebook.parameters.baseline.value")
    with pytest.raises(rules.Missing):
        actions.draft_rulebook(raw=changed(), reason=" ", by=worker)


def test_a_pact_adopts_a_preset_once(pact: Pact) -> None:
    actions.adopt_preset(preset="essen", by=None)
    with pytest.raises(rules.RulebookExists):
        actions.adopt_preset(preset="krefeld", by=None)


@pytest.mark.parametrize(
    "change",
    [
        {"document": "{}"},
        {"sha256": "0" * 64},
        {"reason": "another"},
        {"version": 9},
        {"valid_from": date(2020, 1, 1)},
        {"proposed_at": None},
        {"proposed_by": None, "version": 8},
        {"drafted_at": date(2020, 1, 1)},
    ],
    ids=str,
)
def test_the_database_refuses_to_change_what_was_proposed(worker: Person, change: dict[str, Any]) -> None:
    draft = actions.draft_rulebook(raw=changed(), reason="More time", by=worker)
    mine = RulebookVersion.objects.filter(pk=draft.pk)
    actions.propose_rulebook(version=draft, by=worker)
    if "drafted_at" in change:
        change = {"drafted_at": timezone.now() - timedelta(days=900)}
    with pytest.raises(DatabaseError, match="can be neither changed nor deleted"), transaction.atomic():
        mine.update(**change)
    with pytest.raises(DatabaseError, match="can be neither changed nor deleted"), transaction.atomic():
        mine.delete()


def test_the_database_keeps_what_was_in_force_in_force_once(worker: Person, lead: Person) -> None:
    first = actions.adopt_preset(preset="krefeld", by=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        RulebookVersion.objects.filter(pk=first.pk).update(activated_at=timezone.now() + timedelta(days=1))
    version = proposed(worker)
    with pytest.raises(IntegrityError), transaction.atomic():
        RulebookVersion.objects.filter(pk=version.pk).update(activated_at=timezone.now(), activated_by=lead)


def test_a_link_to_a_person_ends_with_the_account_and_the_rulebook_stays(
    worker: Person, lead: Person
) -> None:
    version = actions.activate_rulebook(version=proposed(worker), decision=DECISION, by=lead)
    worker.delete()
    version.refresh_from_db()
    assert (version.drafted_by, version.activated_by) == (None, lead)

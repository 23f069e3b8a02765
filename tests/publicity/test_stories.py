"""Stories: only what holds is released, the same text is published by somebody else, and corrections show."""

from datetime import date, timedelta

import pytest
from django.db import Error, transaction

from klimapakt.measures import actions as measures
from klimapakt.measures.actions import PlanFacts, SavingFacts
from klimapakt.measures.models import Measure
from klimapakt.organisations.actions import give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from klimapakt.publicity import actions, checking, queries
from klimapakt.publicity.actions import Draft
from klimapakt.publicity.enums import VersionState
from klimapakt.publicity.models import Claim, Correction, StoryVersion
from klimapakt.publicity.rules import StoryChanged, StoryRefused, placed
from tests.inventories.versions import staff
from tests.publicity.telling import HOLDS, TODAY, done_measure, parts, published, released, told

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
UNTIL = TODAY + timedelta(days=100)


@pytest.fixture
def editor(db: None) -> Person:
    return staff("edda@city.example.org", OfficeKind.EDITOR)


@pytest.fixture
def measure(bakery: Organisation, bruno: Person) -> Measure:
    return done_measure(bakery, bruno)


def state_again(measure: Measure, tonnes: int, by: Person) -> None:
    """State that a measure saves another amount."""
    saving = SavingFacts("engineering", tonnes * 10**9, text="Read the meter again")
    measures.state_saving(measure=measure, saving=saving, today=TODAY, by=by)


def test_a_story_begins_with_a_sentence_of_the_ledger_that_holds(measure: Measure, bruno: Person) -> None:
    story = actions.begin(measure=measure, today=TODAY, by=bruno)
    text = story.texts.get(language="de")
    assert (text.title, text.sentence) == ("Neue Öfen", HOLDS["sentence"])


def test_what_holds_is_frozen_with_the_claim_of_the_ledger(measure: Measure, bruno: Person) -> None:
    version = released(measure, bruno)
    claim = Claim.objects.get(version=version)
    assert (claim.figure_mg, claim.year, claim.state) == (12 * 10**9, 2025, "implemented")
    assert len(claim.evidence) == 1
    assert version.sha256 == checking.hash_of(version.document)


@pytest.mark.parametrize(
    "words",
    [
        "Unser Brot ist klima\u200bneutral.",
        "Damit sparen wir 13 t CO2e pro Jahr (umgesetzt, Stand 2025).",
        "Die Maßnahme spart 12 t CO2e pro Jahr (extern geprüft, Stand 2025).",
        "Bis 2030 sind wir klimaneutral.",
    ],
)
def test_what_does_not_hold_is_not_released(words: str, measure: Measure, bruno: Person) -> None:
    with pytest.raises(StoryRefused) as refused:
        released(measure, bruno, done=words)
    assert refused.value.message.code == "does_not_hold"
    assert not StoryVersion.objects.exists()


def test_a_planned_saving_is_never_told_as_done(bakery: Organisation, bruno: Person) -> None:
    measure = measures.plan_measure(organisation=bakery, facts=PlanFacts("Dach", "heat"), by=bruno)
    measures.state_saving(
        measure=measure, saving=SavingFacts("engineering", 12 * 10**9), today=TODAY, by=bruno
    )
    assert checking.proposed_sentence(checking.ledger_of(measure).claim, "de", TODAY) == ""
    with pytest.raises(StoryRefused):
        released(measure, bruno)


def test_the_words_are_marked_in_the_part_where_they_stand(measure: Measure) -> None:
    text = parts(title="Wir", done="Heute sind wir klimaneutral.", quote="Unsere Bäckerei ist klimaneutral!")
    found = checking.check_text(text, "de", checking.ledger_of(measure).claim, TODAY)
    assert found.verdict == "blocked"
    marked = {(one.field, text[one.field][one.start : one.end]) for one in found.marks}
    assert {field for field, _words in marked} == {"done", "quote"}
    assert all("klimaneutral" in words for _field, words in marked)


def test_a_finding_over_two_parts_is_marked_in_both(measure: Measure) -> None:
    text = parts(title="Heute klimaneutral", done="x")
    (one,) = checking.check_text(text, "de", checking.ledger_of(measure).claim, TODAY).marks[:1]
    wide = type(one.finding)(0, 200, one.finding.rule, one.finding.verdict, one.finding.message)
    assert [mark.field for mark in placed(text, [wide])] == ["title", "done"]


def test_who_is_quoted_has_to_agree(measure: Measure, bruno: Person) -> None:
    with pytest.raises(StoryRefused) as refused:
        released(measure, bruno, quote="Die Öfen laufen gut.")
    assert refused.value.field == "quoted"


def test_two_people_do_not_overwrite_each_other(measure: Measure, bruno: Person) -> None:
    story = told(measure, bruno)
    with pytest.raises(StoryChanged):
        actions.save_draft(story=story, draft=Draft({"de": parts(title="Other")}), seen=1, by=bruno)
    with pytest.raises(StoryChanged):
        actions.release(story=story, seen=1, reason="", today=TODAY, by=bruno)


def test_the_office_publishes_the_same_text_by_somebody_else(
    measure: Measure, bakery: Organisation, bruno: Person, editor: Person
) -> None:
    version = released(measure, bruno)
    given = {"valid_until": UNTIL, "today": TODAY}
    with pytest.raises(StoryChanged):
        actions.publish(version=version, sha256="0" * 64, by=editor, **given)
    with pytest.raises(StoryRefused):
        actions.publish(version=version, sha256=version.sha256, by=bruno, **given)
    assert list(queries.published(TODAY)) == []
    actions.publish(version=version, sha256=version.sha256, by=editor, **given)
    assert [one.story_id for one in queries.published(TODAY)] == [version.story_id]


def test_who_acts_for_the_member_publishes_nothing_of_it(
    measure: Measure, bakery: Organisation, bruno: Person, editor: Person
) -> None:
    version = released(measure, bruno)
    give_role(organisation=bakery, person=editor, kind=RoleKind.PRESS, by=None)
    with pytest.raises(StoryRefused):
        actions.publish(version=version, sha256=version.sha256, valid_until=UNTIL, today=TODAY, by=editor)


@pytest.mark.parametrize("until", [TODAY, TODAY + timedelta(days=4 * 365)])
def test_a_last_day_lies_ahead_and_not_too_far(
    until: date, measure: Measure, bruno: Person, editor: Person
) -> None:
    version = released(measure, bruno)
    with pytest.raises(StoryRefused):
        actions.publish(version=version, sha256=version.sha256, valid_until=until, today=TODAY, by=editor)


def test_a_story_is_over_after_its_last_day(measure: Measure, bruno: Person, editor: Person) -> None:
    version = published(measure, bruno, editor)
    assert version.valid_until is not None
    assert queries.published(version.valid_until).exists()
    assert not queries.published(version.valid_until + timedelta(days=1)).exists()


def test_a_figure_that_was_corrected_since_is_flagged(
    measure: Measure, bruno: Person, editor: Person
) -> None:
    version = published(measure, bruno, editor)
    assert queries.drift_of(version) is None
    state_again(measure, 9, bruno)
    found = queries.published_story(version.story_id, TODAY)
    assert found is not None
    assert found.drift is not None
    assert (found.drift.told_mg, found.drift.now_mg) == (12 * 10**9, 9 * 10**9)


def test_what_the_ledger_no_longer_says_is_not_published(
    measure: Measure, bruno: Person, editor: Person
) -> None:
    version = released(measure, bruno)
    state_again(measure, 9, bruno)
    with pytest.raises(StoryRefused) as refused:
        actions.publish(version=version, sha256=version.sha256, valid_until=UNTIL, today=TODAY, by=editor)
    assert refused.value.message.code == "does_not_hold"


def test_a_new_version_says_in_public_what_changed(measure: Measure, bruno: Person, editor: Person) -> None:
    first = published(measure, bruno, editor)
    state_again(measure, 9, bruno)
    story = first.story
    text = {"de": parts(**{**HOLDS, "sentence": HOLDS["sentence"].replace("12", "9")})}
    story = actions.save_draft(story=story, draft=Draft(text), seen=2, by=bruno)
    with pytest.raises(StoryRefused) as refused:
        actions.release(story=story, seen=story.revision, reason=" ", today=TODAY, by=bruno)
    assert refused.value.field == "reason"
    why = "The meter was read wrongly: 9 t, not 12 t."
    second = actions.release(story=story, seen=story.revision, reason=why, today=TODAY, by=bruno)
    actions.publish(version=second, sha256=second.sha256, valid_until=UNTIL, today=TODAY, by=editor)
    first.refresh_from_db()
    assert first.state == VersionState.REPLACED
    assert [one.why for one in queries.corrections()] == [why]


def test_a_withdrawn_story_is_gone_and_the_log_says_why(
    measure: Measure, bruno: Person, editor: Person
) -> None:
    version = published(measure, bruno, editor)
    with pytest.raises(StoryRefused):
        actions.withdraw(version=version, reason="", by=editor)
    actions.withdraw(version=version, reason="The ovens are gone", by=editor)
    assert queries.published_story(version.story_id, TODAY) is None
    assert Correction.objects.get().why == "The ovens are gone"


def test_what_was_released_stays_as_written(measure: Measure, bruno: Person) -> None:
    version = released(measure, bruno)
    for change in ({"sha256": "0" * 64}, {"number": 7}):
        with pytest.raises(Error), transaction.atomic():
            StoryVersion.objects.filter(pk=version.pk).update(**change)
    with pytest.raises(Error), transaction.atomic():
        Claim.objects.filter(version=version).update(figure_mg=1)


def test_a_badge_says_nothing_for_who_is_no_member(bakery: Organisation, bruno: Person) -> None:
    badge = actions.switch_badge(organisation=bakery, is_on=True, by=bruno)
    assert queries.standing_of(badge.pk) is None

"""Stories of the demo: one is public and one waits for the office; the badge of the bakery is on."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from klimapakt.demo.versions import person
from klimapakt.measures.models import Measure, Proof
from klimapakt.people.models import Person
from klimapakt.publicity import actions, checking
from klimapakt.publicity.actions import Draft
from klimapakt.publicity.models import Story, StoryVersion
from klimapakt.publicity.rules import FIELDS, USUAL_DAYS, StoryRefused

_BEFORE: Final = "Die alte Anlage war in die Jahre gekommen, und die Rechnungen stiegen."
_DONE: Final = "Wir haben die Anlage getauscht und die Messwerte seither jeden Monat aufgeschrieben."
_LEARNED: Final = "Früh mit dem Handwerksbetrieb sprechen, denn die Lieferzeiten sind lang."


def load() -> None:
    """Tell the stories once; nothing that exists is changed."""
    if Story.objects.exists():
        return
    office = person("ole@musterstadt")
    for email, is_public in (("bruno@sonnenkorn", True), ("carla@rheinbogen", False)):
        member = person(email)
        version = _told(member)
        if version is not None and is_public:
            _publish(version, office)
            organisation = version.story.measure.organisation
            actions.switch_badge(organisation=organisation, is_on=True, by=member)


def _told(by: Person) -> StoryVersion | None:
    """Release the story of a measure that is proven, where this person has one."""
    measures = Measure.objects.filter(organisation__roles__person=by, is_before_pact=False)
    proven = measures.filter(pk__in=Proof.objects.values("measure"))
    measure = proven.select_related("organisation", "inventory").order_by("title", "pk").first()
    if measure is None:
        return None
    today = timezone.localdate()
    story = actions.begin(measure=measure, today=today, by=by)
    sentence = checking.proposed_sentence(checking.ledger_of(measure).claim, "de", today)
    written = {"title": measure.title, "sentence": sentence, "before": _BEFORE, "done": _DONE}
    parts = {name: {**written, "learned": _LEARNED}.get(name, "") for name in FIELDS}
    story = actions.save_draft(story=story, draft=Draft({"de": parts}), seen=1, by=by)
    try:
        return actions.release(story=story, seen=story.revision, reason="", today=today, by=by)
    except StoryRefused:
        # What the guard refuses stays a draft, in the demo as well.
        return None


def _publish(version: StoryVersion, office: Person) -> None:
    today = timezone.localdate()
    until = today + timedelta(days=USUAL_DAYS)
    actions.publish(version=version, sha256=version.sha256, valid_until=until, today=today, by=office)

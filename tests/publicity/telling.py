"""Stories of members for tests of pages and files, and a bakery whose measure can be told."""

from datetime import date, timedelta

from django.utils import timezone

from klimapakt.inventories.models import EvidenceFile
from klimapakt.measures import actions as measures
from klimapakt.measures.actions import Move, PlanFacts, SavingFacts
from klimapakt.measures.models import Measure
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from klimapakt.publicity import actions, checking
from klimapakt.publicity.actions import Draft
from klimapakt.publicity.models import Badge, Claim, Correction, Story, StoryText, StoryVersion
from klimapakt.publicity.rules import FIELDS
from tests.measures.planning import plan_of

TODAY = timezone.localdate()
SENTENCE = "Die Maßnahme spart 12 t CO2e pro Jahr (umgesetzt, Stand 2025)."
HOLDS = {"title": "Neue Öfen", "sentence": SENTENCE, "done": "Wir haben zwei Öfen getauscht."}


def parts(**given: str) -> dict[str, str]:
    """Return every part of a text, empty where nothing is given."""
    return {name: given.get(name, "") for name in FIELDS}


def done_measure(organisation: Organisation, by: Person, tonnes: int = 12) -> Measure:
    """Return a measure that was implemented in 2025 and saves so many tonnes a year, with a proof."""
    measure = measures.plan_measure(organisation=organisation, facts=PlanFacts("Neue Öfen", "heat"), by=by)
    saving = SavingFacts("engineering", tonnes * 10**9)
    measures.state_saving(measure=measure, saving=saving, today=TODAY, by=by)
    for state in ("planned", "decided", "in_work", "implemented"):
        step = Move(state, date(2025, 3, 1))
        measures.move(measure=measure, move=step, today=TODAY, by=by)
    file = EvidenceFile.objects.create(
        organisation=organisation, name="bill.pdf", sha256="c" * 64, size=1, media_type="application/pdf"
    )
    measures.add_proof(measure=measure, file=file, by=by)
    return Measure.objects.get(pk=measure.pk)


def version_of(organisation: Organisation, by: Person | None = None, state: str = "released") -> StoryVersion:
    """Return a version of a story of an organisation as rows; made where missing."""
    known = StoryVersion.objects.filter(story__measure__organisation=organisation, state=state).first()
    if known is not None:
        return known
    now, measure = timezone.now(), plan_of(organisation, by)
    story = Story.objects.create(measure=measure, by=by, quoted="Mina")
    StoryText.objects.create(story=story, language="de", **HOLDS)
    document = checking.document_of(story, {"de": parts(**HOLDS)}, checking.ledger_of(measure).claim)
    is_public = state != "released"
    version = StoryVersion.objects.create(
        story=story,
        number=1,
        state=state,
        document=document,
        sha256=checking.hash_of(document),
        released_at=now,
        released_by=by,
        published_at=now if is_public else None,
        valid_until=TODAY + timedelta(days=30) if is_public else None,
    )
    Claim.objects.create(version=version, figure_mg=10**9, state="planned")
    return version


def everything_told(organisation: Organisation, by: Person) -> None:
    """Plant a row in every table of the room."""
    version = version_of(organisation, by)
    Correction.objects.create(
        story=version.story, kind="corrected", title="Ovens", why="A figure", at=timezone.now(), by=by
    )
    Badge.objects.get_or_create(organisation=organisation, defaults={"at": timezone.now(), "by": by})


def told(measure: Measure, by: Person, **given: str) -> Story:
    """Return a story of a measure whose German text says what is given."""
    story = actions.begin(measure=measure, today=TODAY, by=by)
    draft = Draft({"de": parts(**{**HOLDS, **given}), "en": parts()})
    return actions.save_draft(story=story, draft=draft, seen=1, by=by)


def released(measure: Measure, by: Person, **given: str) -> StoryVersion:
    """Return a story that the member has released."""
    story = told(measure, by, **given)
    return actions.release(story=story, seen=story.revision, reason="", today=TODAY, by=by)


def published(measure: Measure, by: Person, office: Person, **given: str) -> StoryVersion:
    """Return a story that everybody can read."""
    version = released(measure, by, **given)
    until = TODAY + timedelta(days=365)
    return actions.publish(version=version, sha256=version.sha256, valid_until=until, today=TODAY, by=office)

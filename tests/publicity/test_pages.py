"""Stories on pages: written with marked words, released, published, corrected; and what the public reads."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from klimapakt.inventories.models import Inventory
from klimapakt.measures import actions as measures
from klimapakt.measures.actions import SavingFacts
from klimapakt.measures.models import Measure
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from klimapakt.publicity import actions
from klimapakt.publicity.models import Badge, Story, StoryVersion
from tests.cast import SignIn
from tests.inventories.versions import accepted, staff
from tests.monitoring.scenes import joined
from tests.publicity.telling import HOLDS, TODAY, done_measure, published, released, told

pytestmark = pytest.mark.django_db
ENGLISH = {"de_title": "", "en_title": "New ovens", "en_done": "We replaced two ovens."}


@pytest.fixture
def measure(bakery: Organisation, bruno: Person) -> Measure:
    return done_measure(bakery, bruno)


@pytest.fixture
def brunos(bruno: Person, sign_in: SignIn) -> Client:
    return sign_in(bruno)


@pytest.fixture
def editor(db: None) -> Person:
    return staff(kind=OfficeKind.EDITOR)


def sent(client: Client, name: str, *args: object, **given: object) -> str:
    """Return a page after sending what is given."""
    return client.post(reverse(name, args=args), given, follow=True).content.decode()


def seen(client: Client, name: str, *args: object) -> str:
    """Return a page."""
    return client.get(reverse(name, args=args)).content.decode()


def test_a_story_goes_from_the_measure_to_the_website(
    measure: Measure, brunos: Client, editor: Person, sign_in: SignIn, dora: Client
) -> None:
    page = sent(brunos, "portal:story_begin", measure.pk)
    story = Story.objects.get()
    assert HOLDS["sentence"] in page
    draft = {
        "de_title": "Öfen",
        "de_sentence": HOLDS["sentence"],
        "de_done": "Wir sind klimaneutral.",
        "seen": 1,
    }
    page = sent(brunos, "portal:story", story.pk, **draft)
    assert "<mark>" in page
    assert "this does not hold yet" in page
    page = sent(brunos, "portal:story", story.pk, **{**draft, "de_done": "Zwei Öfen getauscht.", "seen": 2})
    assert "<mark>" not in page
    sent(brunos, "portal:story_release", story.pk, **{"release-consent": "on", "release-seen": 3})
    version = StoryVersion.objects.get()
    office = sign_in(editor)
    assert "Öfen" in seen(office, "office:stories")
    assert version.sha256 in seen(office, "office:story", version.pk)
    until = (TODAY + timedelta(days=90)).isoformat()
    given = {"publish-valid_until": until, "publish-sha256": version.sha256}
    sent(office, "office:story_decide", version.pk, "publish", **given)
    assert "Zwei Öfen getauscht." in seen(dora, "public:story", story.pk)
    assert "Öfen" in seen(dora, "public:stories")
    assert "Öfen" in seen(dora, "public:stories_feed")


def test_what_was_typed_stays_when_two_people_write(measure: Measure, bruno: Person, brunos: Client) -> None:
    story = told(measure, bruno)
    answer = brunos.post(reverse("portal:story", args=[story.pk]), {"de_title": "My own words", "seen": 1})
    assert answer.status_code == 409
    assert "My own words" in answer.content.decode()


def test_too_much_text_is_said_at_its_field_and_kept(measure: Measure, bruno: Person, brunos: Client) -> None:
    story = told(measure, bruno)
    page = sent(brunos, "portal:story", story.pk, de_title="x", de_done="y" * 50_000, seen=2)
    assert "at most 4000 characters" in page.replace("4,000", "4000")
    assert "y" * 50_000 in page


def test_a_script_in_a_story_stays_words(
    measure: Measure, bruno: Person, editor: Person, dora: Client
) -> None:
    script = "<script>alert(1)</script>"
    version = published(measure, bruno, editor, title=script, done=f"{script} {{{{ x }}}}")
    for name, args in (
        ("public:story", [version.story_id]),
        ("public:stories", []),
        ("public:stories_feed", []),
    ):
        page = seen(dora, name, *args)
        assert script not in page
        assert "&lt;script&gt;" in page


def test_nothing_is_public_before_the_office_released_it(
    measure: Measure, bruno: Person, dora: Client
) -> None:
    version = released(measure, bruno)
    assert dora.get(reverse("public:story", args=[version.story_id])).status_code == 404
    assert HOLDS["title"] not in seen(dora, "public:stories")
    assert HOLDS["title"] not in seen(dora, "public:stories_feed")


def test_public_pages_set_no_cookie_and_ask_few_questions(
    measure: Measure,
    bruno: Person,
    editor: Person,
    dora: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    version = published(measure, bruno, editor)
    for name, args in (
        ("public:stories", []),
        ("public:story", [version.story_id]),
        ("public:corrections", []),
        ("public:stories_feed", []),
    ):
        with django_assert_max_num_queries(9):
            answer = dora.get(reverse(name, args=args))
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers


def test_a_corrected_figure_shows_in_public_and_in_the_office(
    measure: Measure, bruno: Person, editor: Person, dora: Client, sign_in: SignIn
) -> None:
    version = published(measure, bruno, editor)
    saving = SavingFacts("engineering", 9 * 10**9, text="Read again")
    measures.state_saving(measure=measure, saving=saving, today=TODAY, by=bruno)
    assert "The figure was corrected since" in seen(dora, "public:story", version.story_id)
    office = sign_in(editor)
    assert "figure was corrected" in seen(office, "office:stories")
    sent(office, "office:story_decide", version.pk, "correct", **{"correct-reason": "9 t, not 12 t"})
    assert "9 t, not 12 t" in seen(dora, "public:corrections")
    assert "9 t, not 12 t" in seen(dora, "public:story", version.story_id)


def test_a_withdrawn_story_is_gone_and_says_where_to_read_why(
    measure: Measure, bruno: Person, editor: Person, dora: Client
) -> None:
    version = published(measure, bruno, editor)
    actions.withdraw(version=version, reason="Ovens sold", by=editor)
    answer = dora.get(reverse("public:story", args=[version.story_id]))
    assert answer.status_code == 410
    assert HOLDS["sentence"] not in answer.content.decode()
    assert "Ovens sold" in seen(dora, "public:corrections")


def test_a_badge_says_what_is_true_now(
    inventory: Inventory, bakery: Organisation, bruno: Person, brunos: Client, dora: Client
) -> None:
    membership = joined(bakery)
    sent(brunos, "portal:badge", bakery.pk, badge="on")
    badge = Badge.objects.get()
    picture = reverse("website:badge", args=[badge.pk])
    assert "Baseline not checked yet" in dora.get(picture).content.decode()
    accepted(inventory, bruno, staff())
    answer = dora.get(picture)
    assert "Baseline 2024 checked on" in answer.content.decode()
    assert "max-age=300" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
    assert "checked by the pact office" in seen(dora, "public:badge", badge.pk)
    membership.stage, membership.ended_on = "ended", timezone.localdate()
    membership.end_reason = "withdrawal"
    membership.save()
    answer = dora.get(picture)
    assert answer.status_code == 404
    assert "This badge is not valid" in answer.content.decode()


def test_a_badge_switched_off_is_like_one_that_never_was(
    bakery: Organisation, brunos: Client, dora: Client
) -> None:
    joined(bakery)
    sent(brunos, "portal:badge", bakery.pk, badge="on")
    sent(brunos, "portal:badge", bakery.pk, badge="off")
    for pk in (Badge.objects.get().pk, uuid4()):
        assert dora.get(reverse("public:badge", args=[pk])).status_code == 404

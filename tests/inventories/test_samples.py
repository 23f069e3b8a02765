"""A draw is announced by a hash, made once from a list that is kept, and anybody can repeat it."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from klimapakt.foundation.models import AuditEvent
from klimapakt.inventories import actions, queries
from klimapakt.inventories.lifecycle import NotYours
from klimapakt.inventories.models import Inventory, SampleDraw
from klimapakt.inventories.sampling import AlreadyDrawn, DoesNotSample, DrawWaits, NobodyToDraw
from klimapakt.methods.review import commitment_of, key_of, read_list
from klimapakt.methods.review import draw as draw_again
from klimapakt.pacts.actions import adopt_preset
from klimapakt.people.models import Person
from tests.inventories.sampling import sampling_pact
from tests.inventories.versions import fresh, review_now, staff, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def ole() -> Person:
    """Ole reviews."""
    return staff()


@pytest.fixture
def waiting(inventory: Inventory, bruno: Person, monkeypatch: pytest.MonkeyPatch) -> Inventory:
    """The bakery's inventory, submitted in a pact that samples."""
    sampling_pact(monkeypatch)
    return submitted(inventory, bruno)


@pytest.fixture
def announced(waiting: Inventory, ole: Person) -> SampleDraw:
    """A draw of the bakery's year that is announced."""
    return actions.announce_draw(year=waiting.year, by=ole)


def sampled(inventory: Inventory) -> queries.Sampled:
    """Return how the draw came out for an inventory."""
    review = review_now(inventory)
    assert review is not None
    assert review.sampled is not None
    return review.sampled


def undrawn(inventory: Inventory, draw: SampleDraw, risk: int) -> None:
    """Make a draw as if the inventory had been on its list with these points, and not been drawn."""
    draw.candidates, draw.drawn_at = [[key_of(str(inventory.pk)), risk]], draw.committed_at
    draw.save()


def test_without_a_draw_every_check_is_asked(waiting: Inventory) -> None:
    review = review_now(waiting)
    assert review is not None
    assert any(one.item.is_for_a_person for one in review.asked)


def test_the_commitment_is_the_hash_of_the_seed(announced: SampleDraw) -> None:
    assert announced.commitment == commitment_of(announced.seed)


def test_two_announcements_have_other_seeds(announced: SampleDraw, waiting: Inventory, ole: Person) -> None:
    actions.make_draw(draw=announced, by=ole)
    assert actions.announce_draw(year=waiting.year, by=ole).seed != announced.seed


def test_one_draw_of_a_year_is_announced_at_a_time(
    announced: SampleDraw, waiting: Inventory, ole: Person
) -> None:
    with pytest.raises(DrawWaits):
        actions.announce_draw(year=waiting.year, by=ole)


def test_a_pact_that_reviews_all_has_no_draw(inventory: Inventory, bruno: Person, ole: Person) -> None:
    adopt_preset(preset="krefeld", by=None)
    submitted(inventory, bruno)
    with pytest.raises(DoesNotSample):
        actions.announce_draw(year=inventory.year, by=ole)


def test_members_announce_and_draw_nothing(announced: SampleDraw, bruno: Person) -> None:
    with pytest.raises(NotYours):
        actions.make_draw(draw=announced, by=bruno)


def test_the_only_one_is_the_riskiest(announced: SampleDraw, waiting: Inventory, ole: Person) -> None:
    actions.make_draw(draw=announced, by=ole)
    assert sampled(waiting).is_riskiest


def test_a_draw_is_made_once(announced: SampleDraw, ole: Person) -> None:
    actions.make_draw(draw=announced, by=ole)
    with pytest.raises(AlreadyDrawn):
        actions.make_draw(draw=announced, by=ole)


def test_who_was_in_a_draw_is_in_no_other(announced: SampleDraw, waiting: Inventory, ole: Person) -> None:
    actions.make_draw(draw=announced, by=ole)
    second = actions.announce_draw(year=waiting.year, by=ole)
    with pytest.raises(NobodyToDraw):
        actions.make_draw(draw=second, by=ole)


def test_a_later_submission_does_not_move_the_draw(
    announced: SampleDraw, ole: Person, carlas_inventory: Inventory, carla: Person
) -> None:
    made = actions.make_draw(draw=announced, by=ole)
    submitted(carlas_inventory, carla)
    kept = SampleDraw.objects.get(pk=made.pk)
    assert (kept.candidates, kept.riskiest) == (made.candidates, made.riskiest)
    assert sampled(carlas_inventory).draw is None


def test_who_is_not_drawn_is_checked_by_the_program_alone(waiting: Inventory, announced: SampleDraw) -> None:
    undrawn(waiting, announced, risk=waiting.review_risk)
    review = review_now(waiting)
    assert review is not None
    assert not any(one.item.is_for_a_person for one in review.asked)


def test_who_became_riskier_since_the_draw_is_checked_in_depth(
    waiting: Inventory, announced: SampleDraw
) -> None:
    undrawn(waiting, announced, risk=waiting.review_risk - 1)
    assert sampled(fresh(waiting)).has_risen


def test_the_published_list_and_seed_give_the_draw(
    announced: SampleDraw, ole: Person, client: Client
) -> None:
    made = actions.make_draw(draw=announced, by=ole)
    text = client.get(f"/samples/{made.pk}.csv").content.decode()
    again = draw_again(read_list(text), seed=made.seed, period=str(made.year))
    assert (list(again.riskiest), list(again.drawn)) == (made.riskiest, made.drawn)


def test_the_public_list_names_no_inventory(
    announced: SampleDraw, waiting: Inventory, ole: Person, client: Client
) -> None:
    made = actions.make_draw(draw=announced, by=ole)
    text = client.get(f"/samples/{made.pk}.csv").content.decode()
    assert str(waiting.pk) not in text
    assert key_of(str(waiting.pk)) in text


def test_before_the_draw_the_hash_is_public_and_the_seed_is_not(
    announced: SampleDraw, client: Client
) -> None:
    html = client.get("/samples/").content.decode()
    assert announced.commitment in html
    assert announced.seed not in html
    assert client.get(f"/samples/{announced.pk}.csv").status_code == 404


def test_after_the_draw_the_seed_is_public(announced: SampleDraw, ole: Person, client: Client) -> None:
    actions.make_draw(draw=announced, by=ole)
    assert announced.seed in client.get("/samples/").content.decode()


def test_the_audit_chain_knows_the_hash_before_the_draw(announced: SampleDraw, ole: Person) -> None:
    actions.make_draw(draw=announced, by=ole)
    told = AuditEvent.objects.filter(what__startswith="sample.").order_by("pk")
    assert [one.what for one in told] == ["sample.announced", "sample.drawn"]


def test_the_database_lets_no_draw_be_changed(announced: SampleDraw, ole: Person) -> None:
    actions.make_draw(draw=announced, by=ole)
    with pytest.raises(DatabaseError, match="can be neither changed nor deleted"), transaction.atomic():
        SampleDraw.objects.filter(pk=announced.pk).update(drawn=["x"])


def test_the_database_lets_no_seed_be_exchanged(announced: SampleDraw) -> None:
    with pytest.raises(DatabaseError, match="do not change once they are published"), transaction.atomic():
        SampleDraw.objects.filter(pk=announced.pk).update(seed="1" * 64)

"""Double opt-in: nobody is subscribed by somebody else, nobody learns who is, and leaving takes one click."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from klimapakt.foundation.models import OutgoingMail
from klimapakt.foundation.personal_data import declared
from klimapakt.newsletter import actions, leaving, queries, rules
from klimapakt.newsletter.consent_texts import NEWEST
from klimapakt.newsletter.models import Subscription
from klimapakt.privacy.actions.clocks import forget_due
from tests.newsletter.letters import asked, subscriber

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def to(name: str, *arguments: object) -> str:
    with override("en"):
        return reverse(f"public:{name}", args=arguments)


def aged(one: Subscription, **ages: timedelta) -> None:
    now = timezone.now()
    Subscription.objects.filter(pk=one.pk).update(**{name: now - age for name, age in ages.items()})


def test_who_asks_counts_only_after_the_click() -> None:
    token = asked("Lea@Example.org")
    one = Subscription.objects.get()
    assert (one.email, one.counts, one.consent_version) == ("lea@example.org", False, NEWEST)
    assert queries.counted().all == 0
    actions.confirm(token=token)
    assert queries.counted().all == 1


def test_the_token_does_not_rest_here() -> None:
    token = asked("lea@example.org")
    mail = OutgoingMail.objects.get()
    assert token not in mail.text + mail.html + mail.secrets + Subscription.objects.get().token_hash


def test_a_link_counts_once_and_for_a_week() -> None:
    token = asked("lea@example.org")
    actions.confirm(token=token)
    with pytest.raises(rules.LinkOver) as used:
        actions.confirm(token=token)
    assert used.value.code == "used"
    late = asked("kim@example.org")
    Subscription.objects.filter(email="kim@example.org").update(asked_at=timezone.now() - timedelta(days=8))
    with pytest.raises(rules.LinkOver) as expired:
        actions.confirm(token=late)
    assert expired.value.code == "expired"
    with pytest.raises(rules.LinkOver) as unknown:
        actions.confirm(token="nothing")
    assert unknown.value.code == "unknown"


def test_asking_twice_at_once_fills_no_mailbox() -> None:
    asked("lea@example.org")
    with pytest.raises(IndexError):
        asked("LEA@example.org")
    assert OutgoingMail.objects.count() == 1


def test_asking_for_somebody_who_is_subscribed_changes_nothing_for_them() -> None:
    one = subscriber("lea@example.org", "de")
    aged(one, asked_at=timedelta(days=1), confirmed_at=timedelta(days=1))
    asked("lea@example.org", "en")
    one.refresh_from_db()
    assert one.counts
    assert one.language == "de"


def test_who_left_may_come_back_at_once() -> None:
    one = subscriber("lea@example.org")
    assert actions.leave(token=leaving.token_of(one))
    one.refresh_from_db()
    assert not one.counts
    actions.confirm(token=asked("lea@example.org"))
    one.refresh_from_db()
    assert one.counts


def test_no_address_is_refused_before_anything_is_kept() -> None:
    with pytest.raises(ValidationError):
        asked("lea@example.org\r\nBcc: all@example.org")
    assert not Subscription.objects.exists()


def test_what_is_unconfirmed_goes_after_a_week_and_who_left_after_half_a_year() -> None:
    asked("waits@example.org")
    fresh, gone, kept = (subscriber(f"{name}@example.org") for name in ("fresh", "gone", "kept"))
    aged(Subscription.objects.get(email="waits@example.org"), asked_at=timedelta(days=8))
    aged(gone, confirmed_at=timedelta(days=300), left_at=timedelta(days=181))
    aged(kept, confirmed_at=timedelta(days=300), left_at=timedelta(days=179))
    assert dict(forget_due(at=timezone.now()))["newsletter.Subscription"] == 2
    assert set(Subscription.objects.all()) == {fresh, kept}
    assert declared()["newsletter.Subscription"].clock


@pytest.mark.parametrize("known", [True, False])
def test_the_form_answers_the_same_whether_or_not_an_address_is_known(dora: Client, *, known: bool) -> None:
    if known:
        subscriber("lea@example.org")
    answer = dora.post(to("newsletter"), {"email": "lea@example.org"})
    assert (answer.status_code, answer["Location"]) == (302, to("newsletter_sent"))
    assert dora.get(to("newsletter_sent")).status_code == 200


def test_the_form_says_where_the_address_is_wrong_and_keeps_it(dora: Client) -> None:
    html = dora.post(to("newsletter"), {"email": "lea at example"}).content.decode()
    assert 'value="lea at example"' in html
    assert 'href="#id_email"' in html


def test_a_program_that_fills_in_the_trap_is_thanked_and_forgotten(dora: Client) -> None:
    assert dora.post(to("newsletter"), {"email": "a@example.org", "website": "x"}).status_code == 302
    assert not Subscription.objects.exists()


def test_from_one_network_come_twenty_requests(dora: Client) -> None:
    for number in range(20):
        assert dora.post(to("newsletter"), {"email": f"a{number}@example.org"}).status_code == 302
    answer = dora.post(to("newsletter"), {"email": "late@example.org"})
    assert answer.status_code == 429
    assert "late@example.org" in answer.content.decode()
    assert Subscription.objects.count() == 20


def test_opening_the_link_confirms_nothing_and_the_click_does(dora: Client) -> None:
    address = to("newsletter_confirm", asked("lea@example.org"))
    assert dora.get(address).status_code == 200
    assert not Subscription.objects.get().counts
    assert dora.post(address).status_code == 200
    assert Subscription.objects.get().counts
    assert dora.post(address).status_code == 410
    assert dora.get(to("newsletter_confirm", "nothing")).status_code == 404


def test_opening_the_leave_link_asks_and_the_click_leaves_without_token_or_sign_in() -> None:
    one = subscriber("lea@example.org")
    program = Client(enforce_csrf_checks=True)
    address = to("newsletter_leave", leaving.token_of(one))
    assert program.get(address).status_code == 200
    one.refresh_from_db()
    assert one.counts
    for _again in range(2):
        assert program.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    one.refresh_from_db()
    assert not one.counts


@pytest.mark.parametrize(
    "token", ["x", "x" * 5000, Signer().sign("0" * 32), Signer(salt="klimapakt.newsletter.leave").sign("no")]
)
def test_a_leave_link_that_is_not_ours_moves_nobody(dora: Client, token: str) -> None:
    subscriber("lea@example.org")
    assert dora.post(to("newsletter_leave", token)).status_code == 404
    assert queries.counted().all == 1

"""An issue reaches everybody once, as it was written, and can be left by one click."""

from datetime import timedelta
from email import policy
from email.parser import BytesParser

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from klimapakt.foundation.mail.sending import letter_of
from klimapakt.foundation.models import OutgoingMail
from klimapakt.newsletter import actions, jobs, leaving, letters, rules
from klimapakt.newsletter.actions import IssueWords, sending
from klimapakt.newsletter.enums import IssueState
from klimapakt.newsletter.models import Delivery, Issue
from klimapakt.organisations.rules import ChangedMeanwhile
from klimapakt.pacts.models import Pact
from klimapakt.people.models import Person
from tests.newsletter.letters import (
    LINKS,
    WORDS,
    draft_of,
    leave_link,
    mails,
    released,
    sent,
    subscriber,
    text_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_everybody_gets_an_issue_in_their_language(ada: Person) -> None:
    subscriber("anna@example.org", "de")
    subscriber("ben@example.org", "en")
    one = sent(ada)
    german, english = mails()
    assert (german.recipient, german.subject, english.subject) == ("anna@example.org", "Sommer", "Summer")
    assert "Erster Absatz.\n\nMehr: https://example.org/a." in german.text
    assert '<a href="https://example.org/a">https://example.org/a</a>.' in german.html
    assert (one.state, one.sent_to, one.released_by) == (IssueState.SENT, 2, ada)


def test_the_mail_says_to_the_program_how_to_leave(ada: Person) -> None:
    subscriber("anna@example.org")
    sent(ada)
    (mail,) = mails()
    raw = letter_of(mail).message().as_bytes()
    read = BytesParser(policy=policy.default).parsebytes(raw)
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert str(read["List-Unsubscribe"]).strip().startswith("<http://testserver/de/newsletter/leave/")
    assert leave_link(mail) not in mail.text + mail.html  # it rests sealed


def test_other_mail_cannot_be_left() -> None:
    subscriber("anna@example.org")
    assert "List-Unsubscribe" not in letter_of(OutgoingMail.objects.get()).extra_headers


def test_nothing_in_an_issue_counts_its_readers(ada: Person) -> None:
    subscriber("anna@example.org")
    sent(ada)
    (mail,) = mails()
    assert "<img" not in mail.html
    assert "https://example.org/a" in mail.html


def test_who_left_or_has_not_confirmed_gets_nothing(ada: Person) -> None:
    left = subscriber("left@example.org")
    subscriber("anna@example.org")
    actions.leave(token=leaving.token_of(left))
    sent(ada)
    assert [mail.recipient for mail in mails()] == ["anna@example.org"]


def test_a_worker_that_dies_in_a_part_loses_and_doubles_nothing(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = [f"s{number}@example.org" for number in range(7)]
    for address in addresses:
        subscriber(address)
    monkeypatch.setattr(sending, "AT_ONCE", 3)
    one, posted, post = released(ada), [0], letters.issue

    def dying(issue: Issue, to: object) -> None:
        posted[0] += 1
        if posted[0] == 5:
            raise KeyboardInterrupt
        post(issue, to)  # type: ignore[arg-type]  # what the action gives

    monkeypatch.setattr(letters, "issue", dying)
    assert actions.go_on(issue=one)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        actions.go_on(issue=one)
    assert (len(mails()), Delivery.objects.count()) == (3, 3)
    for _twice in range(2):
        jobs.post_issue.enqueue(str(one.pact_id), str(one.pk))
    assert [mail.recipient for mail in mails()] == addresses
    one.refresh_from_db()
    assert (one.state, one.sent_to) == (IssueState.SENT, 7)


def test_an_issue_with_a_moment_waits_for_it_and_can_be_held_back(ada: Person) -> None:
    subscriber("anna@example.org")
    later = timezone.now() + timedelta(hours=2)
    one = draft_of(ada)
    jobs.send(issue=one, revision=1, send_at=later, leave_links=LINKS, by=ada)
    assert jobs.schedule(now=timezone.now()) == 0
    held = actions.hold_back(issue=one, by=ada)
    assert held.state == IssueState.DRAFT
    jobs.send(issue=one, revision=1, send_at=later, leave_links=LINKS, by=ada)
    assert jobs.schedule(now=later) == 1
    with pytest.raises(rules.OnItsWay):
        actions.hold_back(issue=one, by=ada)


def test_an_issue_whose_job_is_gone_is_begun_again(ada: Person) -> None:
    subscriber("anna@example.org")
    one = released(ada)
    assert jobs.schedule(now=timezone.now()) == 0
    assert jobs.schedule(now=timezone.now() + timedelta(minutes=6)) == 1
    assert one.state == IssueState.SENDING


def test_it_is_not_sent_in_half(ada: Person, pact: Pact) -> None:
    subscriber("anna@example.org")
    one = draft_of(ada, IssueWords("Sommer", "Text", "", ""))
    with pytest.raises(rules.NotReady):
        actions.release(issue=one, revision=1, send_at=None, leave_links=LINKS, by=ada)
    Pact.objects.filter(pk=pact.pk).update(languages=["de"])
    one.refresh_from_db()
    actions.release(issue=one, revision=1, send_at=None, leave_links=LINKS, by=ada)


def test_it_is_not_sent_to_nobody_nor_into_the_past(ada: Person) -> None:
    one = draft_of(ada)
    with pytest.raises(rules.NobodyThere):
        actions.release(issue=one, revision=1, send_at=None, leave_links=LINKS, by=ada)
    with pytest.raises(rules.DayGone):
        actions.release(issue=one, revision=1, send_at=timezone.now(), leave_links=LINKS, by=ada)


def test_what_somebody_else_changed_is_neither_overwritten_nor_sent_unread(ada: Person) -> None:
    subscriber("anna@example.org")
    one = draft_of(ada)
    actions.write(issue=one, words=WORDS, revision=1, by=ada)
    with pytest.raises(ChangedMeanwhile):
        actions.write(issue=one, words=WORDS, revision=1, by=ada)
    with pytest.raises(ChangedMeanwhile):
        actions.release(issue=one, revision=1, send_at=None, leave_links=LINKS, by=ada)


def test_what_is_released_stays_as_it_is(ada: Person) -> None:
    subscriber("anna@example.org")
    one = released(ada)
    for do in (
        lambda: actions.write(issue=one, words=WORDS, revision=1, by=ada),
        lambda: actions.discard(issue=one, by=ada),
        lambda: actions.release(issue=one, revision=1, send_at=None, leave_links=LINKS, by=ada),
    ):
        with pytest.raises(rules.OnItsWay):
            do()


@pytest.mark.parametrize("change", [{"state": "draft", "sent_at": None}, {"sent_to": 5}])
def test_the_database_keeps_what_was_sent(ada: Person, change: dict[str, object]) -> None:
    subscriber("anna@example.org")
    one = sent(ada)
    with pytest.raises(IntegrityError), transaction.atomic():
        Issue.objects.filter(pk=one.pk).update(**change)


def test_braces_and_script_in_a_text_stay_text(ada: Person) -> None:
    subscriber("anna@example.org")
    text = "{{ secret }} {% load x %} <script>alert(1)</script> ⟦link⟧"
    sent(ada, IssueWords("{{ x }}", text, "S", "T"))
    (mail,) = mails()
    assert mail.subject == "{{ x }}"
    assert "{{ secret }} {% load x %} <script>alert(1)</script> [link]" in text_of(mail)
    assert "<script" not in mail.html
    assert "&lt;script&gt;" in mail.html


def test_the_preview_is_the_mail(ada: Person) -> None:
    subscriber("anna@example.org")
    one = sent(ada)
    (mail,) = mails()
    seen = letters.preview(one, "de", LINKS["de"])
    assert (seen.subject, seen.text, seen.html) == (mail.subject, mail.text, mail.html)

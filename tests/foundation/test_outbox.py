"""The outbox: one mail for one cause, none for what did not happen, no secret left, no foreign header."""

import re
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from typing import cast

import pytest
from django.conf import LazySettings
from django.core import mail as django_mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from klimapakt.foundation.mail import actions, kinds, outbox, queries, rules, sealing, sending, writing
from klimapakt.foundation.mail.actions import Failure
from klimapakt.foundation.mail.enums import MailProblem, MailState
from klimapakt.foundation.models import AuditEvent, OutgoingMail
from klimapakt.organisations.mail_kinds import INVITATION, ROLE_CHANGED
from klimapakt.people.models import Person

pytestmark = pytest.mark.django_db
LINK = "http://testserver/invitations/a-secret-token/"
WORDS = {"name": "Bakery", "who": "Bruno", "role": "Press", "until": "1 May", "link": LINK}
CRLF = [
    "Bakery\r\nBcc: eve@example.org",
    "Bakery\nBcc: eve@example.org",
    "Bakery\rBcc: eve@example.org",
    "Bakery\r\n\r\n<script>",
    "Bakery\x0b\x0cBcc: eve@example.org",
    "Bakery\x85Bcc: eve@example.org",
    "Bakery\u2028Bcc: eve@example.org",
    "Bakery%0d%0aBcc: eve@example.org\x00",
]


def posted(to: str = "mina@example.org", *, key: str = "", **words: str) -> OutgoingMail:
    context = {**WORDS, **words}
    return outbox.post(to=to, kind=INVITATION, language="en", context=context, key=key)


def now_of(mail: OutgoingMail) -> OutgoingMail:
    return OutgoingMail.objects.get(pk=mail.pk)


def claimed(mail: OutgoingMail, at: datetime | None = None) -> OutgoingMail:
    found = actions.claim(pk=mail.pk, at=at or timezone.now())
    assert found is not None
    return found


def failed(mail: OutgoingMail, problem: MailProblem = MailProblem.ADDRESS_REFUSED) -> OutgoingMail:
    taken = claimed(mail)
    actions.note_failure(mail=taken, failure=Failure(problem, 550, is_final=True), at=timezone.now())
    return now_of(mail)


def test_a_mail_leaves_after_the_commit_in_text_and_html(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        posted()
        assert django_mail.outbox == []
    (letter,) = django_mail.outbox
    assert (letter.to, letter.subject) == (["mina@example.org"], "Invitation to Bakery")
    assert LINK in str(letter.body)
    (html,) = cast("django_mail.EmailMultiAlternatives", letter).alternatives
    assert f'href="{LINK}"' in str(html[0])
    assert OutgoingMail.objects.get().state == MailState.SENT


class ChangedMyMind(Exception):
    """Somebody thinks better of it in the middle of a transaction."""


@transaction.atomic
def post_and_think_better_of_it() -> None:
    posted()
    raise ChangedMyMind


def test_what_is_rolled_back_sends_nothing(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ChangedMyMind):
        post_and_think_better_of_it()
    assert django_mail.outbox == []
    assert not OutgoingMail.objects.exists()


def test_the_same_cause_is_written_once(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert posted(key="x:1").pk == posted(key="x:1").pk
        posted(key="x:2")
        posted()
        posted()
    assert len(django_mail.outbox) == 4


def test_a_mail_is_sent_once_however_often_its_job_runs() -> None:
    mail = posted()
    for _ in range(3):
        outbox.deliver.call(str(mail.pk))
    assert len(django_mail.outbox) == 1


@pytest.mark.parametrize("name", CRLF, ids=range(len(CRLF)))
def test_no_name_adds_a_header_or_a_line_of_its_own(name: str) -> None:
    mail = posted(name=name, who=name, role=name)
    assert "\n" not in mail.subject
    data = sending.letter_of(mail).message().as_bytes()
    letter = message_from_bytes(data, policy=policy.default)
    assert letter["Bcc"] is None
    assert letter["To"] == "mina@example.org"
    assert not re.search(r"^Bcc:", mail.text, re.MULTILINE)
    assert "<script>" not in mail.html
    assert set(letter.keys()) == {
        "Content-Type",
        "MIME-Version",
        "Subject",
        "From",
        "To",
        "Message-ID",
        "Date",
        "Content-Language",
        "Auto-Submitted",
        "X-Auto-Response-Suppress",
    }


@pytest.mark.parametrize(
    "address",
    [
        "mina@example.org\r\nBcc: eve@example.org",
        "mina@example.org\nBcc: eve@example.org",
        "mina@example.org, eve@example.org",
        "mina",
        "",
        "Mina <mina@example.org>",
    ],
)
def test_what_is_no_address_gets_no_mail(address: str) -> None:
    with pytest.raises(ValidationError):
        posted(address)


@pytest.mark.parametrize("field", ["recipient", "subject", "message_id"])
@pytest.mark.parametrize("sign", ["\r", "\n"])
def test_the_database_refuses_a_second_line_in_a_header_too(field: str, sign: str) -> None:
    mail = posted()
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.filter(pk=mail.pk).update(**{field: f"a{sign}b"})


@pytest.mark.parametrize(
    "link",
    [
        "http://evil.example/invitations/x/",
        "https://testserver.evil.example/x/",
        "http://testserver@evil.example/x/",
        "http://evil.example:80@testserver/x/",
        "//evil.example/x/",
        "javascript:alert(1)",
        "ftp://testserver/x",
        "http://testserver\\@evil.example/",
        "http://evil.example#testserver/",
        "http://evil.example?testserver/",
        "http:///evil.example/",
        "http://testserver.\u200bevil.example/",
    ],
)
def test_a_link_leads_to_our_host_or_the_mail_is_not_written(link: str) -> None:
    with pytest.raises(writing.ForeignLink):
        posted(link=link)
    assert not OutgoingMail.objects.exists()


def test_a_secret_rests_sealed_while_its_mail_waits_and_is_gone_afterwards() -> None:
    mail = posted()
    kept = "|".join(str(value) for value in OutgoingMail.objects.values_list().get())
    assert "a-secret-token" not in kept
    assert sealing.unseal(mail.secrets) == {"link": LINK}
    outbox.deliver.call(str(mail.pk))
    assert LINK in str(django_mail.outbox[0].body)
    assert now_of(mail).secrets == ""
    assert "a-secret-token" not in "|".join(str(value) for value in OutgoingMail.objects.values_list().get())


def test_the_demo_keeps_links_to_try_them(settings: LazySettings) -> None:
    settings.KLIMA_DEMO = True
    mail = posted()
    outbox.deliver.call(str(mail.pk))
    assert sealing.unseal(now_of(mail).secrets) == {"link": LINK}


def test_with_another_secret_of_the_installation_nothing_opens(settings: LazySettings) -> None:
    mail = posted()
    settings.SECRET_KEY = "another one, as long as it has to be, of fifty characters"
    outbox.deliver.call(str(mail.pk))
    found = now_of(mail)
    assert (found.state, found.problem) == (MailState.FAILED, MailProblem.SECRET_LOST)
    assert not actions.may_send_again(found)


def test_a_name_that_looks_like_the_mark_of_a_secret_is_only_a_name() -> None:
    assert "⟦" not in writing.write(ROLE_CHANGED, "en", {**WORDS, "name": "⟦link⟧"}).text


def test_a_repeat_has_the_same_message_id_and_date() -> None:
    mail = posted()
    first, second = (sending.letter_of(now_of(mail)).message() for _ in range(2))
    assert [first[name] for name in ("Message-ID", "Date")] == [
        second[name] for name in ("Message-ID", "Date")
    ]
    assert str(first["Message-ID"]).endswith("@localhost>")


def test_only_one_sender_gets_a_mail() -> None:
    mail = posted()
    claimed(mail)
    assert actions.claim(pk=mail.pk, at=timezone.now()) is None


def test_a_sender_that_was_killed_gives_the_mail_back_after_five_minutes() -> None:
    mail, now = posted(), timezone.now()
    claimed(mail)
    assert actions.free_stuck(at=now + timedelta(minutes=4)) == 0
    later = now + timedelta(minutes=6)
    assert actions.free_stuck(at=later) == 1
    assert now_of(mail).problem == MailProblem.INTERRUPTED
    assert claimed(mail, later).attempts == 2


def test_a_sender_that_comes_late_spoils_nothing() -> None:
    mail, now = posted(), timezone.now()
    slow = claimed(mail)
    later = now + timedelta(minutes=6)
    actions.free_stuck(at=later)
    quick = claimed(mail, later)
    actions.note_failure(mail=slow, failure=Failure(MailProblem.CUT_OFF), at=later)
    assert now_of(mail).state == MailState.SENDING
    actions.note_sent(mail=quick, at=later)
    actions.note_failure(mail=quick, failure=Failure(MailProblem.CUT_OFF), at=later)
    actions.note_sent(mail=slow, at=later + timedelta(minutes=1))
    assert (now_of(mail).state, now_of(mail).sent_at) == (MailState.SENT, later)


def test_a_mail_nobody_takes_is_tried_for_a_day_and_then_visible() -> None:
    mail, start, attempts = posted(), timezone.now(), []
    now = start
    while now_of(mail).state == MailState.QUEUED:
        now = max(now, cast("datetime", now_of(mail).next_attempt_at))
        attempts.append(round((now - start).total_seconds() / 60))
        actions.note_failure(mail=claimed(mail, now), failure=Failure(MailProblem.LATER, 451), at=now)
    assert attempts == [0, 1, 6, 36, 156, 636, 1116, 1440]
    assert (now_of(mail).state, now_of(mail).problem) == (MailState.FAILED, MailProblem.LATER)


def test_a_code_that_no_longer_counts_is_not_sent() -> None:
    kind = kinds.all_kinds()["login_code"]
    mail = outbox.post(to="mina@example.org", kind=kind, language="en", context={"code": "ABC-DEF"})
    assert actions.claim(pk=mail.pk, at=timezone.now() + timedelta(minutes=15)) is None
    found = now_of(mail)
    assert (found.state, found.problem, found.secrets) == (MailState.FAILED, MailProblem.TOO_LATE, "")


def test_a_silent_server_is_asked_once_for_all(settings: LazySettings) -> None:
    mails = [posted() for _ in range(5)]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    for mail in mails:
        outbox.deliver.call(str(mail.pk))
    assert sorted(OutgoingMail.objects.values_list("attempts", flat=True)) == [0, 0, 0, 0, 1]
    assert not queries.due(timezone.now()).exists()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    OutgoingMail.objects.update(next_attempt_at=timezone.now())
    assert outbox.sweep(at=timezone.now()) == 5
    assert len(django_mail.outbox) == 5


def test_after_a_day_of_silence_everything_is_given_up_even_what_was_never_tried() -> None:
    mails, now = [posted(), posted()], timezone.now()
    actions.wait_for_server(failure=Failure(MailProblem.SERVER_AWAY), at=now + timedelta(hours=25))
    assert {now_of(mail).state for mail in mails} == {MailState.FAILED}


def test_a_dead_mail_gets_another_day_and_says_who_gave_it(
    ada: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    mail = failed(posted())
    with django_capture_on_commit_callbacks(execute=True):
        outbox.send_again(mail=mail, by=ada)
    assert (now_of(mail).state, now_of(mail).problem) == (MailState.SENT, "")
    assert LINK in str(django_mail.outbox[0].body)
    assert django_mail.outbox[0].extra_headers["Message-ID"] == mail.message_id
    assert AuditEvent.objects.filter(what="mail.sent_again", subject_id=str(mail.pk)).count() == 1


def test_what_was_sent_is_not_sent_again_by_anybody(ada: Person) -> None:
    mail = posted()
    outbox.deliver.call(str(mail.pk))
    with pytest.raises(rules.NotPossible):
        outbox.send_again(mail=mail, by=ada)
    with pytest.raises(rules.NotPossible):
        actions.drop(mail=mail, by=ada)


def test_what_is_dropped_is_tried_no_more_and_loses_its_secret(ada: Person) -> None:
    mail = failed(posted())
    actions.drop(mail=mail, by=ada)
    actions.drop(mail=mail, by=ada)
    assert (now_of(mail).state, now_of(mail).secrets) == (MailState.SUPPRESSED, "")
    assert AuditEvent.objects.filter(what="mail.dropped").count() == 1
    assert outbox.sweep(at=timezone.now() + timedelta(days=1)) == 0


def test_after_a_month_address_and_text_are_empty_after_three_the_row_is_gone() -> None:
    sent, dead, fresh = posted(), failed(posted()), posted()
    outbox.deliver.call(str(sent.pk))
    now = timezone.now()
    actions.forget_old(at=now + timedelta(days=29))
    assert now_of(sent).recipient
    actions.forget_old(at=now + timedelta(days=31))
    for mail in (now_of(sent), now_of(dead)):
        assert (mail.recipient, mail.subject, mail.text, mail.html, mail.secrets) == ("",) * 5
        assert mail.emptied_at
    assert now_of(dead).state == MailState.SUPPRESSED
    assert now_of(fresh).recipient
    actions.forget_old(at=now + timedelta(days=91))
    assert list(OutgoingMail.objects.all()) == [fresh]


def test_no_error_tells_whom_a_mail_was_for() -> None:
    mail = failed(posted("very.private@example.org"))
    assert "private" not in mail.get_problem_display() + str(mail.smtp_status)


def test_every_kind_has_a_name_of_its_own() -> None:
    assert len(kinds.all_kinds()) == 65

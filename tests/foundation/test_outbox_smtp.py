"""Two hundred mails and a mail server that refuses, hangs and hangs up: none is lost, none is taken twice."""

import pytest
from django.conf import LazySettings
from django.utils import timezone

from klimapakt.foundation.mail import outbox
from klimapakt.foundation.mail.enums import MailProblem, MailState
from klimapakt.foundation.models import OutgoingMail
from klimapakt.organisations.mail_kinds import ROLE_CHANGED
from tests.foundation.smtp_server import Answer, Running, smtp_server

pytestmark = pytest.mark.django_db
WORDS = {"name": "Bäckerei Süßkorn", "who": "Bruno", "role": "Press", "person": "Mina"}
FIRST_THEN_TAKEN = {
    "refused": [Answer.REFUSE] * 99,
    "text": [Answer.REFUSE_TEXT] * 99,
    "later": [Answer.LATER, Answer.LATER],
    "hangs": [Answer.HANG],
    "gone": [Answer.HANG_UP, Answer.HANG_UP],
}
CASES = ["fine"] * 5 + list(FIRST_THEN_TAKEN)


@pytest.fixture(autouse=True)
def _by_smtp(settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 0.5


def answers(address: str, attempt: int) -> Answer:
    said = FIRST_THEN_TAKEN.get(address.partition("-")[0], [])
    return said[attempt - 1] if attempt <= len(said) else Answer.TAKE


def posted(address: str) -> OutgoingMail:
    return outbox.post(to=address, kind=ROLE_CHANGED, language="de", context=WORDS)


def until_all_are_settled() -> None:
    """Let time pass: whatever waits for another attempt is due."""
    for _ in range(8):
        OutgoingMail.objects.filter(state=MailState.QUEUED).update(next_attempt_at=timezone.now())
        if outbox.sweep(at=timezone.now()) == 0:
            return


def test_of_two_hundred_mails_none_is_lost_and_none_is_taken_twice(settings: LazySettings) -> None:
    with smtp_server(answers) as server:
        settings.EMAIL_PORT = server.port
        for number in range(200):
            posted(f"{CASES[number % 10]}-{number}@example.org")
        until_all_are_settled()
    _ensure_sound(server, sent=160, dead=40)
    dead = OutgoingMail.objects.filter(state=MailState.FAILED)
    assert {(one.problem, one.smtp_status, one.attempts) for one in dead} == {
        (MailProblem.ADDRESS_REFUSED, 550, 1),
        (MailProblem.CONTENT_REFUSED, 554, 1),
    }
    # What was read without an answer came again under the Message-ID it had: whoever got both can tell.
    assert len(server.box.unanswered) == 60
    assert {str(letter["Message-ID"]) for letter in server.box.unanswered} <= set(server.box.ids())


def _ensure_sound(server: Running, *, sent: int, dead: int) -> None:
    counts = [
        OutgoingMail.objects.filter(state=state).count() for state in (MailState.SENT, MailState.FAILED)
    ]
    assert counts == [sent, dead]
    ids = OutgoingMail.objects.filter(state=MailState.SENT).values_list("message_id", flat=True)
    assert server.box.ids() == dict.fromkeys(ids, 1)


def test_what_arrives_is_german_and_whole(settings: LazySettings) -> None:
    with smtp_server() as server:
        settings.EMAIL_PORT = server.port
        posted("mina@example.org")
        until_all_are_settled()
    (letter,) = server.box.taken
    assert str(letter["Subject"]).strip() == "Ihre Rolle bei Bäckerei Süßkorn hat sich geändert"
    text, html = (letter.get_body((form,)) for form in ("plain", "html"))
    assert text is not None
    assert html is not None
    assert "Guten Tag Mina," in text.get_content()
    assert '<html lang="de">' in html.get_content()


def test_a_server_that_goes_away_and_comes_back_gets_everything(settings: LazySettings) -> None:
    with smtp_server() as gone:
        settings.EMAIL_PORT = gone.port
    mails = [posted(f"m{number}@example.org") for number in range(20)]
    until_all_are_settled()
    assert {OutgoingMail.objects.get(pk=mail.pk).state for mail in mails} == {MailState.QUEUED}
    with smtp_server() as server:
        settings.EMAIL_PORT = server.port
        until_all_are_settled()
    _ensure_sound(server, sent=20, dead=0)


def test_a_sender_that_is_refused_waits_for_somebody_to_mend_it(settings: LazySettings) -> None:
    settings.EMAIL_PORT = 9
    mail = posted("mina@example.org")
    outbox.deliver.call(str(mail.pk))
    found = OutgoingMail.objects.get()
    assert (found.state, found.problem) == (MailState.QUEUED, MailProblem.SERVER_AWAY)

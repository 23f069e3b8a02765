"""The e-mails as the office sees them: what failed stands first, says why, and is sent again or dropped."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.test import Client
from django.utils import timezone

from klimapakt.foundation.mail import actions, outbox
from klimapakt.foundation.mail.actions import Failure
from klimapakt.foundation.mail.enums import MailProblem, MailState
from klimapakt.foundation.models import OutgoingMail
from klimapakt.organisations.mail_kinds import INVITATION, ROLE_CHANGED
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.strictness.rows import QueryCount

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_out"), pytest.mark.both_databases]
WORDS = {"name": "Bakery", "who": "Bruno", "role": "Press", "until": "1 May", "person": "Mina"}
LINK = "http://testserver/invitations/a-secret-token/"


@pytest.fixture
def adas(ada: Person, sign_in: SignIn) -> Client:
    """Ada's browser; she works in the office."""
    give_office_role(person=ada, kind=OfficeKind.CASE_WORKER, by=None)
    return sign_in(ada)


def sent(to: str = "mina@example.org") -> OutgoingMail:
    return outbox.post(to=to, kind=ROLE_CHANGED, language="en", context=WORDS)


def dead(problem: MailProblem = MailProblem.ADDRESS_REFUSED, to: str = "nobody@example.org") -> OutgoingMail:
    context = {**WORDS, "link": LINK}
    written, _ = actions.write(to=to, kind=INVITATION, language="en", context=context, key="")
    taken = actions.claim(pk=written.pk, at=timezone.now())
    assert taken is not None
    actions.note_failure(mail=taken, failure=Failure(problem, 550, is_final=True), at=timezone.now())
    return OutgoingMail.objects.get(pk=written.pk)


def page(client: Client, path: str = "/office/mail/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def of(mail: OutgoingMail, rest: str = "") -> str:
    return f"/office/mail/{mail.pk}/{rest}"


def test_an_empty_list_says_what_will_stand_there(adas: Client) -> None:
    told = page(adas)
    assert "All e-mails have been sent" in told
    assert "appear here as soon as somebody gets one" in told


def test_what_failed_stands_first_and_says_why(adas: Client) -> None:
    failed = dead()
    sent()
    told = page(adas)
    assert "<h1>1 e-mail could not be delivered</h1>" in told
    assert "There is no mailbox with this address, or it takes no e-mail. (550)" in " ".join(
        told.replace("</span>", "").split()
    ).replace('<span class="small">', "")
    assert told.index("nobody@example.org") < told.index("mina@example.org")
    assert of(failed) in told


def test_the_office_is_told_on_its_first_page(adas: Client) -> None:
    assert "1 e-mail was not delivered" not in page(adas, "/office/")
    dead()
    assert "1 e-mail was not delivered" in page(adas, "/office/")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("?state=failed", {"nobody@example.org"}),
        ("?state=sent", {"mina@example.org"}),
        ("?state=queued", set()),
        ("?q=MINA", {"mina@example.org"}),
        ("?q=invitation", {"nobody@example.org"}),
        ("?state=nonsense", {"nobody@example.org", "mina@example.org"}),
        ("?q=%27%20OR%201=1", set()),
    ],
)
def test_the_list_is_narrowed_by_state_and_words(adas: Client, asked: str, found: set[str]) -> None:
    dead()
    sent()
    told = page(adas, f"/office/mail/{asked}")
    shown = {to for to in ("nobody@example.org", "mina@example.org") if f'"address">{to}' in told}
    assert shown == found


def test_the_list_takes_the_same_number_of_queries_however_long(
    adas: Client, query_count: QueryCount
) -> None:
    sent()
    page(adas)
    few = query_count(lambda: page(adas))
    for number in range(60):
        sent(f"m{number}@example.org")
    assert query_count(lambda: page(adas)) == few
    assert "Entries 1 to 50 of 61" in " ".join(page(adas).split())


def test_the_text_is_shown_without_what_opens_something(adas: Client) -> None:
    told = page(adas, of(dead()))
    assert "Bruno invites you to work for Bakery" in told
    assert "[not shown]" in told
    assert "a-secret-token" not in told


def test_a_dead_mail_is_sent_again(adas: Client) -> None:
    mail = dead()
    told = adas.post(of(mail, "again/"), follow=True).content.decode()
    assert "The e-mail is on its way again." in told
    assert LINK in str(django_mail.outbox[-1].body)
    assert OutgoingMail.objects.get(pk=mail.pk).state == MailState.SENT


def test_a_dead_mail_is_dropped(adas: Client) -> None:
    mail = dead()
    told = adas.post(of(mail, "drop/"), follow=True).content.decode()
    assert "The e-mail was dropped." in told
    assert OutgoingMail.objects.get(pk=mail.pk).state == MailState.SUPPRESSED


def test_what_was_sent_is_neither_sent_again_nor_dropped(adas: Client) -> None:
    mail = sent()
    before = len(django_mail.outbox)
    assert "cannot be sent again" in adas.post(of(mail, "again/"), follow=True).content.decode()
    assert "not delivered can be dropped" in adas.post(of(mail, "drop/"), follow=True).content.decode()
    assert len(django_mail.outbox) == before
    assert "Send again" not in page(adas, of(mail))


def test_a_code_that_no_longer_counts_can_only_be_dropped(adas: Client) -> None:
    mail = dead(MailProblem.TOO_LATE)
    told = page(adas, of(mail))
    assert "asks for a new one" in told
    assert of(mail, "again/") not in told
    assert of(mail, "drop/") in told


def test_what_was_emptied_says_so(adas: Client) -> None:
    mail = sent()
    actions.forget_old(at=timezone.now() + timedelta(days=31))
    assert "The text is no longer kept." in page(adas, of(mail))
    assert "Changed role" in page(adas)


def test_a_kind_that_no_longer_exists_is_shown_by_its_name(adas: Client) -> None:
    OutgoingMail.objects.filter(pk=sent().pk).update(kind="forgotten_kind")
    assert "forgotten_kind" in page(adas)


def test_what_is_not_there_is_not_found(adas: Client) -> None:
    assert adas.get("/office/mail/00000000-0000-4000-8000-000000000000/").status_code == 404

"""Subscribers and issues for the tests of the newsletter."""

import re

from klimapakt.foundation.mail import writing
from klimapakt.foundation.mail.sending import letter_of
from klimapakt.foundation.models import OutgoingMail
from klimapakt.newsletter import actions, letters
from klimapakt.newsletter.actions import IssueWords
from klimapakt.newsletter.models import Issue, Subscription
from klimapakt.people.models import Person

WORDS = IssueWords("Sommer", "Erster Absatz.\n\nMehr: https://example.org/a.", "Summer", "First.\n\nSecond.")
LINKS = {code: f"http://testserver/{code}/newsletter/leave/{letters.PLACE}/" for code in ("de", "en")}


def asked(email: str, language: str = "de") -> str:
    """Ask for the newsletter and return the token of the link that confirms it."""
    tokens: list[str] = []

    def link(token: str) -> str:
        tokens.append(token)
        return f"http://testserver/{token}/"

    actions.subscribe(email=email, language=language, link=link)
    return tokens[0]


def subscriber(email: str, language: str = "de") -> Subscription:
    """Return somebody who has confirmed."""
    return actions.confirm(token=asked(email, language))


def draft_of(person: Person, words: IssueWords = WORDS) -> Issue:
    """Return an issue that is still being written."""
    return actions.write(issue=None, words=words, revision=0, by=person)


def released(person: Person, words: IssueWords = WORDS) -> Issue:
    """Return an issue that is being sent, without a job."""
    one = draft_of(person, words)
    return actions.release(issue=one, revision=1, send_at=None, leave_links=LINKS, by=person)


def sent(person: Person, words: IssueWords = WORDS) -> Issue:
    """Return an issue that everybody has got."""
    one = released(person, words)
    while actions.go_on(issue=one):
        pass
    actions.finish(issue=one)
    one.refresh_from_db()
    return one


def mails() -> list[OutgoingMail]:
    """Return the mails with issues, by address."""
    return list(OutgoingMail.objects.filter(kind="newsletter_issue").order_by("recipient"))


def leave_link(mail: OutgoingMail) -> str:
    """Return the address of the one click, as the mail program reads it."""
    found = re.fullmatch(r"<http://testserver(/\S+)>", str(letter_of(mail).extra_headers["List-Unsubscribe"]))
    assert found
    return found[1]


def text_of(mail: OutgoingMail) -> str:
    """Return the text of a mail without its secrets."""
    return writing.hidden(mail.text)

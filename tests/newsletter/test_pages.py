"""The archive and its feed, and the office: write, look, send, nothing typed is lost."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from klimapakt.newsletter import actions
from klimapakt.newsletter.actions import IssueWords
from klimapakt.newsletter.enums import IssueState
from klimapakt.newsletter.models import Issue
from klimapakt.people.models import Person
from tests.newsletter.letters import WORDS, draft_of, sent, subscriber
from tests.pacts.two_cities import OtherCity, at_neighbours
from tests.strictness.rows import QueryCount

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
_ATOM = "{http://www.w3.org/2005/Atom}"
TYPED = {"subject_de": "S", "text_de": "T", "subject_en": "S", "text_en": "T", "seen_revision": "1"}


def to(name: str, *arguments: object, language: str = "en") -> str:
    with override(language):
        return reverse(name, args=arguments)


def shown(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_archive_shows_what_was_sent_and_nothing_else(dora: Client, ada: Person) -> None:
    subscriber("anna@example.org")
    one, draft = sent(ada), draft_of(ada, IssueWords("Geheim", "x", "Secret plans", "x"))
    html = shown(dora, to("public:newsletter"))
    assert "Summer" in html
    assert "Secret plans" not in html
    assert "First." in shown(dora, to("public:newsletter_issue", one.pk))
    assert dora.get(to("public:newsletter_issue", draft.pk)).status_code == 404


def test_an_empty_archive_says_so(dora: Client) -> None:
    assert "No issue has been sent yet" in shown(dora, to("public:newsletter"))


def test_the_pages_of_the_archive_set_no_cookie(dora: Client, ada: Person, query_count: QueryCount) -> None:
    subscriber("anna@example.org")
    one = sent(ada)
    for address in (to("public:newsletter_issue", one.pk), to("public:newsletter_feed")):
        assert query_count(lambda address=address: dora.get(address)) < 5  # type: ignore[misc]  # a default binds it
        assert not dora.get(address).cookies


@pytest.mark.parametrize(("language", "title"), [("de", "Sommer <b>&"), ("en", "Summer")])
def test_the_feed_reads_as_atom_in_its_language(dora: Client, ada: Person, language: str, title: str) -> None:
    subscriber("anna@example.org")
    one = sent(
        ada, IssueWords("Sommer <b>&", "<script>x</script> https://example.org/?a=1&b=2", "Summer", "T")
    )
    answer = dora.get(to("public:newsletter_feed", language=language))
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.content)  # noqa: S314 -- our own answer
    (entry,) = feed.findall(f"{_ATOM}entry")
    assert entry.findtext(f"{_ATOM}title") == title
    assert entry.findtext(f"{_ATOM}id") == f"urn:uuid:{one.pk}"
    link = entry.find(f"{_ATOM}link")
    assert link is not None
    assert link.get("href") == "http://testserver" + to("public:newsletter_issue", one.pk, language=language)
    assert "<script" not in (entry.findtext(f"{_ATOM}summary") or "")


def test_another_pact_has_an_archive_of_its_own(dora: Client, ada: Person, neighbour: OtherCity) -> None:
    subscriber("anna@example.org")
    one = sent(ada)
    there = at_neighbours(neighbour.office)
    assert there.get(to("public:newsletter_issue", one.pk)).status_code == 404
    assert "Summer" not in shown(there, to("public:newsletter_feed"))


def test_the_office_writes_looks_and_sends(adas: Client) -> None:
    subscriber("anna@example.org")
    typed = {**TYPED, "text_de": "Hallo {{ name }}", "seen_revision": "0"}
    saved = adas.post(to("office:issue_new"), typed)
    one = Issue.objects.get()
    assert saved["Location"] == to("office:issue", one.pk)
    html = shown(adas, saved["Location"])
    assert "Hallo {{ name }}" in html
    assert "Send this issue to 1 address" in shown(adas, to("office:issue_send", one.pk))
    refused = adas.post(to("office:issue_send", one.pk), {"seen_revision": "1"})
    assert "Please confirm that you have read it." in refused.content.decode()
    done = adas.post(to("office:issue_send", one.pk), {"seen_revision": "1", "is_meant": "on"})
    assert done.status_code == 302
    one.refresh_from_db()
    assert one.state == IssueState.SENDING
    assert "TOKEN" in one.leave_links["de"]


def test_an_issue_with_a_moment_is_held_back(adas: Client, ada: Person) -> None:
    one = draft_of(ada)
    at = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    sending = {"seen_revision": "1", "is_meant": "on", "send_at": at}
    assert adas.post(to("office:issue_send", one.pk), sending).status_code == 302
    assert "Hold it back" in shown(adas, to("office:issue", one.pk))
    adas.post(to("office:issue_hold_back", one.pk))
    one.refresh_from_db()
    assert one.state == IssueState.DRAFT


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "JavaScript :alert(1)", "java\u200bscript:x", "data:text/html,x"]
)
def test_a_link_that_runs_something_is_refused_and_the_text_kept(adas: Client, link: str) -> None:
    html = adas.post(to("office:issue_new"), {**TYPED, "text_en": f"Look {link}"}).content.decode()
    assert "would run a program" in html
    assert f"Look {link}" in html
    assert not Issue.objects.exists()


def test_fifty_kilobytes_are_refused_and_kept(adas: Client) -> None:
    long = "x" * 50_000
    answer = adas.post(to("office:issue_new"), {**TYPED, "text_de": long, "subject_en": long})
    assert answer.status_code == 200
    assert long in answer.content.decode()
    assert not Issue.objects.exists()


def test_what_two_people_write_at_once_is_not_lost(adas: Client, ada: Person) -> None:
    one = draft_of(ada)
    actions.write(issue=one, words=WORDS, revision=1, by=ada)
    answer = adas.post(to("office:issue_edit", one.pk), {**TYPED, "text_de": "Mine"}).content.decode()
    assert "Somebody else has changed this issue meanwhile" in answer
    assert "Mine" in answer
    assert 'name="seen_revision" value="2"' in answer
    late = adas.post(to("office:issue_send", one.pk), {"seen_revision": "1", "is_meant": "on"})
    assert "Read it again" in late.content.decode()


def test_what_was_sent_is_neither_edited_nor_deleted(adas: Client, ada: Person) -> None:
    subscriber("anna@example.org")
    one = sent(ada)
    for name in ("office:issue_edit", "office:issue_send"):
        assert adas.get(to(name, one.pk))["Location"] == to("office:issue", one.pk)
    adas.post(to("office:issue_discard", one.pk))
    assert Issue.objects.filter(pk=one.pk).exists()
    assert "Read it in the archive" in shown(adas, to("office:issue", one.pk))


def test_who_reviews_sees_issues_and_may_not_send(oles: Client, ada: Person) -> None:
    one = draft_of(ada)
    html = shown(oles, to("office:issue", one.pk))
    assert to("office:issue_send", one.pk) not in html
    assert to("office:issue_edit", one.pk) not in html
    for name in ("office:issue_send", "office:issue_edit"):
        assert oles.get(to(name, one.pk)).status_code == 404


def test_the_office_sees_numbers_and_no_address(adas: Client) -> None:
    subscriber("anna.private@example.org")
    html = shown(adas, to("office:newsletter"))
    assert "1 address is confirmed" in html
    assert "anna.private" not in html
    assert "No issue has been written yet" in html

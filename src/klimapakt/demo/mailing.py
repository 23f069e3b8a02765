"""The newsletter of the demo: readers who confirmed, an issue that was sent, and one being written."""

from typing import Final

from django.db import transaction

from klimapakt.newsletter import actions, letters
from klimapakt.newsletter.actions import IssueWords
from klimapakt.newsletter.models import Issue
from klimapakt.people.models import Person

_READERS: Final = (("leserin", "de"), ("leser", "de"), ("neugierig", "de"), ("reader", "en"))
_SENT: Final = IssueWords(
    "Neues vom Klimapakt: Wärme, die bleibt",
    "Drei Betriebe haben im Herbst ihre Abwärme vermessen lassen. Was sie gefunden haben, erzählen sie beim "
    "nächsten Netzwerktreffen.\n\nWer noch keine Ausgangsbilanz hat: Die Rechnungen eines Jahres und zwölf "
    "Fragen genügen für den Anfang. Das Paktbüro hilft gern dabei.",
    "News of the climate pact: heat that stays",
    "Three companies had their waste heat measured this autumn. They tell what they found at the next "
    "network meeting.\n\nIf you have no baseline inventory yet: the bills of one year and twelve questions "
    "are enough to begin. The pact office is glad to help.",
)
_DRAFTED: Final = IssueWords(
    "Was 2027 bringt",
    "Im Januar öffnet das Monitoring. Halten Sie die Jahresabrechnungen bereit.",
    "What 2027 brings",
    "",
)


@transaction.atomic
def load() -> None:
    """Create what is missing of the pact at hand; nothing that exists is changed."""
    writer = Person.objects.filter(email__startswith="ole@musterstadt").first()
    releaser = Person.objects.filter(email__startswith="sigrid@musterstadt").first()
    if Issue.objects.exists() or not (writer and releaser):
        return
    for name, language in _READERS:
        _subscribe(f"{name}@leserschaft.example.org", language)
    issue = actions.write(issue=None, words=_SENT, revision=0, by=writer)
    links = {
        code: f"http://localhost/{code}/newsletter/leave/{letters.PLACE}/" for code in issue.pact.languages
    }
    actions.release(issue=issue, revision=issue.revision, send_at=None, leave_links=links, by=releaser)
    while actions.go_on(issue=issue):
        pass
    actions.finish(issue=issue)
    actions.write(issue=None, words=_DRAFTED, revision=0, by=writer)


def _subscribe(email: str, language: str) -> None:
    tokens: list[str] = []

    def link(token: str) -> str:
        tokens.append(token)
        return f"http://localhost/{language}/newsletter/confirm/{token}/"

    actions.subscribe(email=email, language=language, link=link)
    actions.confirm(token=tokens[0])

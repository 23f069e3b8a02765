"""Mails about roles in the office and about the rulebook, in the language of the reader."""

from django.utils.translation import override

from klimapakt.foundation.mail import outbox
from klimapakt.foundation.mail.kinds import Kind
from klimapakt.pacts import mail_kinds
from klimapakt.pacts.models import OfficeRole, RulebookVersion
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import who_may
from klimapakt.people.models import Person


def invite(role: OfficeRole, link: str, *, by: Person) -> None:
    """Write to somebody who was entered for the office, with the way in."""
    takes_on = "" if role.is_taken_on else "yes"
    words = {**_words(role, by), "link": link, "email": role.person.email, "takes_on": takes_on}
    outbox.post(
        to=role.person.email,
        kind=mail_kinds.OFFICE_INVITATION,
        language=role.person.language,
        context=words,
    )


def tell(kind: Kind, role: OfficeRole, *, by: Person | None) -> None:
    """Write to the person about their role; not when they or nobody in particular decided."""
    if by is None or by.pk == role.person_id:
        return
    outbox.post(to=role.person.email, kind=kind, language=role.person.language, context=_words(role, by))


def proposed(version: RulebookVersion, *, by: Person) -> None:
    """Tell those who can put it into force that a version waits for them."""
    for person in who_may(Permission.ACTIVATE_RULEBOOK, version.pact):
        if person.pk not in {by.pk, version.drafted_by_id}:
            _about(mail_kinds.RULEBOOK_PROPOSED, version, person, by)


def decided(kind: Kind, version: RulebookVersion, *, by: Person) -> None:
    """Tell those who drafted and proposed a version what became of it."""
    concerned = {version.drafted_by_id: version.drafted_by, version.proposed_by_id: version.proposed_by}
    for person in concerned.values():
        if person is not None and person.pk != by.pk and person.is_active:
            _about(kind, version, person, by)


def _about(kind: Kind, version: RulebookVersion, to: Person, by: Person) -> None:
    words = {
        "person": to.name,
        "who": by.name,
        "name": version.pact.name,
        "version": str(version.version),
    }
    key = f"{kind.name}:{version.pk}:{to.pk}"
    outbox.post(to=to.email, kind=kind, language=to.language, context=words, key=key)


def _words(role: OfficeRole, by: Person) -> dict[str, str]:
    with override(role.person.language):
        kind = str(role.get_kind_display())
    return {"person": role.person.name, "name": role.pact.name, "role": kind, "who": by.name}

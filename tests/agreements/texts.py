"""Texts of a pact as tests need them: a draft with one changed clause, released by a second person."""

import copy

from klimapakt.agreements import actions, texts
from klimapakt.agreements.models import AgreementText
from klimapakt.agreements.wording.editing import Raw, fingerprint, part_of
from klimapakt.people.models import Person

KEY = "climate-agreement"
SECTION, CLAUSE = "clauses", "commitment"
NEW_WORDS = "Der Klimapartner prüft seine Ziele alle drei Jahre."


def draft_of(by: Person, key: str = KEY) -> AgreementText:
    """Return the draft of a text, begun when there is none."""
    known = texts.drafts().filter(template=key).first()
    return known or actions.begin_text(key=key, reason="Die Selbstverpflichtung wird genauer.", by=by)


def part(one: AgreementText, key: str = CLAUSE, section: str = SECTION) -> Raw:
    """Return a part of a draft as it is stored."""
    return part_of(AgreementText.objects.get(pk=one.pk).content, section, key)


def saying(stored: Raw, words: str = NEW_WORDS) -> Raw:
    """Return the part with another first paragraph."""
    made = copy.deepcopy(stored)
    made["body"][0] = {"de": words, "en": f"In English: {len(words)} letters."}
    return made


def changed(one: AgreementText, by: Person, words: str = NEW_WORDS, key: str = CLAUSE) -> AgreementText:
    """Change the first paragraph of a clause."""
    stored = part(one, key)
    return actions.change_part(
        text=one, section=SECTION, part=saying(stored, words), seen=fingerprint(stored), by=by
    )


def released(one: AgreementText, by: Person) -> AgreementText:
    """Release a draft as it stands."""
    one.refresh_from_db()
    return actions.release_text(text=one, reason=one.reason, seen_revision=one.revision, by=by)


def in_use(writer: Person, releaser: Person, words: str = NEW_WORDS) -> AgreementText:
    """Return a version with a changed clause, drafted by one and released by another."""
    return released(changed(draft_of(writer), writer, words), releaser)

"""The letter that ends a round: once, as it was looked at, in the language of the member, and unchanged."""

import json

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override

from klimapakt.foundation.models import OutgoingMail
from klimapakt.inventories import actions, queries
from klimapakt.inventories.documents.review_letter import letter_pdf
from klimapakt.inventories.enums import QuestionOutcome
from klimapakt.inventories.lifecycle import NotInThisState, NotYours
from klimapakt.inventories.models import Inventory, ReviewLetter
from klimapakt.inventories.review_letters import AlreadySent, LetterReadsOtherwise
from klimapakt.inventories.sealed import Record
from klimapakt.pacts.actions import adopt_preset
from klimapakt.pacts.queries import rulebook_in_force
from klimapakt.people.enums import Language
from klimapakt.people.models import Person
from tests.inventories.documents.test_report import text_of
from tests.inventories.versions import accepted, checked, fresh, seal_now, staff, submitted

pytestmark = pytest.mark.django_db

WORDS = "Please send us the bill of the oven.\nThe rest is clear."


@pytest.fixture
def ole() -> Person:
    """Ole reviews."""
    return staff()


@pytest.fixture
def waiting(inventory: Inventory, bruno: Person) -> Inventory:
    """The bakery's inventory, submitted in a pact that has Krefeld's rulebook."""
    adopt_preset(preset="krefeld", by=None)
    return submitted(inventory, bruno)


@pytest.fixture
def returned(waiting: Inventory, ole: Person) -> Inventory:
    """The inventory, returned with an open question; another one is closed."""
    checked(waiting, ole)
    closed = actions.ask(inventory=waiting, text="Really so little?", row_number=1, by=ole)
    actions.close(question=closed, outcome=QuestionOutcome.AS_IS, reason="A small shop", by=ole)
    actions.ask(inventory=waiting, text="Where is the bill?", row_number=2, by=ole)
    actions.return_with_questions(inventory=waiting, by=ole)
    return fresh(waiting)


def seen(inventory: Inventory, by: Person, words: str = WORDS) -> str:
    """Return the hash of the letter as the person looked at it."""
    return queries.draft_letter(fresh(inventory), words=words, writer=by.name).sha256


def sent(inventory: Inventory, by: Person, words: str = WORDS) -> ReviewLetter:
    """Send the letter as it stands."""
    return actions.send_letter(
        inventory=inventory, words=words, seen_sha256=seen(inventory, by, words), by=by
    )


def printed(letter: ReviewLetter) -> str:
    """Return the text of the letter's PDF."""
    return text_of(letter_pdf(Record(letter.document, letter.sha256), letter.sent_at))


def test_before_a_decision_there_is_no_letter(waiting: Inventory, ole: Person) -> None:
    with pytest.raises(NotInThisState):
        queries.draft_letter(waiting, words="", writer=ole.name)


def test_the_letter_says_what_was_decided_asked_and_checked(returned: Inventory, ole: Person) -> None:
    content = json.loads(sent(returned, ole).document)
    assert content["decision"] == "returned"
    assert [(one["text"], one["outcome"]) for one in content["questions"]] == [
        ("Really so little?", "as_is"),
        ("Where is the bill?", ""),
    ]
    assert content["checklist"] == "2026.1"
    assert {one["answer"] for one in content["checks"]} <= {"yes", "program"}


def test_notes_of_the_office_are_in_no_letter(waiting: Inventory, ole: Person) -> None:
    checked(waiting, ole)
    actions.save_checks(inventory=waiting, answers={"area": ("no", "Sloppy as ever")}, by=ole)
    actions.ask(inventory=waiting, text="Where is the shop?", row_number=None, by=ole)
    actions.return_with_questions(inventory=waiting, by=ole)
    assert "Sloppy" not in sent(waiting, ole).document


def test_the_words_of_the_reviewer_are_printed(returned: Inventory, ole: Person) -> None:
    assert "Please send us the bill of the oven." in printed(sent(returned, ole))


@pytest.mark.parametrize(
    ("language", "words"),
    [(Language.GERMAN, "Offene Fragen"), (Language.ENGLISH, "Open questions")],
)
def test_the_letter_speaks_the_language_of_the_member(
    returned: Inventory, ole: Person, bruno: Person, language: Language, words: str
) -> None:
    Person.objects.filter(pk=bruno.pk).update(language=language)
    with override("de" if language == Language.ENGLISH else "en"):
        assert words in printed(sent(returned, ole))


def test_a_round_has_one_letter(returned: Inventory, ole: Person) -> None:
    sent(returned, ole)
    with pytest.raises(AlreadySent):
        sent(returned, ole)


def test_the_member_gets_one_mail_without_figures(returned: Inventory, ole: Person) -> None:
    sent(returned, ole)
    mail = OutgoingMail.objects.get(kind="inventory_letter")
    assert mail.recipient == "bruno@bakery.example.org"
    assert "oven" not in mail.text


def test_a_new_round_has_a_letter_of_its_own(returned: Inventory, ole: Person, bruno: Person) -> None:
    sent(returned, ole)
    question = returned.questions.get(closed_at=None)
    actions.answer(question=question, text="Here it is", is_corrected=False, by=bruno)
    again = submitted(returned, bruno)
    actions.close(question=question, by=ole)
    checked(again, ole)
    actions.accept(inventory=again, seen_sha256=seal_now(again), by=ole)
    letter = sent(again, ole, words="")
    assert [one.decision for one in queries.letters_of(again)] == ["returned", "accepted"]
    assert "accepted your inventory" in printed(letter)


def test_what_changed_since_the_look_is_not_sent(returned: Inventory, ole: Person, bruno: Person) -> None:
    looked_at = seen(returned, ole)
    question = returned.questions.get(closed_at=None)
    actions.answer(question=question, text="Here it is", is_corrected=False, by=bruno)
    with pytest.raises(LetterReadsOtherwise):
        actions.send_letter(inventory=returned, words=WORDS, seen_sha256=looked_at, by=ole)


def test_words_nobody_looked_at_are_not_sent(returned: Inventory, ole: Person) -> None:
    with pytest.raises(LetterReadsOtherwise):
        actions.send_letter(inventory=returned, words="Other", seen_sha256=seen(returned, ole), by=ole)


def test_members_write_no_letters(returned: Inventory, bruno: Person) -> None:
    with pytest.raises(NotYours):
        sent(returned, bruno)


def test_the_same_letter_gives_the_same_bytes(returned: Inventory, ole: Person) -> None:
    letter = sent(returned, ole)
    record = Record(letter.document, letter.sha256)
    assert letter_pdf(record, letter.sent_at) == letter_pdf(record, letter.sent_at)


def test_the_database_lets_no_letter_be_changed(returned: Inventory, ole: Person) -> None:
    letter = sent(returned, ole)
    with pytest.raises(DatabaseError, match="can be neither changed nor deleted"), transaction.atomic():
        ReviewLetter.objects.filter(pk=letter.pk).update(document="{}")


def test_the_link_to_the_writer_may_end(returned: Inventory, ole: Person) -> None:
    letter = sent(returned, ole)
    ReviewLetter.objects.filter(pk=letter.pk).update(sent_by=None)
    assert ReviewLetter.objects.get(pk=letter.pk).sent_by is None


def test_the_letter_calls_the_rulebook_by_its_title(returned: Inventory, ole: Person) -> None:
    letter = printed(sent(returned, ole))
    found = rulebook_in_force()
    assert found is not None
    assert f"{found.title.en}, {found.edition}" in letter
    assert "krefeld 2026" not in letter


def test_without_a_rulebook_the_letter_names_no_checklist(
    inventory: Inventory, bruno: Person, ole: Person
) -> None:
    content = json.loads(sent(accepted(inventory, bruno, ole), ole).document)
    assert (content["checklist"], content["checks"]) == ("", [])

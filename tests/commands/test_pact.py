"""``klimapakt pact``: a new city by one command, and what it says when something cannot be."""

import sys
import time
from collections.abc import Callable

import pytest
from pytest_django import Settings

from klimapakt.commands import pact as command
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import OfficeRole, Pact
from klimapakt.pacts.scoping import within
from klimapakt.people.models import Person

pytestmark = pytest.mark.django_db
Capture = pytest.CaptureFixture[str]
CITY = ("--preset", "krefeld", "--name", "Klimapakt Neustadt", "--city", "Neustadt")
CREATE = ("create", *CITY, "--host", "neu.localhost")


@pytest.fixture(autouse=True)
def _as_from_a_shell(pact: Pact) -> None:
    """There is one pact, as in every test."""


def test_one_command_founds_a_city_with_its_head(capsys: Capture, settings: Settings) -> None:
    began = time.perf_counter()
    assert command.run([*CREATE, "--lead-email", "ida@neu.example.org"]) == 0
    assert time.perf_counter() - began < 5
    told = capsys.readouterr().out
    assert "Klimapakt Neustadt (klimapakt-neustadt) is founded with the rulebook krefeld in force" in told
    assert "Add neu.localhost to KLIMA_HOSTS" in told
    found = Pact.objects.get(slug="klimapakt-neustadt")
    with within(found):
        role = OfficeRole.objects.get()
    assert (role.person.email, role.kind) == ("ida@neu.example.org", "lead")
    assert not role.person.has_usable_password()


def test_a_host_that_is_allowed_needs_no_further_step(capsys: Capture, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = [".localhost"]
    assert command.run([*CREATE]) == 0
    assert "KLIMA_HOSTS" not in capsys.readouterr().out


def test_who_has_an_account_becomes_head_with_it(ada: Person) -> None:
    assert command.run([*CREATE, "--lead-email", "Ada@city.example.org"]) == 0
    with within(Pact.objects.get(slug="klimapakt-neustadt")):
        assert OfficeRole.objects.get().person == ada


def test_name_and_contact_come_from_the_settings_unless_given(settings: Settings) -> None:
    settings.KLIMA_PACT_NAME, settings.KLIMA_CONTACT_EMAIL = "Erster Pakt", "office@example.org"
    assert command.run(["create", "--preset", "essen", "--city", "Essen", "--host", "e.localhost"]) == 0
    found = Pact.objects.get(slug="erster-pakt")
    assert (found.name, found.contact_email) == ("Erster Pakt", "office@example.org")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("create", *CITY), "--host: The pact klimapakt answers under every host name already"),
        (("create", *CITY, "--host", "http://x"), "--host: http://x is not a host name."),
        ((*CREATE, "--accent", "#ffff00"), "--accent: #ffff00 cannot be read on our pages"),
        ((*CREATE, "--languages", "de,fr"), "--languages: There are no pages in the language fr."),
        ((*CREATE, "--contact", "nobody"), "--contact: Enter a valid email address."),
        ((*CREATE, "--lead-email", "nobody"), "--lead-email: 'nobody' Enter a valid email address."),
        ((*CREATE, "--slug", "klimapakt"), "--name: There is already a pact with the short name klimapakt."),
        (("create", *CITY[2:], "--host", "a.localhost", "--preset", "krefel"), "--preset: There is no"),
        (("show", "klimapackt"), "There is no pact klimapackt. Did you mean klimapakt?"),
        (("show", "zzz"), "There is no pact zzz. klimapakt pact list names those there are."),
        (("rulebook", "klimapakt", "--preset", "x"), "--preset: There is no rulebook x."),
    ],
)
def test_what_cannot_be_is_told_with_its_place(words: tuple[str, ...], told: str, capsys: Capture) -> None:
    assert command.run(words) == 1
    assert told in capsys.readouterr().err
    assert Pact.objects.count() == 1
    assert not Person.objects.exists()


def test_the_pacts_are_listed_and_shown(capsys: Capture, ada: Person) -> None:
    give_office_role(person=ada, kind=OfficeKind.LEAD, by=None)
    command.run([*CREATE])
    capsys.readouterr()
    assert command.run(["list"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "klimapakt           every other host  Klimapakt",
        "klimapakt-neustadt  neu.localhost     Klimapakt Neustadt",
    ]
    assert command.run(["show", "klimapakt"]) == 0
    told = capsys.readouterr().out
    assert "office      ada@city.example.org (lead)" in told
    assert "rulebook    none; klimapakt pact rulebook gives it one" in told
    assert command.run(["show", "klimapakt-neustadt"]) == 0
    told = capsys.readouterr().out
    assert "office      nobody" in told
    assert "rulebook    krefeld 2026.1, version 1, sha256 " in told


def test_a_pact_from_before_gets_its_first_rulebook_once(capsys: Capture) -> None:
    assert command.run(["rulebook", "klimapakt", "--preset", "duesseldorf"]) == 0
    assert command.run(["rulebook", "klimapakt", "--preset", "krefeld"]) == 1
    assert "has a rulebook already" in capsys.readouterr().err


def test_an_installation_without_pact_is_told_how_to_found_one(pact: Pact, capsys: Capture) -> None:
    pact.delete()
    assert command.run(["list"]) == 0
    assert "klimapakt pact create" in capsys.readouterr().out


# -- the questions -----------------------------------------------------------------------------


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sit at a terminal and answer; who has nothing more to say ends the input."""

    def answer(*answers: str) -> None:
        left = iter(answers)

        def ask(question: str) -> str:
            sys.stdout.write(question)
            for found in left:
                return found
            raise EOFError

        monkeypatch.setattr("sys.stdin.isatty", lambda: True)
        monkeypatch.setattr("builtins.input", ask)

    return answer


ANSWERS = ("krefeld", "Klimapakt Neustadt", "Neustadt", "neu.localhost", "", "ida@neu.example.org")


def test_without_arguments_it_asks_and_founds_what_was_confirmed(
    answering: Callable[..., None], capsys: Capture
) -> None:
    answering(*ANSWERS, "yes")
    assert command.run(["create"]) == 0
    told = capsys.readouterr().out
    assert "4  krefeld: Krefeld climate pact; baseline within 12 months; monitoring every 24 months" in told
    assert "This will found the pact Klimapakt Neustadt of Neustadt" in told
    assert "klimapakt pact create --preset krefeld --name 'Klimapakt Neustadt'" in told
    found = Pact.objects.get(slug="klimapakt-neustadt")
    assert (found.city, found.host, found.contact_email) == ("Neustadt", "neu.localhost", "")


@pytest.mark.parametrize("answers", [(*ANSWERS, "no"), (*ANSWERS, ""), ANSWERS, ANSWERS[:2], ()])
def test_without_a_clear_yes_nothing_is_founded(
    answers: tuple[str, ...], answering: Callable[..., None], capsys: Capture
) -> None:
    answering(*answers)
    assert command.run(["create"]) == 1
    assert "Nothing was changed." in capsys.readouterr().out
    assert Pact.objects.count() == 1


def test_an_answer_that_cannot_be_is_asked_for_again(answering: Callable[..., None], capsys: Capture) -> None:
    answering("krefel", "0", "99", "²", "4", " ", *ANSWERS[1:], "ja")
    assert command.run(["create"]) == 0
    told = capsys.readouterr().out
    assert told.count("is none of them. Enter a number from 1 to 6") == 4
    assert "This is needed." in told


def test_without_a_terminal_nothing_is_asked(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    with pytest.raises(SystemExit):
        command.run(["create"])
    assert "the following arguments are required" in capsys.readouterr().err

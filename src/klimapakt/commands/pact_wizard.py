"""``klimapakt pact create`` without arguments: asks what is needed, says what it will do, asks once more."""

import shlex
from collections.abc import Callable

from klimapakt.methods.rulebook import Rulebook, preset, preset_names

Ask = Callable[[str], str]
_YES = frozenset({"y", "yes", "j", "ja"})


class GivenUp(Exception):
    """Whoever was asked did not want to go on."""


def arguments(ask: Ask) -> list[str]:
    """Return the arguments of the command that the answers amount to; raise GivenUp."""
    try:
        found = _answers(ask)
        return _confirmed(found, ask)
    except (EOFError, KeyboardInterrupt) as left:
        raise GivenUp from left


def line(name: str) -> str:
    """Return a shipped rulebook in one line.

    >>> line("krefeld")
    'krefeld: Krefeld climate pact; baseline within 12 months; monitoring every 24 months; until 2035-12-31'
    """
    book = preset(name)
    return "; ".join([f"{name}: {book.title.en}", *_told(book)])


def _told(book: Rulebook) -> list[str]:
    baseline, monitoring, term = book.baseline.value, book.monitoring.value, book.term.value
    found = []
    if baseline.due_months:
        found.append(f"baseline within {baseline.due_months} months")
    if monitoring.every_months:
        found.append(f"monitoring every {monitoring.every_months} months")
    if term.until:
        found.append(f"until {term.until}")
    elif term.months:
        found.append(f"for {term.months} months")
    return found


def _answers(ask: Ask) -> list[tuple[str, str]]:
    print(
        "This founds a climate pact with the rulebook of a preset in force. Nothing happens before the end."
    )
    print("The rulebook can be changed later in the pact office. Presets:")
    names = preset_names()
    for number, name in enumerate(names, 1):
        print(f"  {number}  {line(name)}")
    return [
        ("--preset", _preset(ask, names)),
        ("--name", _needed(ask, "Name of the pact, as people read it (Klimapakt Krefeld): ")),
        ("--city", _needed(ask, "City (Krefeld): ")),
        ("--host", ask("Host name of its pages (klima.example.org; empty: every other host): ").strip()),
        ("--contact", ask("Address of the office for people who write (may be empty): ").strip()),
        ("--lead-email", ask("Address of who heads the office (may be empty): ").strip()),
    ]


def _preset(ask: Ask, names: tuple[str, ...]) -> str:
    while True:
        answer = ask("Which preset (number or name)? ").strip()
        if answer in names:
            return answer
        if answer.isascii() and answer.isdigit() and 1 <= int(answer[:4]) <= len(names):
            return names[int(answer[:4]) - 1]
        print(f"{answer!r} is none of them. Enter a number from 1 to {len(names)}, or a name from the list.")


def _needed(ask: Ask, question: str) -> str:
    while True:
        answer = ask(question).strip()
        if answer:
            return answer
        print("This is needed.")


def _confirmed(found: list[tuple[str, str]], ask: Ask) -> list[str]:
    given = dict(found)
    print()
    print(f"This will found the pact {given['--name']} of {given['--city']}")
    print(f"  with the rulebook {given['--preset']} in force,")
    print(f"  answering under {given['--host'] or 'every host that no other pact has'},")
    print(
        f"  {'with the contact ' + given['--contact'] if given['--contact'] else 'without contact address'},"
    )
    lead = given["--lead-email"]
    print(f"  {'with ' + lead + ' as head of its office' if lead else 'without anybody in its office'}.")
    words = [word for option, value in found if value or option == "--contact" for word in (option, value)]
    print(f"The same without questions: klimapakt pact create {shlex.join(words)}")
    if ask("Do it (yes or no)? ").strip().lower() not in _YES:
        raise GivenUp
    return words

"""The labelled examples: verdicts, and findings that touch the words they are about.

Every example is meant to pass; one that does not would be listed here with its reason, not taken out.
"""

from typing import cast

from tests.methods.claims.building import Fields, judged, labelled, spans

REFERENCE = labelled("labelled")
OWN = labelled("own")
NEW = labelled("new")
INDEPENDENT = labelled("independent")


def wrong(examples: tuple[Fields, ...]) -> list[tuple[object, object, object]]:
    """Return the texts that are judged otherwise, each with the verdict it has and the one it should have."""
    found = [(one["text"], judged(one)["verdict"], one["expected_verdict"]) for one in examples]
    return [one for one in found if one[1] != one[2]]


def touches(example: Fields) -> bool:
    """Return whether a finding touches the words that are wrong."""
    text, flag = cast("str", example["text"]), cast("str", example["flag"])
    start = text.index(flag)
    return any(first < start + len(flag) and last > start for first, last in spans(judged(example)))


def test_there_are_93_labelled_examples_and_1250_of_our_own() -> None:
    assert (len(REFERENCE), len(OWN) + len(NEW) > 1250) == (93, True)


def test_every_labelled_example_gets_its_verdict() -> None:
    assert wrong(REFERENCE) == []


def test_every_finding_touches_the_words_that_are_wrong() -> None:
    flagged = [example for example in REFERENCE if example.get("flag")]
    assert [example["text"] for example in flagged if not touches(example)] == []
    assert len(flagged) > 30


def test_every_example_of_our_own_gets_its_verdict() -> None:
    assert wrong(OWN) == []


def test_every_text_that_was_written_before_the_rules_saw_it_gets_its_verdict() -> None:
    assert wrong(NEW) == []


def test_every_text_of_somebody_who_had_not_written_the_rules_gets_its_verdict() -> None:
    assert wrong(INDEPENDENT) == []
    assert len(INDEPENDENT) > 320

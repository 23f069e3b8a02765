"""The labelled examples: verdicts, and findings that touch the words they are about.

Every example is meant to pass; one that does not would be listed here with its reason, not taken out.
"""

from typing import cast

import pytest

from tests.methods.claims.building import Fields, judged, labelled, spans

REFERENCE = labelled("labelled")
OWN = labelled("own")


def test_there_are_93_labelled_examples_and_nearly_500_of_our_own() -> None:
    assert (len(REFERENCE), len(OWN) > 490) == (93, True)


@pytest.mark.parametrize("example", REFERENCE, ids=lambda example: str(example["id"]))
def test_a_labelled_example_gets_its_verdict(example: Fields) -> None:
    assert judged(example)["verdict"] == example["expected_verdict"], example["why"]


FLAGGED = [example for example in REFERENCE if example.get("flag")]


@pytest.mark.parametrize("example", FLAGGED, ids=lambda example: str(example["id"]))
def test_a_finding_touches_the_words_that_are_wrong(example: Fields) -> None:
    text, flag = cast("str", example["text"]), cast("str", example["flag"])
    start = text.index(flag)
    assert any(first < start + len(flag) and last > start for first, last in spans(judged(example)))


@pytest.mark.parametrize("number", range(len(OWN)))
def test_an_example_of_our_own_gets_its_verdict(number: int) -> None:
    assert judged(OWN[number])["verdict"] == OWN[number]["expected_verdict"], OWN[number]["text"]

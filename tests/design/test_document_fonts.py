"""The fonts of documents are what ``tools.fonts`` makes of the vendored files, and know our letters."""

import io
from pathlib import Path

import pytest

from klimapakt.inventories.documents.letters import BOX, printable
from tools.fonts import DOCUMENTS, WEIGHTS_OF_DOCUMENTS, letters_of, make_for_documents, target_of_documents


@pytest.mark.parametrize("weight", WEIGHTS_OF_DOCUMENTS)
def test_the_committed_font_is_the_one_that_is_made(weight: str) -> None:
    made = io.BytesIO()
    make_for_documents(weight).save(made)
    assert target_of_documents(weight).read_bytes() == made.getvalue()


@pytest.mark.parametrize("weight", WEIGHTS_OF_DOCUMENTS)
def test_every_weight_has_the_letters_that_are_listed(weight: str) -> None:
    assert letters_of(make_for_documents(weight)) == (DOCUMENTS / "letters.txt").read_text("ascii")


def test_every_letter_of_the_german_catalogue_can_be_printed() -> None:
    root = Path(__file__).parents[2] / "src/klimapakt/locale/de/LC_MESSAGES/django.po"
    assert BOX not in printable(root.read_text(encoding="utf-8"))

"""A rulebook as a file: handed out, loaded again, and every fault told with its place."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from klimapakt.methods.rulebook import preset_json
from klimapakt.pacts.models import RulebookVersion
from tests.office.rulebooks import ROOT, changed, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("krefeld_in_force")]


def loaded(client: Client, raw: object) -> str:
    content = raw if isinstance(raw, bytes) else json.dumps(raw).encode()
    file = SimpleUploadedFile("rulebook.json", content)
    return text_of(client.post(f"{ROOT}load/", {"file": file, "reason": "Decision"}, follow=True))


def test_a_version_comes_as_a_file_that_can_be_loaded_again(oles: Client) -> None:
    answer = oles.get(f"{ROOT}1/rulebook.json")
    assert json.loads(answer.content) == preset_json("krefeld")
    assert "rulebook-klimapakt-1.json" in answer.headers["content-disposition"]
    assert "has become a draft" in loaded(oles, answer.content)


def test_every_fault_of_a_file_is_told_with_its_place(oles: Client) -> None:
    raw = changed()
    raw["parameters"]["baseline"]["value"]["grace_month"] = 3
    raw["parameters"]["review_mode"] = {"value": "office"}
    raw["sources"]["council"].pop("valid_from")
    page = loaded(oles, raw)
    assert "The file has 3 faults; nothing was saved" in page
    assert (
        "Deadline of the baseline inventory : grace_month is not known here. Nearest: grace_months." in page
    )
    assert "Who reviews : A rule needs a source" in page
    assert "rulebook.sources.council" in page
    assert "Decision" in page
    assert RulebookVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "The submitted file is empty"),
        (b"\xff\xfe", "not UTF-8"),
        (b"{", "no JSON: line 1, column 2"),
        (b'{"id": 1, "id": 2}', "stands twice"),
        (b"[" * 5000, "nested too deeply"),
        (b'{"id": NaN}', "is missing"),
        (b"[]", "An object with named values is needed here."),
        (b"9" * 5000, "a number that is too long"),
    ],
)
def test_a_file_that_is_no_rulebook_is_refused_with_a_sentence(
    oles: Client, content: bytes, told: str
) -> None:
    assert told in loaded(oles, content)
    assert RulebookVersion.objects.count() == 1


def test_a_file_that_is_too_large_is_refused_unread(oles: Client) -> None:
    assert "larger than 512 KB" in loaded(oles, b" " * 700_000)


def test_a_file_with_a_changed_value_on_its_old_source_is_refused(oles: Client) -> None:
    raw = changed()
    raw["parameters"]["baseline"]["source"] = ["report"]
    assert "still the old source" in loaded(oles, raw)

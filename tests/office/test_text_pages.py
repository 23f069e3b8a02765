"""The pages of the texts: what the office sees, that nothing typed is lost, and who releases."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pypdf import PdfReader

from klimapakt.agreements import actions
from klimapakt.agreements.enums import TextStatus
from klimapakt.agreements.models import AgreementText
from klimapakt.agreements.wording import PLACEHOLDERS
from klimapakt.agreements.wording.editing import fingerprint
from klimapakt.office.text_forms import initial_of, pressed
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.agreements.signing import office_of_the_pact, signatory_of_the_city
from tests.agreements.texts import CLAUSE, KEY, NEW_WORDS, SECTION, changed, draft_of, in_use, part
from tests.cast import SignIn

pytestmark = pytest.mark.django_db
SIGNING = {"city_name": "Sigrid Stadt", "city_function": "Beigeordnete"}


@pytest.fixture(autouse=True)
def _office(ada: Person, settings: LazySettings, tmp_path: Path) -> None:
    office_of_the_pact(ada, settings, tmp_path)


@pytest.fixture
def sigrid() -> Person:
    """Who signs for the city, and releases texts."""
    return signatory_of_the_city()


@pytest.fixture
def draft(ada: Person) -> AgreementText:
    """A draft that Ada has begun."""
    return draft_of(ada)


@pytest.fixture
def client(ada: Person, sign_in: SignIn) -> Client:
    """Ada's browser."""
    return sign_in(ada)


def page(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(f"office:{name}", args=args))
    assert response.status_code == 200
    return response.content.decode()


def edit(draft: AgreementText, key: str = CLAUSE) -> str:
    return reverse("office:text_part", args=[draft.pk, SECTION, key])


def typed(draft: AgreementText, **other: object) -> dict[str, Any]:
    """Return what the form of the clause sends, with something else in some fields."""
    stored = part(draft)
    return {**initial_of(stored, fingerprint(stored)), **other}


def said(client: Client, path: str, sent: dict[str, Any]) -> str:
    """Send a form and return the page that comes in the end."""
    return client.post(path, sent, follow=True).content.decode()


def test_the_list_says_that_the_shipped_text_is_a_draft(client: Client) -> None:
    listed = page(client, "texts")
    assert listed.count("draft, to be checked by your legal office") == 3
    assert listed.count("model text that comes with Klimapakt") == 3


def test_a_draft_is_begun_on_the_page(client: Client) -> None:
    answer = said(client, reverse("office:text_new", args=[KEY]), {"reason": "Ziele genauer fassen"})
    assert "Ziele genauer fassen" in answer
    assert AgreementText.objects.get().version == "2026.2"


def test_a_text_that_does_not_exist_is_not_found(client: Client) -> None:
    for name in ("text_new", "renewals"):
        assert client.get(reverse(f"office:{name}", args=["no-such-text"])).status_code == 404


def test_the_placeholders_stand_beside_the_editor_with_what_fills_them(
    client: Client, draft: AgreementText
) -> None:
    shown = page(client, "text_part", draft.pk, SECTION, CLAUSE)
    assert all(f"{{{{{name}}}}}" in shown for name in PLACEHOLDERS)
    assert "name of the pact office" in shown
    assert "{{annex.measures}}" in shown


def test_a_clause_is_changed_on_the_page(client: Client, draft: AgreementText) -> None:
    answer = said(client, edit(draft), typed(draft, p0_de=NEW_WORDS))
    assert "Saved in the draft." in answer
    assert part(draft)["body"][0]["de"] == NEW_WORDS


def test_saving_without_a_change_keeps_the_clause_letter_for_letter(
    client: Client, draft: AgreementText
) -> None:
    keys = [one["key"] for one in draft.content[SECTION]]
    for key in keys:
        stored = part(draft, key)
        said(client, edit(draft, key), initial_of(stored, fingerprint(stored)))
        assert part(draft, key) == stored


def test_title_and_opening_are_changed_like_a_clause(client: Client, draft: AgreementText) -> None:
    path = reverse("office:text_part", args=[draft.pk, "frame", "opening"])
    stored = part(draft, "opening", "frame")
    sent = {**initial_of(stored, fingerprint(stored)), "heading_de": "Klimavertrag"}
    said(client, path, {name: value for name, value in sent.items() if "editorial" not in name})
    assert part(draft, "opening", "frame")["heading"]["de"] == "Klimavertrag"


@pytest.mark.parametrize("words", ["{{city.nmae}}", "{% load x %}", "{city.nmae}", "<%= 7*7 %>"])
def test_what_looks_like_code_is_refused_at_its_field_and_stays_typed(
    words: str, client: Client, draft: AgreementText
) -> None:
    response = client.post(edit(draft), typed(draft, p1_en=f"See {words}"))
    form = response.context["form"]
    assert list(form.errors) == ["p1_en"]
    assert form["p1_en"].value() == f"See {words}"
    assert part(draft)["body"][1]["en"] != f"See {words}"


def test_the_refusal_names_the_nearest_placeholder(client: Client, draft: AgreementText) -> None:
    answer = said(client, edit(draft), typed(draft, p0_de="{{city.nmae}}"))
    assert "Nearest: city.name" in answer


def test_an_empty_paragraph_before_does_not_move_the_place_of_a_fault(
    client: Client, draft: AgreementText
) -> None:
    sent = typed(draft, p0_de="", p0_en="", p1_de="{{no}}")
    assert list(client.post(edit(draft), sent).context["form"].errors) == ["p1_de"]


def test_a_paragraph_that_is_too_long_is_refused_at_its_field(client: Client, draft: AgreementText) -> None:
    response = client.post(edit(draft), typed(draft, p0_de="lang " * 500))
    assert list(response.context["form"].errors) == ["p0_de"]


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "&amp; <b>fett</b>", "#panic(1) $x$ *_`"])
def test_signs_of_markup_stay_text_on_the_page_and_in_the_document(
    words: str, client: Client, draft: AgreementText
) -> None:
    said(client, edit(draft), typed(draft, p0_de=words))
    assert escape(words) in page(client, "text", draft.pk)
    preview = client.get(reverse("office:text_preview", args=[draft.pk, "de"]))
    assert words.replace(" ", "") in as_text(preview.content).replace(" ", "").replace("\n", "")


def as_text(pdf: bytes) -> str:
    """Return what a PDF says."""
    return "".join(one.extract_text() for one in PdfReader(BytesIO(pdf)).pages)


def test_both_languages_are_asked_for(client: Client, draft: AgreementText) -> None:
    response = client.post(edit(draft), typed(draft, p0_en=""))
    assert list(response.context["form"].errors) == ["p0_en"]


def test_points_come_in_pairs(client: Client, draft: AgreementText) -> None:
    sent = typed(draft, p0_shape="points", p0_de="eins\nzwei", p0_en="one")
    assert list(client.post(edit(draft), sent).context["form"].errors) == ["p0_en"]
    said(client, edit(draft), {**sent, "p0_en": "one\ntwo"})
    assert part(draft)["body"][0]["points"] == [{"de": "eins", "en": "one"}, {"de": "zwei", "en": "two"}]


@pytest.mark.parametrize("do", ["add", "down-0", "up-1", "drop-0"])
def test_rearranging_paragraphs_stores_nothing_and_loses_nothing(
    do: str, client: Client, draft: AgreementText
) -> None:
    before = part(draft)
    sent = typed(draft, p1_de="noch nicht gespeichert")
    shown = client.post(edit(draft), {**sent, "do": do}).content.decode()
    assert "noch nicht gespeichert" in shown
    assert part(draft) == before


def test_what_was_rearranged_is_saved_in_its_new_order(client: Client, draft: AgreementText) -> None:
    before = part(draft)["body"]
    said(client, edit(draft), pressed(typed(draft), "down-0"))
    assert part(draft)["body"] == [before[1], before[0], *before[2:]]


@pytest.mark.parametrize("do", ["drop-99", "up-x", "up--1", "nothing", ""])
def test_a_button_that_does_not_exist_does_nothing(do: str, client: Client, draft: AgreementText) -> None:
    response = client.post(edit(draft), {**typed(draft), "do": do})
    assert response.status_code == 200
    assert part(draft) == part(draft_of_again(draft))


def draft_of_again(draft: AgreementText) -> AgreementText:
    return AgreementText.objects.get(pk=draft.pk)


def test_when_somebody_else_was_faster_both_versions_are_shown_and_nothing_is_lost(
    client: Client, draft: AgreementText, ada: Person
) -> None:
    mine = typed(draft, p0_de="Meine Worte stehen hier.")
    changed(draft, ada, "Ihre Worte kamen früher.")
    response = client.post(edit(draft), mine)
    shown = response.content.decode()
    assert "Somebody else has changed this part meanwhile" in shown
    assert response.context["form"]["p0_de"].value() == "Meine Worte stehen hier."
    assert "früher" in shown
    assert part(draft)["body"][0]["de"] == "Ihre Worte kamen früher."
    again = {**mine, "seen": response.context["form"]["seen"].value()}
    assert "Saved in the draft." in said(client, edit(draft), again)
    assert part(draft)["body"][0]["de"] == "Meine Worte stehen hier."


def test_when_the_part_was_removed_meanwhile_the_words_stay_and_become_a_new_part(
    client: Client, draft: AgreementText, ada: Person
) -> None:
    mine = typed(draft, p0_de="Meine Worte bleiben.")
    seen = fingerprint(part(draft))
    actions.remove_part(text=draft, section=SECTION, key=CLAUSE, seen=seen, by=ada)
    shown = client.post(edit(draft), mine).content.decode()
    assert "Meine Worte bleiben." in shown
    assert f'action="{reverse("office:text_part_new", args=[draft.pk, SECTION])}"' in shown


def test_when_the_draft_was_released_meanwhile_the_words_stay_on_the_page(
    client: Client, draft: AgreementText, ada: Person, sigrid: Person
) -> None:
    mine = typed(draft, p0_de="Zu spät gekommen.")
    in_use(ada, sigrid)
    shown = client.post(edit(draft), mine).content.decode()
    assert "never changes again" in shown
    assert "Zu spät gekommen." in shown


def test_clauses_are_moved_and_removed_on_the_page(client: Client, draft: AgreementText) -> None:
    move = reverse("office:text_part_move", args=[draft.pk, SECTION, CLAUSE])
    client.post(move, {"do": "up"})
    assert draft_of_again(draft).content[SECTION][0]["key"] == CLAUSE
    remove = reverse("office:text_part_remove", args=[draft.pk, SECTION, CLAUSE])
    assert "was removed" in said(client, remove, {"seen": fingerprint(part(draft))})


def test_removing_a_part_that_others_refer_to_says_where(client: Client, draft: AgreementText) -> None:
    path = reverse("office:text_part_remove", args=[draft.pk, "annexes", "data-use"])
    answer = said(client, path, {"seen": fingerprint(part(draft, "data-use", "annexes"))})
    assert "Daten, Vertraulichkeit und Auskunftsrechte, paragraph 4" in answer


def test_an_annex_is_added_on_the_page(client: Client, draft: AgreementText) -> None:
    path = reverse("office:text_part_new", args=[draft.pk, "annexes"])
    sent = {
        "count": 1,
        "heading_de": "Ansprechpersonen",
        "heading_en": "Contacts",
        "p0_shape": "text",
        "p0_de": "Die {{city.office}}.",
        "p0_en": "{{city.office}}.",
    }
    said(client, path, sent)
    assert draft_of_again(draft).content["annexes"][-1]["key"] == "ansprechpersonen"


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_preview_is_a_pdf_that_says_it_is_none_to_sign(
    language: str, client: Client, draft: AgreementText
) -> None:
    response = client.get(reverse("office:text_preview", args=[draft.pk, language]))
    assert response.content.startswith(b"%PDF-")
    assert client.get(reverse("office:text_preview", args=[draft.pk, "fr"])).status_code == 404


def test_the_difference_marks_words_by_more_than_colour(
    client: Client, draft: AgreementText, ada: Person
) -> None:
    changed(draft, ada)
    shown = page(client, "text", draft.pk)
    assert "<ins>" in shown
    assert "<del>" in shown
    assert "[removed: " in shown


def test_a_text_that_fails_for_some_members_says_so_before_the_release(
    client: Client, draft: AgreementText, ada: Person
) -> None:
    changed(draft, ada, "Eingetragen: {{organisation.register}}.")
    shown = page(client, "text", draft.pk)
    assert "This cannot be filled for every member" in shown
    assert "Selbstverpflichtung: The text needs organisation.register" in shown


def release_form(draft: AgreementText) -> dict[str, Any]:
    draft.refresh_from_db()
    return {"reason": "Ziele genauer", "seen_revision": draft.revision}


def test_a_second_person_releases_on_the_page(
    draft: AgreementText, ada: Person, sigrid: Person, sign_in: SignIn
) -> None:
    changed(draft, ada)
    answer = said(sign_in(sigrid), reverse("office:text_release", args=[draft.pk]), release_form(draft))
    assert "The new version is in use from now." in answer
    assert draft_of_again(draft).status == TextStatus.RELEASED


def test_the_author_is_told_that_a_second_person_releases(
    draft: AgreementText, ada: Person, sign_in: SignIn
) -> None:
    give_office_role(person=ada, kind=OfficeKind.LEAD, by=None)
    changed(draft, ada)
    answer = said(sign_in(ada), reverse("office:text_release", args=[draft.pk]), release_form(draft))
    assert "A second person has to release it." in answer
    assert draft_of_again(draft).is_draft


def test_a_case_worker_has_no_page_to_release(client: Client, draft: AgreementText) -> None:
    assert client.get(reverse("office:text_release", args=[draft.pk])).status_code == 404


def test_a_release_of_something_older_is_refused_and_the_reason_stays(
    draft: AgreementText, ada: Person, sigrid: Person, sign_in: SignIn
) -> None:
    changed(draft, ada)
    sent = release_form(draft)
    changed(draft, ada, "Noch einmal anders.")
    path = reverse("office:text_release", args=[draft.pk])
    browser = sign_in(sigrid)
    response = browser.post(path, sent)
    form = response.context["form"]
    assert "Read it again first." in str(form.non_field_errors())
    assert form["reason"].value() == "Ziele genauer"
    again = {"reason": "Ziele genauer", "seen_revision": form["seen_revision"].value()}
    browser.post(path, again)
    assert draft_of_again(draft).status == TextStatus.RELEASED


def test_a_check_is_noted_and_taken_away_by_the_next_change(client: Client, draft: AgreementText) -> None:
    path = reverse("office:text_check", args=[draft.pk])
    sent = {"seen_revision": 0, "name": "Dr. Ruth Recht", "on": "2026-11-20", "note": "ohne Anmerkung"}
    assert "The check is noted." in said(client, path, sent)
    assert "Dr. Ruth Recht" in page(client, "text", draft.pk)
    assert "was taken away" in said(client, edit(draft), typed(draft, p0_de=NEW_WORDS))


def test_a_draft_is_given_up_on_the_page(client: Client, draft: AgreementText) -> None:
    assert "was given up" in said(client, reverse("office:text_give_up", args=[draft.pk]), {})
    assert not AgreementText.objects.exists()

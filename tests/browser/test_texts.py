"""A text of the pact on its way: a clause is changed, looked at, released, and a member agrees again.

In both languages, with addresses and field names instead of words.
"""

import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page

from klimapakt.agreements import actions
from klimapakt.agreements.actions import Signing
from klimapakt.agreements.enums import AgreementState
from klimapakt.agreements.models import Agreement, AgreementText
from klimapakt.agreements.wording.editing import fingerprint
from klimapakt.organisations.actions import OrganisationFacts, create_organisation, give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.pacts.actions import adopt_preset, give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import Pact
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person
from tests.agreements.signing import signed_agreement
from tests.agreements.texts import CLAUSE, KEY, NEW_WORDS, in_use, part
from tests.browser.cleanliness import page_is_clean
from tests.browser.looks import Look

PASSWORD = "Roggenbrot-um-fuenf"
OLE, SIGRID, BRUNO = "ole@stadt.example.org", "sigrid@stadt.example.org", "bruno@bakery.example.org"
SUBMIT = "main form.form button.kern-btn--primary:visible"


@pytest.fixture
def agreement(live_server: object, settings: LazySettings, tmp_path: Path) -> Agreement:
    """A bakery whose agreement from the shipped text is in force."""
    settings.KLIMA_DEMO = True
    settings.KLIMA_DEMO_SEAL = tmp_path / "seal"
    adopt_preset(preset="duesseldorf", by=None)
    Pact.objects.update(contact_email="klimapakt@stadt.example.org")
    ole, sigrid, bruno = (
        create_person(email=email, name=name, password=PASSWORD, by=None)
        for email, name in ((OLE, "Ole Petersen"), (SIGRID, "Sigrid Lenz"), (BRUNO, "Bruno Keller"))
    )
    give_office_role(person=ole, kind=OfficeKind.CASE_WORKER, by=None)
    give_office_role(person=sigrid, kind=OfficeKind.SIGNATORY, by=None)
    bakery = create_organisation(facts=OrganisationFacts("Bäckerei Sonnenkorn", "Musterstadt"), by=None)
    give_role(organisation=bakery, person=bruno, kind=RoleKind.MANAGEMENT, by=None)
    return signed_agreement(bakery, bruno, ole, sigrid)


class TestInBothLanguages:
    """What depends on the language and not on theme or width."""

    def test_from_a_changed_clause_to_the_renewed_signature(
        self, page: Page, look: Look, agreement: Agreement
    ) -> None:
        sign_in(page, OLE, look.language)
        draft = begin(page)
        change_clause(page, draft)
        page.goto(f"/office/texts/{draft.pk}/")
        page_is_clean(page)
        look_at_preview(page, draft)
        sign_in(page, SIGRID, look.language)
        release(page, draft)
        sign_in(page, OLE, look.language)
        ask_again(page)
        renewed = Agreement.objects.get(amends=agreement)
        sign_in(page, BRUNO, look.language)
        sign(page, renewed)
        renewed.refresh_from_db()
        assert renewed.state == AgreementState.SIGNED

    def test_two_editors_see_both_versions(self, page: Page, look: Look, agreement: Agreement) -> None:
        ole = Person.objects.get(email=OLE)
        draft = actions.begin_text(key=KEY, reason="Zwei schreiben", by=ole)
        sign_in(page, OLE, look.language)
        page.goto(address_of(draft))
        page.locator("[name=p0_de]").fill("Meine Worte.")
        stored = next(one for one in draft.content["clauses"] if one["key"] == CLAUSE)
        theirs = {**stored, "body": [{"de": "Ihre Worte.", "en": "Their words."}]}
        from_elsewhere(draft, theirs, ole)
        page.locator(SUBMIT).last.click()
        page.locator(".change__words del").first.wait_for()
        page_is_clean(page)
        assert page.locator("[name=p0_de]").input_value() == "Meine Worte."

    def test_an_unknown_placeholder_is_refused_at_its_field(
        self, page: Page, look: Look, agreement: Agreement
    ) -> None:
        draft = actions.begin_text(key=KEY, reason="Probe", by=Person.objects.get(email=OLE))
        sign_in(page, OLE, look.language)
        page.goto(address_of(draft))
        page.locator("[name=p1_de]").fill("{{city.nmae}}")
        page.locator(SUBMIT).last.click()
        page.locator(".error-summary").wait_for()
        assert "city.name" in page.locator("#id_p1_de_error").inner_text()
        page_is_clean(page)

    def test_who_has_left_is_told_so(self, page: Page, look: Look, agreement: Agreement) -> None:
        renewed = released_and_asked(agreement)
        sign_in(page, BRUNO, look.language)
        page.goto(f"/portal/agreements/{renewed.pk}/sign/")
        prove_again(page)
        fill_signature(page)
        agreement.membership.organisation.roles.all().delete()
        with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
            page.locator(SUBMIT).last.click()
        assert answer.value.status == 403
        assert page.locator("main [name=agreed]").count() == 0
        renewed.refresh_from_db()
        assert renewed.state == AgreementState.ISSUED


def from_elsewhere(draft: AgreementText, made: dict[str, object], by: Person) -> None:
    """Save a part as another browser would."""
    seen = fingerprint(part(draft))
    actions.change_part(text=draft, section="clauses", part=made, seen=seen, by=by)


def released_and_asked(agreement: Agreement) -> Agreement:
    """Return the renewed agreement that waits for the member."""
    ole, sigrid = Person.objects.get(email=OLE), Person.objects.get(email=SIGRID)
    in_use(ole, sigrid)
    return actions.ask_again(agreement=agreement, signing=Signing(), by=ole)


def address_of(draft: AgreementText) -> str:
    return f"/office/texts/{draft.pk}/parts/clauses/{CLAUSE}/"


def sign_in(page: Page, email: str, language: str) -> None:
    Person.objects.filter(email=email).update(language=language)
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.locator("input[name=login]:visible").fill(email)
    page.locator("input[name=password]:visible").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/portal/")


def begin(page: Page) -> AgreementText:
    page.goto("/office/texts/")
    page_is_clean(page)
    page.locator(f"a[href$='/texts/new/{KEY}/']").click()
    page_is_clean(page)
    page.locator("[name=reason]").fill("Ziele genauer fassen")
    page.locator(SUBMIT).click()
    page.wait_for_url(re.compile("/office/texts/[0-9a-f-]{36}/$"))
    return AgreementText.objects.get()


def change_clause(page: Page, draft: AgreementText) -> None:
    page.locator(f"a[href$='/parts/clauses/{CLAUSE}/']").click()
    page_is_clean(page)
    page.locator("[name=p0_de]").fill(NEW_WORDS)
    page.locator("[name=p0_en]").fill("The Climate Partner reviews its targets every three years.")
    page.locator("[name=do][value=down-0]").click()
    page.locator("[name=do][value=up-1]").click()
    assert page.locator("[name=p0_de]").input_value() == NEW_WORDS
    page.locator(SUBMIT).last.click()
    page.wait_for_url(f"**/office/texts/{draft.pk}/#clauses-{CLAUSE}")


def look_at_preview(page: Page, draft: AgreementText) -> None:
    answer = page.request.get(f"/office/texts/{draft.pk}/preview.de.pdf")
    assert answer.body().startswith(b"%PDF-")


def release(page: Page, draft: AgreementText) -> None:
    page.goto(f"/office/texts/{draft.pk}/")
    page.locator(f"a[href$='/{draft.pk}/release/']").click()
    page_is_clean(page)
    page.locator(SUBMIT).click()
    page.wait_for_url(f"**/office/texts/consent/{KEY}/")


def ask_again(page: Page) -> None:
    page.goto(f"/office/texts/consent/{KEY}/")
    page.locator("main details summary").nth(1).click()
    page_is_clean(page)
    page.locator("main a[href$='/renew/']").click()
    page_is_clean(page)
    page.locator(SUBMIT).click()
    page.wait_for_url(re.compile("/office/agreements/[^/]+/$"))
    page_is_clean(page)


def sign(page: Page, renewed: Agreement) -> None:
    page.goto("/portal/")
    page.locator(f"a[href$='/agreements/{renewed.pk}/']").first.click()
    assert page.locator(".change__words ins").count() > 0
    page_is_clean(page)
    page.locator(f"a[href$='/{renewed.pk}/sign/']").click()
    prove_again(page)
    page_is_clean(page)
    fill_signature(page)
    page.locator(SUBMIT).last.click()
    page.wait_for_url(f"**/portal/agreements/{renewed.pk}/")


def prove_again(page: Page) -> None:
    page.wait_for_url("**/accounts/reauthenticate/?**")
    page.locator("input[name=password]:visible").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("main [name=agreed]").wait_for()


def fill_signature(page: Page) -> None:
    for name, value in (("function", "Geschäftsführer"), ("mandate", "allein vertretungsberechtigt")):
        page.locator(f"main [name={name}]:visible").fill(value)
    page.locator("main [name=agreed]").check()

"""The whole way: public form, confirmation, talk, invitation, agreement, both signatures, evidence.

In both languages; addresses and field names are used, no words. The package is checked as an auditor does.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page

from klimapakt.agreements import check_package
from klimapakt.agreements.enums import AgreementState
from klimapakt.agreements.models import Agreement
from klimapakt.foundation.mail import sealing
from klimapakt.foundation.models import OutgoingMail
from klimapakt.memberships.enums import Stage
from klimapakt.memberships.models import Membership
from klimapakt.pacts.actions import adopt_preset, give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import Pact
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person
from tests.browser.cleanliness import page_is_clean
from tests.browser.looks import Look

APPLICANT, OFFICE, CITY = "tom@ahorn.example.org", "ada@stadt.example.org", "sigrid@stadt.example.org"
PASSWORD = "Roggenbrot-um-fuenf"
SUBMIT = "main form:visible button.kern-btn--primary"


@pytest.fixture(autouse=True)
def _office(live_server: object, settings: LazySettings, tmp_path: Path) -> None:
    """Ada leads the office, Sigrid signs for the city."""
    settings.KLIMA_DEMO = True
    settings.KLIMA_DEMO_SEAL = tmp_path / "seal"
    adopt_preset(preset="duesseldorf", by=None)
    Pact.objects.update(contact_email="klimapakt@stadt.example.org")
    for email, name, kind in (
        (OFFICE, "Ada Sommer", OfficeKind.LEAD),
        (CITY, "Sigrid", OfficeKind.SIGNATORY),
    ):
        person = create_person(email=email, name=name, password=PASSWORD, by=None)
        give_office_role(person=person, kind=kind, by=None)


def link_to(email: str, kind: str) -> str:
    """Return the path of the link in the newest mail of a kind, as the outbox of the demo shows it."""
    mail = OutgoingMail.objects.filter(recipient=email, kind=kind).order_by("-created_at")[0]
    return re.sub(r"^https?://[^/]+", "", sealing.unseal(mail.secrets)["link"])


def sign_in(page: Page, email: str, language: str) -> None:
    Person.objects.filter(email=email).update(language=language)
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.locator("input[name=login]:visible").fill(email)
    page.locator("input[name=password]:visible").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/portal/")


def fill(page: Page, scope: str, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"{scope} [name={name}]:visible").fill(value)


class TestInBothLanguages:
    """What depends on the language and not on theme or width."""

    def test_from_the_public_form_to_the_package_of_evidence(
        self, page: Page, look: Look, tmp_path: Path
    ) -> None:
        ask_to_join(page)
        membership = Membership.objects.get(organisation__name="Schreinerei Ahorn GmbH")
        sign_in(page, OFFICE, look.language)
        talk_and_invite(page, membership)
        issue(page, membership)
        agreement = Agreement.objects.get(membership=membership)
        accept_invitation(page)
        sign(page, agreement)
        sign_in(page, CITY, look.language)
        countersign(page, agreement)
        agreement.refresh_from_db()
        membership.refresh_from_db()
        assert agreement.state == AgreementState.IN_FORCE
        assert membership.stage == Stage.ACTIVE
        sign_in(page, APPLICANT, look.language)
        assert check(page, agreement, tmp_path) == 0


def ask_to_join(page: Page) -> None:
    page.goto("/join/")
    page_is_clean(page)
    fill(
        page,
        "main form",
        name="Schreinerei Ahorn GmbH",
        city="Musterstadt",
        person_name="Tom Ahorn",
        email=APPLICANT,
    )
    page.locator("main select[name=kind]").select_option("craft")
    page.locator(SUBMIT).click()
    page.wait_for_url("**/join/sent/")
    page_is_clean(page)
    page.goto(link_to(APPLICANT, "join_confirm"))
    page_is_clean(page)
    page.locator(SUBMIT).click()
    page.locator("ol.way").wait_for()


def talk_and_invite(page: Page, membership: Membership) -> None:
    page.goto("/office/members/")
    page_is_clean(page)
    page.goto(f"/office/members/{membership.pk}/")
    page_is_clean(page)
    move = f"form[action$='/{membership.pk}/move/']"
    page.locator(f"details:has({move}) summary").click()
    page.locator(f"{move} select[name=to]").select_option("talk")
    page.locator(f"{move} button").click()
    page.get_by_role("status").wait_for()
    inviting = f"form[action$='/{membership.pk}/invite/']"
    page.locator(f"details:has({inviting}) summary").click()
    assert page.locator(f"{inviting} [name=email]").input_value() == APPLICANT
    page.locator(f"{inviting} button").click()
    page.get_by_role("status").wait_for()


def issue(page: Page, membership: Membership) -> None:
    page.goto(f"/office/members/{membership.pk}/agreement/")
    page_is_clean(page)
    page.locator("main select[name=template]").select_option("climate-agreement")
    fill(
        page,
        "main form",
        member_address="Waldweg 3, 40200 Musterstadt",
        member_name="Tom Ahorn",
        member_function="Inhaber",
        city_address="Rathausplatz 1, 40200 Musterstadt",
        city_name="Sigrid Lenz",
        city_function="Beigeordnete",
        special_terms="{{city.name}} bleibt Text.",
    )
    page.locator(SUBMIT).click()
    page.wait_for_url(re.compile("/office/agreements/[^/]+/$"))
    page_is_clean(page)


def accept_invitation(page: Page) -> None:
    page.context.clear_cookies()
    page.goto(link_to(APPLICANT, "invitation"))
    page.locator("main [name=name]:visible").fill("Tom Ahorn")
    for field in page.locator("main input[type=password]:visible").all():
        field.fill(PASSWORD)
    page.locator(SUBMIT).click()
    page.wait_for_url("**/portal/**")


def sign(page: Page, agreement: Agreement) -> None:
    page.goto("/portal/")
    page.locator(f"a[href$='/agreements/{agreement.pk}/']").first.click()
    page_is_clean(page)
    page.locator(f"a[href$='/{agreement.pk}/sign/']").click()
    prove_again(page)
    page_is_clean(page)
    confirm(page, "Inhaber", "allein vertretungsberechtigt")
    page.wait_for_url(f"**/portal/agreements/{agreement.pk}/")


def prove_again(page: Page) -> None:
    """Whoever signs has to show once more who they are, however short ago they signed in."""
    page.wait_for_url("**/accounts/reauthenticate/?**")
    page_is_clean(page)
    page.locator("input[name=password]:visible").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("main [name=agreed]").wait_for()


def countersign(page: Page, agreement: Agreement) -> None:
    page.goto("/office/")
    page.locator(f"a[href$='/agreements/{agreement.pk}/']").first.click()
    page_is_clean(page)
    page.locator(f"a[href$='/{agreement.pk}/countersign/']").click()
    prove_again(page)
    page_is_clean(page)
    confirm(page, "Beigeordnete", "Vollmacht")
    page.wait_for_url(f"**/office/agreements/{agreement.pk}/")
    page_is_clean(page)


def confirm(page: Page, function: str, mandate: str) -> None:
    fill(page, "main form", function=function, mandate=mandate)
    page.locator("main [name=agreed]").check()
    page.locator(SUBMIT).click()


def check(page: Page, agreement: Agreement, folder: Path) -> int:
    """Download the package and check it offline with Python alone."""
    page.goto(f"/portal/agreements/{agreement.pk}/")
    page_is_clean(page)
    with page.expect_download() as started:
        page.locator("a[href$='package.zip']").click()
    package = folder / "package.zip"
    package.write_bytes(started.value.path().read_bytes())
    done = subprocess.run([sys.executable, "-I", str(check_package.__file__), str(package)], check=False)
    return done.returncode

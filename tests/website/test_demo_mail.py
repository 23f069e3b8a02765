"""The outbox of a demonstration: there for everybody who tries it, and nowhere else."""

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from klimapakt.foundation.mail import outbox, sealing
from klimapakt.foundation.models import OutgoingMail
from klimapakt.organisations.mail_kinds import INVITATION

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_out")]
LINK = "http://testserver/invitations/a-token/"
LIST = "/demo/mail/"


@pytest.fixture
def demo(settings: LazySettings) -> None:
    """A demonstration."""
    settings.KLIMA_DEMO = True


@pytest.fixture
def mail(demo: None) -> OutgoingMail:
    """An invitation that has been sent, as far as a demonstration sends."""
    words = {"name": "Bakery <b>", "who": "Bruno", "role": "Press", "until": "1 May", "link": LINK}
    return outbox.post(to="mina@example.org", kind=INVITATION, language="en", context=words)


def page(client: Client, path: str) -> str:
    response = client.get(path, headers={"accept-language": "en"})
    assert response.status_code == 200
    return response.content.decode()


def test_where_people_have_accounts_of_their_own_there_is_no_such_page(
    client: Client, mail: OutgoingMail, settings: LazySettings
) -> None:
    settings.KLIMA_DEMO = False
    for path in (LIST, f"{LIST}{mail.pk}/", f"{LIST}{mail.pk}/letter/"):
        assert client.get(path).status_code == 404
    assert LIST not in page(client, reverse("account_login"))
    assert LIST not in page(client, "/")


def test_the_demonstration_leads_there(client: Client, demo: None) -> None:
    assert LIST in page(client, "/")
    assert page(client, reverse("account_login")).count(LIST) == 2


def test_an_empty_outbox_says_how_to_fill_it(client: Client, demo: None) -> None:
    assert "invite a colleague" in page(client, LIST)


def test_a_letter_is_read_with_its_link(client: Client, mail: OutgoingMail) -> None:
    assert "1 e-mail would have been sent" in page(client, LIST)
    told = page(client, f"{LIST}{mail.pk}/")
    assert 'sandbox="allow-top-navigation-by-user-activation"' in told
    assert LINK in told
    letter = page(client, f"{LIST}{mail.pk}/letter/")
    assert f'href="{LINK}"' in letter
    assert '<base target="_top">' in letter
    assert "Bakery &lt;b&gt;" in letter


def test_a_link_written_elsewhere_leads_to_where_the_demonstration_is(
    client: Client, mail: OutgoingMail
) -> None:
    OutgoingMail.objects.update(secrets=sealing.seal({"link": "http://localhost/invitations/other/"}))
    letter = page(client, f"{LIST}{mail.pk}/letter/")
    assert 'href="http://testserver/invitations/other/"' in letter


def test_the_frame_lets_nothing_run_and_nothing_in(client: Client, mail: OutgoingMail) -> None:
    response = client.get(f"{LIST}{mail.pk}/letter/")
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy
    assert "sandbox allow-top-navigation-by-user-activation" in policy
    assert response.headers["x-frame-options"] == "SAMEORIGIN"
    around = client.get(f"{LIST}{mail.pk}/").headers["content-security-policy"]
    assert "unsafe-inline" not in around


def test_a_mail_that_is_not_there_is_not_found(client: Client, demo: None) -> None:
    nothing = "00000000-0000-4000-8000-000000000000"
    assert client.get(f"{LIST}{nothing}/").status_code == 404
    assert client.get(f"{LIST}{nothing}/letter/").status_code == 404


def test_what_was_sealed_by_an_earlier_installation_is_shown_without_its_link(
    client: Client, mail: OutgoingMail, settings: LazySettings
) -> None:
    settings.SECRET_KEY = "another one, as long as it has to be, of fifty characters"
    assert LINK not in page(client, f"{LIST}{mail.pk}/")

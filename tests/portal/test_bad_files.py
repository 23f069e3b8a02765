"""Every file that the intake refuses, loaded as a person would: a sentence, and nothing written."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from klimapakt.inventories.enums import UploadState
from klimapakt.inventories.models import Activity, Inventory, Upload
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.methods.intake.test_hostile_files import CASES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_is_told_in_a_sentence_and_writes_nothing(
    name: str, inventory: Inventory, bruno: Person, sign_in: SignIn
) -> None:
    data, _code = CASES[name]
    content = data.encode() if isinstance(data, str) else data
    client: Client = sign_in(bruno)
    response = client.post(
        f"/portal/inventories/{inventory.pk}/uploads/new/",
        {"file": SimpleUploadedFile("verbrauch.xlsx", content)},
        follow=True,
    )
    page = html.unescape(response.content.decode())
    assert response.status_code == 200
    told = re.findall(r'class="kern-error".*?</p>|class="kern-alert.*?</div>', page, re.DOTALL)
    assert any(re.search(r"[.”]\s*(?:</span>)?\s*</p>", one) for one in told), told
    assert Activity.objects.count() == 0
    assert set(Upload.objects.values_list("state", flat=True)) <= {UploadState.FAILED, UploadState.UNMAPPED}

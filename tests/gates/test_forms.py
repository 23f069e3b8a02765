"""The gate that makes forms name their fields."""

from pathlib import Path

import pytest

from tests.gates.samples import complaints_about
from tools.gates.forms import check


def form(line: str) -> str:
    return f"class SiteForm(ModelForm):\n    class Meta:\n        model = Site\n        {line}\n"


@pytest.mark.parametrize(
    "code",
    [
        form('fields = "__all__"'),
        form("fields: str = '__all__'"),
        form("fields = forms.ALL_FIELDS"),
        form('exclude = ["owner"]'),
        'Form = modelform_factory(Site, fields="__all__")',
        'Form = forms.modelform_factory(Site, exclude=["owner"])',
        'class Filter(FilterSet):\n    fields = "__all__"\n',
    ],
)
def test_a_form_that_takes_whatever_the_model_has_is_refused(tmp_path: Path, code: str) -> None:
    assert complaints_about(check, tmp_path, {"src/klimapakt/portal/forms/site.py": code})


@pytest.mark.parametrize(
    "code", [form('fields = ["name"]'), 'Form = modelform_factory(Site, fields=["name"])']
)
def test_a_form_that_names_its_fields_passes(tmp_path: Path, code: str) -> None:
    assert complaints_about(check, tmp_path, {"src/klimapakt/portal/forms/site.py": code}) == []

"""The form that ties evidence files to rows."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.evidence.accepting import FILE_LIMIT, TOO_LARGE


class SeveralFilesInput(forms.FileInput):
    """Lets one choose several files at once."""

    allow_multiple_selected = True

    def value_from_datadict(
        self,
        data: object,
        files: MultiValueDict[str, UploadedFile[Any]],
        name: str,
    ) -> Sequence[UploadedFile[Any]]:
        """Return all chosen files."""
        return files.getlist(name) if hasattr(files, "getlist") else []


class SeveralFilesField(forms.FileField):
    """Takes one or several files; each may be refused on its own later."""

    widget = SeveralFilesInput

    def clean(self, data: Sequence[UploadedFile[Any]], initial: object = None) -> list[UploadedFile[Any]]:
        """Return the files; complain when there is none."""
        del initial
        if not data and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return list(data)


class EvidenceForm(forms.Form):
    """Files, the rows they prove and where in them to look."""

    files = SeveralFilesField(  # type: ignore[assignment]  # a field, as Django forms declare them
        label=_("Files"),
        required=False,
        help_text=_("PDF, PNG, JPEG, WebP, Excel (.xlsx) or CSV, each at most 25 MB; pictures at most 8 MB."),
        widget=SeveralFilesInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg,.webp,.xlsx,.csv"}),
    )
    known = forms.MultipleChoiceField(
        label=_("Or files that are here already"), required=False, widget=forms.CheckboxSelectMultiple
    )
    rows = forms.MultipleChoiceField(
        label=_("Which rows do they prove"), required=False, widget=forms.CheckboxSelectMultiple
    )
    place = forms.CharField(
        label=_("Where in it to look"),
        required=False,
        max_length=120,
        help_text=_("For example: page 2, “total consumption”"),
    )

    def __init__(
        self,
        data: object = None,
        files: object = None,
        *,
        rows: Sequence[tuple[str, str]],
        known: Sequence[tuple[str, str]],
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, files, initial=initial)  # type: ignore[arg-type]  # query dicts or None
        self.fields["rows"].choices = rows  # type: ignore[attr-defined]  # a choice
        self.fields["known"].choices = known  # type: ignore[attr-defined]  # a choice
        if not known:
            del self.fields["known"]
        if not rows:
            del self.fields["rows"]

    def clean(self) -> dict[str, Any]:
        """Ask for at least one file, and refuse those that are too large before they are read."""
        cleaned = super().clean() or {}
        if not cleaned.get("files") and not cleaned.get("known"):
            self.add_error("files", gettext("Please choose at least one file."))
        for file in cleaned.get("files") or ():
            if (file.size or 0) > FILE_LIMIT:
                self.add_error("files", TOO_LARGE.translated(gettext))
        return cleaned

"""Refuses a file that is too large while it arrives, before it fills memory or disk."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

FORM_OVERHEAD = 64 * 1024
"""Bytes a form needs besides its file: boundaries, names, the token."""


class SizeLimit(FileUploadHandler):
    """Counts the bytes of a request's files and stops at ``most``; the rest is read and thrown away.

    Stands before the handler that stores. The page can tell by ``exceeded`` why the file is missing.
    """

    def __init__(self, request: HttpRequest, most: int) -> None:
        super().__init__(request)
        self._most = most
        self.exceeded = False
        self._received = 0

    def handle_raw_input(
        self,
        input_data: object,
        META: dict[str, Any],  # noqa: N803  (Django passes it by this name)
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Believe an announced size at once; what was not announced is counted as it comes."""
        self.exceeded = content_length > self._most + FORM_OVERHEAD

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass the chunk on to the handler that stores, or stop."""
        self._received += len(raw_data)
        if self.exceeded or self._received > self._most:
            self.exceeded = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        """Leave the finished file to the handler that stored it."""
        return None

"""A log that tells what happened without telling about whom."""

import logging
import re

_BLACKENED = "[…]"
_MAIL_ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)*")
_ONE_TIME_LINK = re.compile(
    r"(?<=/accounts/password/reset/key/)[^\s/?#\"']+|(?<=/accounts/confirm-email/)[^\s/?#\"']+"
    r"|(?<=/invitations/)[^\s/?#\"']+"
)


class BlackeningFormatter(logging.Formatter):
    """Formats like its base and then blackens mail addresses and one-time links, in tracebacks as well."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the finished line without personal data."""
        return blackened(super().format(record))


def blackened(text: str) -> str:
    """Return the text with mail addresses and one-time links made unreadable.

    >>> blackened("no account for ada@example.org")
    'no account for […]'
    """
    return _ONE_TIME_LINK.sub(_BLACKENED, _MAIL_ADDRESS.sub(_BLACKENED, text))

"""What the program counted for a check, in words and with numbers as people write them."""

from dataclasses import replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klimapakt.foundation.design import numbers
from klimapakt.methods.messages import Message


def fact_told(message: Message) -> str:
    """Return the sentence about a fact in the language of the moment."""
    language = get_language() or "de"
    written = {
        name: numbers.number(value, language) if isinstance(value, int) else value
        for name, value in message.params.items()
    }
    return replace(message, params=written).translated(_)

"""Sentences that data hold in both languages, so that nobody has to translate them a second time."""

from dataclasses import dataclass

from klimapakt.methods.reading import mapping, text


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence in both languages; the data hold them side by side, as the names of activities do."""

    de: str
    en: str

    def written(self, language: str) -> str:
        """Return the sentence in the language of the page.

        >>> Text("Strom", "Electricity").written("de-at")
        'Strom'
        """
        return self.de if language.startswith("de") else self.en


def text_of(value: object, path: str) -> Text:
    """Return a sentence in both languages."""
    given = mapping(value, path, ("de", "en"), required=("de", "en"))
    return Text(text(given["de"], f"{path}.de"), text(given["en"], f"{path}.en"))

"""Typical measures as data, formulas that ask instead of inventing (docs/methods/measure-library.md)."""

from klimapakt.methods.library.formulas import Saved, saved
from klimapakt.methods.library.loading import Entry, Formula, Input, Library, library

__all__ = ["Entry", "Formula", "Input", "Library", "Saved", "library", "saved"]

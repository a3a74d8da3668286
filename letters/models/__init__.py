"""Rows of letters."""

from letters.models.letter import Letter, LetterVersion
from letters.models.passage import Passage
from letters.models.public_text import PublicText

__all__ = ["Letter", "LetterVersion", "Passage", "PublicText"]

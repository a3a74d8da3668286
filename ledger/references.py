"""Public references: short, stable, never reused, never a row number. Plain Python."""

import secrets

# Crockford's base 32 without i, l, o, u: can be read out over the telephone.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 8


def new_ref() -> str:
    """Return 8 random characters of `ALPHABET` (40 bits); uniqueness is the column's."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def may_be_ref(text: str) -> bool:
    """Could `text`, as somebody typed it, be a reference? Few words of eight letters can."""
    return len(text) == LENGTH and set(text.lower()) <= set(ALPHABET)

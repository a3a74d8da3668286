"""Invented words: common ones, and one in 1,000 that a search finds a few hundred times at most."""

from accounts.spelling import normalise

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
SUBJECTS = ("les écoles", "les bibliothèques", "la mairie", "les associations", "les agents")
SUBJECTS += ("le conseil municipal", "les cantines", "les marchés publics", "les services sociaux")
THINGS = ("des logiciels libres", "des formats ouverts", "du matériel réemployé")
THINGS += ("des données ouvertes", "une formation numérique", "un guichet sans écran")
THINGS += ("des postes sous système libre",)
VERBS = ("Installer", "Généraliser", "Étudier", "Financer", "Former à", "Publier", "Maintenir")
MANNERS = ("dès la première année", "avant la fin du mandat", "avec les agents concernés")
MANNERS += ("après un audit public", "sans coût pour les usagers")
PROGRESS = ("in_progress", "kept", "not_kept", "partially_kept")
DECLARED = ("in_progress", "kept", "paused")
FIRMNESS = ("firm", "conditional", "aspiration", "to_study")
_LETTER_HEAD = "Madame, Monsieur,\n\n"


def title(n: int) -> str:
    """Common words, and `chantierN`, which a thousandth of the titles share with few others."""
    rare = f" (chantier{n // 1000})" if n % 1000 == 0 else ""
    thing, subject = THINGS[n % 7], SUBJECTS[n // 7 % 9]
    return f"{VERBS[n // 63 % 7]} {thing} pour {subject}{rare}"


def summary(n: int) -> str:
    return (
        f"La liste s'engage à mener cette action {MANNERS[n % 5]}, à en rendre compte chaque année"
        f" et à consulter {SUBJECTS[n // 5 % 9]} (mesure {n})."
    )


def report(n: int) -> str:
    return f"Point d'étape {n} : les travaux ont commencé {MANNERS[n % 5]}."


def conclusion(n: int) -> str:
    return f"D'après le procès-verbal, l'action {n} a avancé {MANNERS[n % 5]}."


def label(n: int) -> str:
    return f"Ensemble pour demain {n}"


def person(n: int) -> tuple[str, str]:
    """First and last name."""
    first = ("Camille", "Dominique", "Claude", "Alix", "Sacha")[n % 5]
    return first, f"Inventé-{n}"


def sentence(n: int, number: int) -> str:
    """The `number`-th sentence of letter `n` that commits."""
    return (
        f"Nous voulons {THINGS[(n + number) % 7]} pour {SUBJECTS[number % 9]}, point {number + 1}."
    )


def letter(n: int, count: int) -> str:
    return _LETTER_HEAD + "\n".join(sentence(n, number) for number in range(count))


def sentences(n: int, count: int):
    """(start, end, words) of each sentence of letter `n` that commits."""
    start = len(_LETTER_HEAD)
    for number in range(count):
        words = sentence(n, number)
        yield start, start + len(words), words
        start += len(words) + 1


def snapshot(n: int, owner: str, article: str, quote: str, assessed: tuple) -> dict:
    """What the ledger keeps of commitment `n`, as `Commitment.snapshot` gives it."""
    progress, assessed_on = assessed
    return {
        "list": owner,
        "kind": "commitment",
        "title": title(n),
        "summary": summary(n),
        "articles": [article],
        "level": "commune",
        "intercommunality": None,
        "firmness": FIRMNESS[n % 4],
        "condition": "",
        "deadline": "",
        "deadline_on": None,
        "assessable": True,
        "revision": 1,
        "progress": progress,
        "progress_fictitious": assessed_on is not None,
        "assessed_on": assessed_on,
        "verified_on": None,
        "quotes": [quote],
        "fictitious": True,
    }


def plain(text: str) -> str:
    return normalise(text)

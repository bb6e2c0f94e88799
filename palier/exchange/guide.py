"""The first tab of a workbook of ours: how to fill it in, on one screen.

Readers know these sentences, so that they are never taken for objectives.
"""

from palier.exchange.form import FRENCH

NAME = ("Mode d’emploi", "How to fill in")  # of the tab
TITLE = (
    "Remplir ce classeur, puis l’importer dans Palier",
    "Fill in this workbook, then import it into Palier",
)
CATEGORIES = ("Catégories", "Categories")  # the heading over their names

_FRENCH = """\
Un onglet par périmètre. Une ligne par objectif ; dessous, une ligne par key result.
Objectif : une phrase, sans chiffre ; {objective} caractères au plus sont conseillés.
Key result : ce qui dira que l’objectif est atteint ; {key_result} caractères au plus.
Niveau : input (le travail de l’équipe), output (son effet direct), outcome (le but recherché).
Mesure : Départ, Cible et Unité pour un nombre ; des jalons, un par ligne, dans Précision.
En fin de trimestre : État final, Valeur finale et, si ce n’est pas OK, Raison.
Rien n’est obligatoire : ce qui reste vide ne change rien dans Palier.
Le numéro (O1, KR1) sert aux renvois ; une ligne nouvelle peut s’en passer.
L’import montre ce qu’il a compris avant d’écrire quoi que ce soit."""
_ENGLISH = """\
One tab per unit. One line per objective; below it, one line per key result.
Objective: a sentence, without figures; at most {objective} characters are advised.
Key result: what will tell that the objective is reached; at most {key_result} characters.
Level: input (the team’s work), output (its direct effect), outcome (the end sought).
Measure: Baseline, Target and Unit of measure for a number; milestones, one per line, in Detail.
At the end of the quarter: End state, Final value and, unless it is OK, Reason.
Nothing is required: what stays empty changes nothing in Palier.
The number (O1, KR1) is for references; a new line can do without.
The import shows what it understood before anything is written."""
_TEXTS = _FRENCH, _ENGLISH


def sentences(language: str, *, objective: int, key_result: int) -> list[str]:
    """Return what the tab says, a sentence each; the two limits are in characters."""
    limits = {"objective": objective, "key_result": key_result}
    return _TEXTS[language != FRENCH].format(**limits).split("\n")


def is_guide(first: str) -> bool:
    """Tell whether a tab that opens with this text is the guide."""
    return first in TITLE


def says_guide(text: str) -> bool:
    """Tell whether a text is one of the sentences, whatever limits it names."""
    return text in TITLE or text in CATEGORIES or _bare(text) in _BARE


def _bare(text: str) -> str:
    return "".join(character for character in text if not character.isdigit())


_BARE = {_bare(line) for text in _TEXTS
         for line in text.format(objective="", key_result="").split("\n")}  # fmt: skip

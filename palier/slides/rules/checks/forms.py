"""How the words that give a line away are written: the forms of a verb, where in a line they stand.

Verbs are named by their base form and inflected; `_` stands for a space. What is not a verb is a
pattern. Everything is in small letters, with straight apostrophes.
"""

import re


def word_set(words: str) -> frozenset[str]:
    """Return words written in one go as a set."""
    return frozenset(words.split())


def english(verbs: str) -> list[str]:
    """Return a pattern of the forms of each verb: "ship", "shipping", "shipped"."""
    return [_inflected(*verb.replace("_", " ").partition(" ")) for verb in verbs.split()]


def _inflected(verb: str, space: str, rest: str) -> str:
    stem = verb.removesuffix("e")
    if verb in _DOUBLED:
        forms = rf"{verb}(?:s|{verb[-1]}(?:ing|ed))?"
    elif stem != verb:
        forms = rf"{stem}(?:e|es|ing|ed)"
    elif verb.endswith("y"):
        forms = rf"{verb[:-1]}(?:y|ies|ying|ys|ied)"
    else:
        forms = rf"{verb}(?:s|es|ing|ed)?"
    return forms + (rf" (?:\w+ly )?{rest}" if space else "")


def french(verbs: str) -> list[str]:
    """Return a pattern of the forms of each verb: "lancer", "lancez", "lançons"."""
    return [_conjugated(*verb.replace("_", " ").partition(" ")) for verb in verbs.split()]


def _conjugated(verb: str, space: str, rest: str) -> str:
    for ending, stem in _STEMS.items():
        if verb.endswith(ending):
            return f"{verb.removesuffix(ending)}(?:{ending}|{stem}(?:ez|ons))" + space + rest
    stem = verb.removesuffix("er")
    if stem == verb:
        return verb + space + rest
    soft = {"c": "[cç]", "g": "ge?", "y": "[yi]"}.get(stem[-1], stem[-1])
    return f"{stem[:-1]}{soft}(?:er|ez|ons)" + space + rest


_DOUBLED = word_set("ship map run get plan")
# The verbs that do not end in "er": by the end of the infinitive, the stem of "vous" and "nous".
_STEMS = {
    "suivre": "suiv",
    "prendre": "pren",
    "mettre": "mett",
    "tenir": "ten",
    "sortir": "sort",
    "ouvrir": "ouvr",
    "cueillir": "cueill",
    "échir": "échiss",
    "voir": "voy",
    "rendre": "rend",
}


def at_start(words: dict[str, list[str]]) -> dict[str, re.Pattern[str]]:
    """Return, by language, a pattern that matches when a line starts so."""
    # A word ends where no other letter follows, or at its apostrophe: "maintien d'un".
    return {
        name: re.compile(rf"(?:{'|'.join(all_)})(?:(?<=')|(?![\w-]))")
        for name, all_ in words.items()
    }


def anywhere(words: dict[str, list[str]]) -> dict[str, re.Pattern[str]]:
    """Return, by language, a pattern that is found where a line says so."""
    return {
        name: re.compile(rf"(?<![\w-])(?:{'|'.join(all_)})(?!\w)") for name, all_ in words.items()
    }

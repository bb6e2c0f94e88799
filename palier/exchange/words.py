"""The words companies use in their files, in French and English: headings, states, levels.

Words are compared without accents, case, plural or punctuation.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache

from palier.exchange.phrases import cycle_in, plain

FRENCH, ENGLISH, BOTH = "fr", "en", ""

# role -> what it is called, in French, in English, in both
_HEADINGS: dict[str, tuple[str, str, str]] = {
    "objective": (
        (
            "objectif|obj|objectif stratégique|objectif qualitatif|objectif trimestriel"
            "|objectif du trimestre|objectif de l’équipe|titre de l’objectif"
        ),
        "objective|goal|objective title|objective name|team objective|quarterly objective",
        "o",
    ),
    "key_result": (
        "résultat clé|résultat clé attendu|résultat attendu|résultat clé mesurable",
        "key result title|key result name|measurable result",
        "key result|kr|keyresult",
    ),
    "indicator": (
        (
            "indicateur|mesure|indicateur de réussite|indicateur clé|indicateur de succès"
            "|critère de réussite|critère de succès|mode de mesure"
        ),
        "metric|measure|indicator|measurement|success criteria|success metric|key metric",
        "kpi",
    ),
    "text": (
        (
            "intitulé|libellé|titre|énoncé|objectif et résultat clé|objectif résultat clé"
            "|objectif et kr"
        ),
        "title|statement|wording|objective and key result|objective key result|objective and kr",
        "description|okr|objectif kr|objective kr",
    ),
    "level": ("niveau|nature|type de kr|niveau du kr", "level|kr type|kr level", "type"),
    "target": (
        (
            "cible|valeur cible|objectif chiffré|cible chiffrée|valeur à atteindre|attendu"
            "|à atteindre|objectif cible|valeur visée|cible fin de trimestre"
        ),
        "target|target value|goal value|end value|planned",
        "",
    ),
    "baseline": (
        (
            "départ|valeur de départ|situation initiale|point de départ|valeur initiale"
            "|état initial|valeur de référence|situation de départ|base|référence"
        ),
        "start|start value|starting value|starting point|initial value|from|initial",
        "baseline",
    ),
    "current": (
        (
            "actuel|valeur actuelle|réalisé|réel|valeur finale|à date|valeur réalisée"
            "|valeur atteinte"
        ),
        "current|current value|actual|achieved|latest|to date|final value|actual value",
        "",
    ),
    # How far, which may be the value reached or a share of the way: see reading/lines.py.
    "progress": (
        (
            "avancement|progression|progrès|taux d’avancement|% avancement|% atteint"
            "|taux d’atteinte|% d’atteinte|% réalisé"
        ),
        "progress|% progress|% complete|completion|% completion|% achieved",
        "",
    ),
    "measure_unit": ("unité|unité de mesure", "unit of measure|unit of measurement|uom", ""),
    "unit_or_measure": ("", "unit", ""),
    "state": (
        (
            "bilan|statut|état|résultat|état final|statut final|bilan final|résultat final"
            "|évaluation|atteint|atteinte|fait|résultat fin de trimestre"
        ),
        "status|state|end state|result|final status|final state|achieved ?|outcome at end|done",
        "",
    ),
    "landing": ("atterrissage|prévision|atterrissage prévu", "landing|forecast", ""),
    "comment": (
        "commentaire|raison|remarque|explication|justification|analyse|observation",
        "comment|reason|remark|explanation|why not",
        "note",
    ),
    "head": (
        "chef d’équipe|responsable d’équipe|responsable de l’équipe|responsable du pôle",
        "head|team lead|team leader|head of team|team manager",
        "manager",
    ),
    "owner": (
        "responsable|resp|porteur|pilote|propriétaire|en charge|qui|responsable du kr",
        "owner|assignee|accountable|who|kr owner|lead|owned by",
        "dri",
    ),
    "unit": (
        "équipe|périmètre|département|entité|nom de l’équipe",
        "team|department|business unit|team name|scope",
        "service|squad|bu",
    ),
    "pole": ("pôle|domaine", "business area|cluster", "division"),
    "category": (
        "catégorie|thème|pilier|axe|axe stratégique|thématique|pilier stratégique",
        "category|pillar|strategic pillar|strategic theme",
        "theme",
    ),
    "due": (
        "échéance|date cible|date limite|délai|date d’échéance|pour quand|date de fin",
        "due|due date|target date|due on|when|end date|due by",
        "date|deadline",
    ),
    "cycle": ("trimestre|période", "quarter|period", "cycle"),
    "why": ("pourquoi|enjeu|contexte|raison d’être", "why|rationale|context", ""),
    "number": ("numéro|n°|num", "number|no", "id|ref|#"),
}

_STATES: dict[str, str] = {
    "ok": "ok|fait|faite|atteint|atteinte|réussi|réussie|terminé|terminée|réalisé|réalisée|succès"
    "|validé|validée|livré|livrée|oui|vrai|objectif atteint|done|achieved|met|completed|complete"
    "|success|delivered|hit|yes|true|fully achieved|totalement atteint",
    "partial": "partiel|partielle|partiellement|partiellement atteint|partiellement atteinte"
    "|en partie|partiellement fait|atteint en partie|atteint partiellement|à moitié|moitié"
    "|partial|partially|partly|partially achieved|partially met|partially done|partly done"
    "|fait en partie|fait partiellement",
    "ko": "ko|k o|raté|ratée|manqué|manquée|échec|échoué|non|non atteint|non atteinte|pas atteint"
    "|pas atteinte|pas fait|pas faite|non fait|non faite|non réalisé|non réalisée|pas réalisé"
    "|missed|failed|fail|failure|not done|not achieved|not met|not completed|not reached|no",
    "deprioritised": "dépriorisé|dépriorisée|abandonné|abandonnée|annulé|annulée|arrêté|arrêtée"
    "|stoppé|stoppée|dropped|deprioritised|deprioritized|cancelled|canceled|abandoned|stopped"
    "|de prioritised|de prioritized",
}
SIGNS = {
    **dict.fromkeys("✅✔☑👍", "ok"),
    **dict.fromkeys("❌✖✗✘👎", "ko"),
}
_LEVELS = {
    "input": "input|moyen|action|activité|activity|intrant|i",
    "output": "output|sortie|extrant",
    "outcome": "outcome|impact|finalité",
}
_KINDS = {
    "objective": "objectif|objective|obj|o",
    "key_result": "key result|kr|résultat clé|résultat",
}
_GENERIC = re.compile(
    r"(?:feuil|feuille|sheet|tab|onglet|donnees|export|suivi|table|tableau|worksheet|global"
    r"|synthese|modele|template|liste|list|tous|all|toutes|equipes?|teams?|[tq][1-4]|\d|classeur"
    r"|workbook|copie|copy|textes?|text|colle|pasted|de|of|final|v|recap|import|the|les|our|nos"
    r"|suite|continued|page)*"
)
_NOTE = re.compile(
    r"(?:nb|n\.b|note|notes|remarque|ps|p\.s|source|légende|legend|attention|todo|mise à jour|maj"
    r"|updated?|voir|see|exemple|example|rappel|reminder|nota)\b|[*→(]",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:(?:(?:sous[- ])?total|moyenne|average|somme|sum)"
    r"(?:\s+(?:générale?|score|grade|des? |of |par ).{0,20})?"
    r"|(?:overall|total|average|mean)\s(?:score|grade|progress)"
    r"|(?:score|note|taux|avancement)\s(?:moyenn?e?|globale?|totale?|générale?))\s*:?",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"(?:légendes?|legends?|key|notes?|remarques?|remarks?|commentaires?|comments?|glossa(?:ire|ry)"
    r"|risques?|risks?|(?:key )?decisions?|décisions?(?: clés?)?|hypothèses?|assumptions?"
    r"|dépendances?|dependenc(?:y|ies)|hors périmètre|out of scope|points? d[’']attention"
    r"|prochaines étapes|next steps|plan d[’']actions?|actions?(?: à mener)?|sources?|abréviations?"
    r"|mode d[’']emploi|how to use(?: this sheet)?|règles(?: du jeu)?|barème|scoring|rappels?)"
    r"\s*:?",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"\[[^\[\]]{3,80}\]|<[^<>]{3,80}>|[xX]{3,12}|[.…_]+|lorem ipsum.*")
_UNIT_NAME = re.compile(
    r"(?:equipe|team|squad|tribe|pole|service|departement|department|direction|bu|business unit)"
    r" [^ ].*|.* (?:team|squad|department)"
)
LONGEST_HEADING = 200  # characters
LONGEST_UNIT = 40  # characters of such a name; longer is a sentence
_NUMBERED_UNIT = re.compile(
    r"(?:(?:the|l|notre|our) )?(?:equipe|team) (?:n |no |number )?[0-9]{1,3}"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading of a table says of its column."""

    role: str
    language: str  # "" where both languages say it so
    unit: str = ""  # "Cible (k€)"
    is_exact: bool = True  # False: its first words alone are known
    is_by_hand: bool = False  # people said so: what stands below decides nothing


# The roles a column can be given by hand.
ROLES = ("objective", "key_result", "target", "baseline", "current", "measure_unit", "level",
         "state", "comment", "why", "category", "head", "owner", "unit", "pole", "due",
         "cycle", "number")  # fmt: skip
_BY_HAND: ContextVar[Mapping[str, str]] = ContextVar("_BY_HAND")


@contextmanager
def naming(columns: Mapping[str, str]) -> Iterator[None]:
    """Read headings as people said, here and in every reader below.

    `columns` is {`heading_key` or `column_key`: role}, "" for a column that means nothing.
    """
    token = _BY_HAND.set(columns)
    try:
        yield
    finally:
        _BY_HAND.reset(token)


def heading_key(text: str) -> str:
    """Return the words of a heading as they are compared, "" where it has none."""
    return _stem(text)


def column_key(tab: str, column: int) -> str:
    """Return the name of a column (from 0) that has no heading of its own."""
    return f"{tab}!{column}"


def heading_at(tab: str, column: int) -> Heading | None:
    """Return what people said of a column without a heading."""
    role = _BY_HAND.get({}).get(column_key(tab, column))
    return Heading(role, BOTH, is_by_hand=True) if role else None


def heading_of(text: str) -> Heading | None:
    """Return what a heading means, None when it is no heading we know."""
    by_hand = _BY_HAND.get({})
    role = by_hand.get(_stem(text)) if by_hand and len(text) <= LONGEST_HEADING else None
    if role is not None:
        return Heading(role, BOTH, is_by_hand=True) if role else None
    return _known_heading(text)


@lru_cache(maxsize=4096)
def _known_heading(text: str) -> Heading | None:
    if len(text) > 80:
        return None
    bare, unit = _without_brackets(text)
    bare = re.sub(r"\s*[0-9]{1,2}\s*$", "", cycle_in(bare)[1])
    for attempt in (text, bare, *re.split(r"[/|\n]|\s[-–]\s", bare)[:1]):
        found = _HEADING_WORDS.get(_stem(attempt))
        if found:
            return Heading(*found, unit=unit)
    words = _stem(bare).split()
    if len(words) <= 5:
        for count in range(len(words) - 1, 0, -1):
            found = _HEADING_WORDS.get(" ".join(words[:count]))
            if found and len(words[0]) > 2:
                return Heading(*found, unit=unit, is_exact=False)
    return None


def state_of(text: str) -> tuple[str, str] | None:
    """Return the end state that `text` opens with, and what it says besides ("" for nothing).

    None where no state is said, or two are: `Fait à 60 %` is for people to decide.
    """
    words = text.strip()
    said: str | None = None
    while words and words[0] in SIGNS:
        said = said or SIGNS[words[0]]
        words = words[1:].lstrip("\ufe0f \u00a0")
    before = re.match(r"[0-9.,]+\s?%\s*[-–:,(]?\s*", words)
    opening = before[0] if before and before.end() < len(words) else ""
    state, rest = _opening_state(words[len(opening) :])
    if state is None:
        is_one = said and not {*map(SIGNS.get, words)} - {None, said}
        return (said, words) if said and is_one and (not words or not opening) else None
    besides = " ".join(piece for piece in (opening.strip(" -–:,("), rest) if piece)
    percent = re.search(r"([0-9]+)(?:[.,][0-9]+)?\s?%", besides)
    is_short_of = state == "ok" and percent is not None and int(percent[1]) < 100
    others = {said, *_states_among(rest), *map(SIGNS.get, words)} - {None, state}
    return None if is_short_of or others else (state, besides)


def level_of(text: str) -> str | None:
    """Return "input", "output" or "outcome", None for any other word."""
    signs = text.strip()
    if signs and set(signs) <= {"●", "•"} and len(signs) <= 3:
        return ("input", "output", "outcome")[len(signs) - 1]
    return _LEVEL_WORDS.get(_stem(re.sub(r"^\s*[0-9][ .)-]+", "", text)))


def kind_of(text: str) -> str | None:
    """Return "objective" or "key_result" where a cell says what its row is."""
    return _KIND_WORDS.get(_stem(re.sub(r"[\s.]*[0-9]+(?:\.[0-9]+)*\s*$", "", text)))


def is_note(text: str) -> bool:
    """Tell whether a text presents itself as a remark."""
    return _NOTE.match(text.strip()) is not None


def is_total(text: str) -> bool:
    """Tell whether a text is the label of a line of totals."""
    return _TOTAL.fullmatch(text.strip()) is not None


def is_section(text: str) -> bool:
    """Tell whether a text alone in its row heads what follows a table, as `Légende`."""
    return _SECTION.fullmatch(text.strip()) is not None


def is_placeholder(text: str) -> bool:
    """Tell whether a text only says what to write there, as `[Votre objectif]`."""
    return _PLACEHOLDER.fullmatch(text.strip()) is not None


def names_unit(text: str) -> bool:
    """Tell whether a text alone in its row plainly names a unit, as `Équipe Sales`."""
    return _UNIT_NAME.fullmatch(plain(text)) is not None and len(text) <= LONGEST_UNIT


def is_generic(name: str) -> bool:
    """Tell whether the name of a tab or a file says nothing of a unit."""
    return _GENERIC.fullmatch(plain(name).replace(" ", "")) is not None and not is_numbered(name)


def is_numbered(name: str) -> bool:
    """Tell whether a name is that of a unit by number alone, as `Équipe 3`."""
    return _NUMBERED_UNIT.fullmatch(plain(name)) is not None


@lru_cache(maxsize=4096)
def _stem(text: str) -> str:
    return " ".join(word[:-1] if len(word) > 2 and word.endswith("s") else word
                    for word in plain(text).split())  # fmt: skip


def _without_brackets(text: str) -> tuple[str, str]:
    match = re.search(r"[(\[]([^)\]]*)[)\]]", text)
    if match is None:
        return text, ""
    bare = text[: match.start()] + " " + text[match.end() :]
    inside = match[1].replace("en ", "").replace("in ", "").strip()
    return bare, inside if re.fullmatch(r"[kKM]?[€$£%]|[kM]?(?:EUR|USD)", inside) else ""


def _opening_state(text: str) -> tuple[str | None, str]:
    """Return the state whose words open `text`, the longest first, and what follows them."""
    words = list(re.finditer(r"[^\W_]+", text))
    for count in range(min(3, len(words)), 0, -1):
        state = _STATE_WORDS.get(plain(" ".join(word[0] for word in words[:count])))
        if state and words[0].start() <= 1:
            return state, text[words[count - 1].end() :].strip(" -–—:,.()!/\n\u00a0")
    return None, text


def _states_among(text: str) -> set[str | None]:
    """Return the states said anywhere in a few words; in a sentence they mean little."""
    words = text.split()
    if len(words) > 4:
        return set()
    return {_opening_state(" ".join(words[start:]))[0] for start in range(len(words))}


def _indexed(groups: dict[str, str]) -> dict[str, str]:
    return {_stem(word): name for name, words in groups.items() for word in words.split("|")}


_HEADING_WORDS = {
    _stem(word): (role, language)
    for role, groups in _HEADINGS.items()
    for language, words in zip((FRENCH, ENGLISH, BOTH), groups, strict=True)
    for word in words.split("|")
    if word
}
_STATE_WORDS = {plain(word): name for name, words in _STATES.items() for word in words.split("|")}
_LEVEL_WORDS = _indexed(_LEVELS)
_KIND_WORDS = _indexed(_KINDS)

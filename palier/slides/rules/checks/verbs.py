"""The verbs that give a line away, in both languages, and where they stand in it."""

import re


def word_set(words: str) -> frozenset[str]:
    """Return words written in one go as a set."""
    return frozenset(words.split())


# What a line may start with before its first word: a bullet, "KR2:", "[Web]", "CEO:".
_PREFIX = re.compile(
    r"(?:[\s•·▪►>*–—-]+"
    r"|\(?\d{1,2}[.)]\s+"
    r"|(?:kr|okr|rc|o|objecti(?:f|ve)|key result|résultat clé)\s?\d*(?:\.\d+)*\s?[:.)–-]\s*"
    r"|\[[^\]]{1,40}\]\s*|\([^)]{1,40}\)\s*"
    r"|(?:[^\s:,;.]{1,20} ){0,3}[^\s:,;.]{1,25} ?: (?=\S)"
    r"|(?:to|we|will|nous|allons|pour)\s+(?=[^\W\d_]+\s)"
    r"|(?:[a-z]{3,}ly|[a-zé]{3,}ment)\s+(?=[^\W\d_]+\s)(?<!apply\s)(?<!supply\s))"
)

_ACTIVITY = {
    "en": (
        r"help(?:s|ing)?|participat(?:e|es|ing|ion)|analy[sz](?:e|es|ing)|analysis of"
        r"|support(?:s|ing)?(?! (?:for|tickets?|team|requests?|satisfaction|cases?|times?)\b)"
        r"|contribut(?:e|es|ing|ion)|study(?:ing)?|studies|consult(?:s|ing)?(?! firm)"
        r"|continu(?:e|es|ing)|investigat(?:e|es|ing|ion)|explor(?:e|es|ing)|exploration of"
        r"|research(?:es|ing)?(?= \w+ (?!\w*(?:teams?|papers?))|ing)"
        r"|work(?:s|ing)? (?:on|with|closely|together|towards?|to)|attend(?:s|ing)?"
        r"|assist(?:s|ing)?|collaborat(?:e|es|ing|ion)|coordinat(?:e|es|ing|ion)|discuss(?:es|ing)?"
        r"|think(?:ing)? (?:about|through)|look(?:ing)? (?:into|at|for)|evaluat(?:e|es|ing)"
        r"|evaluation of|assess(?:es|ing)?|consider(?:s|ing)?|examin(?:e|es|ing)"
        r"|brainstorm(?:s|ing)?|monitor(?:s|ing)?(?= )|engage with|engaging with|reflect on"
        r"|advis(?:e|es|ing)|facilitat(?:e|es|ing)|follow(?:ing)?(?: |-)up"
        r"|encourag(?:e|es|ing)|strive|try(?:ing)? to|experiment(?:ing)? with|partner(?:ing)? with"
    ),
    "fr": (
        r"aide[rz]?|aidons|participe[rz]?|participons|participation (?:à|au|aux|active)"
        r"|analyse[rz]?|analysons|analyses? (?:de|du|des|d')|accompagne[rz]?|accompagnons"
        r"|accompagnement (?:de|du|des|d')|contribue[rz]?|contribuons|contribution (?:à|au|aux)"
        r"|étudie[rz]?|étudions|étude (?:de|du|des|d'|sur)|réfléchir|réfléchissez|réflexions? sur"
        r"|continue[rz]?|continuons|poursuivre|poursuivez|poursuivons|poursuite (?:de|du|des|d')"
        r"|explore[rz]?|explorons|exploration (?:de|du|des|d')|collabore[rz]?|collaboration avec"
        r"|coordonne[rz]?|coordination (?:de|du|des|d')|travaille[rz]? (?:sur|à|avec|en|au|aux)"
        r"|assiste[rz]? (?:à|au|aux|les|la|le|l'|nos)|échange[rz]? (?:avec|sur)|discute[rz]?"
        r"|évalue[rz]?|évaluation (?:de|du|des|d')|examine[rz]?|suivre|suivi (?:de|du|des|d')"
        r"|soutenir|soutien (?:à|au|aux|de|du|des)|appuye[rz]|appui (?:à|au|aux)|encourage[rz]?"
        r"|veille[rz]? (?:à|au|aux|sur)|réalise[rz]? (?:une?|des|l'|la) (?:étude|analyse|veille)s?"
        r"|mener (?:une?|des|l'|la) (?:étude|analyse|réflexion|veille)s?|s'impliquer"
        r"|essayer de|chercher à|rechercher|recherche (?:de|d')|conseiller|consulter"
    ),
}
_KEEPING = {
    "en": (
        r"continu(?:e|es|ing)(?! (?:integration|delivery|improvement))|maintain(?:s|ing)?"
        r"|keep(?:s|ing)?(?! (?:track|in mind))|sustain(?:s|ing)?|preserv(?:e|es|ing)"
        r"|remain(?:s|ing)?|stay(?:s|ing)?|retain(?:s|ing)?"
    ),
    "fr": (
        r"continue[rz]?|continuons|maintenir|maintenez|maintenons|maintien (?:de|du|des|d')"
        r"|poursuivre|poursuivez|poursuivons|poursuite (?:de|du|des|d')|garde[rz]?|gardons"
        r"|conserver|conservez|préserver|préservez|rester|restez|pérenniser|entretenir"
    ),
}
_LEVEL_KEPT = {
    "en": (
        r"maintain(?:s|ing|ed)?|keep(?:s|ing)?(?! (?:track|in mind|up with|each|everyone|record))"
        r"|remain(?:s|ing)?|stay(?:s|ing)?|sustain(?:s|ing|ed)?|preserv(?:e|es|ing)"
        r"|hold(?:s|ing)? (?:steady|at|above|below|under)"
    ),
    "fr": (
        r"maintenir|maintenez|maintenons|maintien (?:de|du|des|d'|à|au)|rester|restez|garder|gardez"
        r"|conserver|conservez|préserver|préservez"
    ),
}
_LEVEL_KEPT_LATER = {
    "en": (
        r"(?:remains?|stays?|is kept|are kept|kept|(?:is |are )maintained|holds?)"
        r" (?:steady|stable|constant|at|above|below|under|over|within|between|higher|lower|greater"
        r"|less|more|no)"
    ),
    "fr": (
        r"(?:reste(?:nt|r)?|demeure(?:nt|r)?|est maintenue?|sont maintenue?s|maintenue?s?)"
        r" (?:stables?|au[- ]dessus|au[- ]dessous|en dessous|sous|à|au|supérieure?s?|inférieure?s?"
        r"|constante?s?|entre|au moins|égale?s?)"
    ),
}
_SHIPPING = {
    "en": (
        r"launch(?:es|ing)?|ship(?:s|ping)?|releas(?:e|es|ing)|publish(?:es|ing)?"
        r"|deploy(?:s|ing)?|deliver(?:s|ing)?|roll(?:s|ing)?(?: |-)?out|go live|go-live"
        r"|(?:the )?(?:launch|release|publication|delivery|deployment|rollout) of"
    ),
    "fr": (
        r"lance[rz]|lançons|livre[rz]|livrons|publie[rz]|publions|sort(?:ir|ez)|déploye[rz]"
        r"|met(?:tre|tez) en (?:ligne|production|service|prod|œuvre l'offre)"
        r"|(?:le |la )?(?:lancement|livraison|publication|sortie|déploiement"
        r"|mise en (?:ligne|production|service|prod)) (?:de|du|des|d'|effecti)"
    ),
}
_SHIPPED_LATER = {
    "en": (
        r"(?:is|are|been|gets?|was|has|have|fully)"
        r" (?:\w+ly )?(?:launched|shipped|released|published|deployed|delivered|rolled out|live)"
        r"|(?:launched|shipped|released|published|deployed|delivered|rolled out|goes live)\W*$"
    ),
    "fr": (
        r"(?:est|sont|soit|soient|a été|ont été|être)"
        r" (?:lancé|livré|publié|sorti|déployé|mis en (?:ligne|production|service|prod)"
        r"|mise en (?:ligne|production|service|prod)|en (?:ligne|production|prod))e?s?\b"
        r"|(?:lancé|livré|publié|déployé|(?:mis|mise)s? en (?:ligne|production|service))e?s?\W*$"
    ),
}
# What else starts the second half of "write X and train Y".
_MAKING = word_set(
    "achieve acquire add adopt agree align automate begin book build close collect complete "
    "conduct configure convert create cut decide decrease define deliver deploy design develop "
    "document double draft drive educate eliminate enable establish expand finalise finalize find "
    "finish fix gather generate get grow hire host identify implement improve increase install "
    "integrate interview introduce launch lower make measure meet merge migrate move obtain "
    "onboard open optimise optimize organise organize plan prepare present produce promote propose "
    "provide publish push raise reach recruit redesign reduce refactor release remove replace "
    "report resolve review rewrite roll run scale secure send set setup share ship sign simplify "
    "solve start streamline submit survey switch teach test track train transition triage update "
    "upgrade validate verify win write"
)


def _at_start(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives})(?![\w-])")


def _anywhere(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?!\w)")


ACTIVITY = {name: _at_start(words) for name, words in _ACTIVITY.items()}
KEEPING = {name: _at_start(words) for name, words in _KEEPING.items()}
LEVEL_KEPT = {name: _at_start(words) for name, words in _LEVEL_KEPT.items()}
LEVEL_KEPT_LATER = {name: _anywhere(words) for name, words in _LEVEL_KEPT_LATER.items()}
SHIPPING = {name: _at_start(words) for name, words in _SHIPPING.items()}
SHIPPED_LATER = {name: _anywhere(words) for name, words in _SHIPPED_LATER.items()}

_TELLING_ENGLISH = _MAKING - {"present"} | word_set(
    "help participate analyze contribute study consult investigate explore attend assist maintain "
    "keep sustain preserve remain stay launch ship release publish deploy deliver launching "
    "shipping releasing publishing keeping maintaining research support"
)
_TELLING_FRENCH = word_set(
    "aider participer analyser accompagner contribuer étudier réfléchir continuer maintenir "
    "poursuivre garder conserver rester lancer livrer publier sortir déployer mettre augmenter "
    "réduire améliorer recruter signer former vendre gagner construire définir organiser lancement "
    "livraison maintien poursuite analyse étude suivi mise"
)
LANGUAGE_OF_VERB = dict.fromkeys(_TELLING_ENGLISH, "en") | dict.fromkeys(_TELLING_FRENCH, "fr")


def opening_of(text: str) -> str:
    """Return a line in small letters from its first word that says something."""
    low = " ".join(text.lower().replace("’", "'").split())
    for _turn in range(4):
        match = _PREFIX.match(low)
        if match is None or match.end() >= len(low):
            break
        low = low[match.end() :]
    return low


def starts_second_half(words: str, language: str) -> bool:
    """Test if what follows "and" starts a result of its own: "train the team"."""
    first = words.split(" ", 1)[0].strip(",;.()")
    if language == "fr":
        return first in _FRENCH_SECOND or bool(_INFINITIVE.fullmatch(first))
    return first in _MAKING


_INFINITIVE = re.compile(r"[^\W\d_]{2,}(?:er|ir|dre|tre|vre|ire|uire)")
_FRENCH_SECOND = frozenset({"faire", "mettre", "rendre", "prendre"})

"""The words that give a line away, in both languages, as they stand at its start or later.

Verbs are named by their base form and inflected; `_` stands for a space. What is not a verb is a
pattern. Everything is in small letters, with straight apostrophes.
"""

import re


def word_set(words: str) -> frozenset[str]:
    """Return words written in one go as a set."""
    return frozenset(words.split())


def _english(verbs: str) -> list[str]:
    return [_inflected(*verb.replace("_", " ").partition(" ")) for verb in verbs.split()]


def _inflected(verb: str, space: str, rest: str) -> str:
    stem = verb.removesuffix("e")
    if verb in {"ship", "map", "run", "get"}:
        forms = rf"{verb}(?:s|{verb[-1]}ing)?"
    elif stem != verb:
        forms = rf"{stem}(?:e|es|ing)"
    elif verb.endswith("y"):
        forms = rf"{verb[:-1]}(?:y|ies|ying|ys)"
    else:
        forms = rf"{verb}(?:s|es|ing)?"
    return forms + space + rest


def _french(verbs: str) -> list[str]:
    return [_conjugated(*verb.replace("_", " ").partition(" ")) for verb in verbs.split()]


def _conjugated(verb: str, space: str, rest: str) -> str:
    stem = verb.removesuffix("er")
    if stem == verb:
        return verb + space + rest
    soft = {"c": "[cç]", "g": "ge?", "y": "[yi]"}.get(stem[-1], stem[-1])
    return f"{stem[:-1]}{soft}(?:er|ez|ons)" + space + rest


_STUDIES_EN = (
    r"(?:\w+[ /-]){0,3}?(?:analys[ei]s|stud(?:y|ies)|research|assessments?|reviews?|audits?"
    r"|surveys?|investigations?|discovery|experiments?)"
)
_STUDIES_FR = (
    r"(?:\w+ ){0,2}?(?:études?|analyses?|veille|réflexions?|revues?|évaluations?|enquêtes?|audits?"
    r"|benchmarks?|recherches?|diagnostics?|états? des lieux|expérimentations?|concertations?"
    r"|échanges?|discussions?|travaux|points? (?:de|avec|sur))"
)
_ARTICLE_FR = r"(?:une? |des |l'|la |le |les |d')?"

STUDY = {
    "en": [
        *_english("research analyse analyze study investigate explore attend"),
        rf"(?:do|conduct|perform|run|carry out|make|undertake) (?:an? |the )?{_STUDIES_EN}",
    ],
    "fr": [
        *_french("analyser étudier explorer investiguer creuser réfléchir"),
        rf"(?:réaliser|mener|faire|conduire|engager|lancer|entamer) {_ARTICLE_FR}{_STUDIES_FR}",
    ],
}
_WORK_EN = _english(
    "help participate contribute measure track monitor test verify evaluate assess collaborate "
    "coordinate discuss examine consider assist work_on work_with work_closely work_together "
    "work_towards work_toward work_to think_about think_through look_into look_at look_for "
    "experiment_with brainstorm facilitate correlate partner_with engage_with consult follow_up "
    "review audit interview scope seek lobby learn understand iterate reach_out meet_with talk_to "
    "discover dig deepen sync_with liaise advocate gather_feedback gather_data push_for "
    "gather_requirements collect_feedback strive try_to reflect_on evolve advise encourage "
    "focus_on benchmark"
)
ACTIVITY = {
    "en": [
        *STUDY["en"],
        *_WORK_EN,
        rf"(?:begin|start|continue)s? (?:to )?(?:{'|'.join(_WORK_EN)}|{'|'.join(STUDY['en'])})",
        *_english("continue"),
        r"support(?:s|ing)?(?! (?:for|tickets?|teams?|requests?|satisfaction|cases?|times?)\b)",
        r"identify(?! (?:an?|the|key|first|top|list|all|\d)\b)",
        r"participation|contribution to|exploration of|investigation of",
    ],
    "fr": [
        *STUDY["fr"],
        *_french(
            "aider participer accompagner contribuer collaborer coordonner travailler mesurer "
            "tester expérimenter vérifier évaluer examiner suivre soutenir appuyer encourager "
            "discuter rechercher échanger_avec échanger_sur conseiller consulter s'impliquer "
            "poursuivre continuer essayer_de chercher_à approfondir comprendre itérer "
            "cartographier sensibiliser prendre_part s'engager_dans œuvrer veiller_sur "
            "se_rapprocher recueillir interroger auditer recenser repérer dialoguer animer "
            "promouvoir passer_en_revue apporter_un_soutien apporter_un_appui apporter_une_aide"
        ),
        (
            r"(?:commencer|démarrer|débuter|continuer) (?:à|de) (?:suivre|mesurer|analyser|étudier"
            r"|explorer|travailler|réfléchir|tester|expérimenter|participer|contribuer|accompagner)"
        ),
        r"identifier(?! (?:une?|les? (?:\d|deux|trois|principa)|la liste|\d|tous)\b)",
        r"assister (?:à|au|aux)|travail (?:sur|avec|en|de|partenarial|commun)|travaux (?:sur|de)",
        r"(?:participation|contribution|appui|soutien|aide) (?:à|au|aux|de|des|du)\b",
        r"(?:réflexions?|veille) sur|échanges? (?:avec|sur)|collaboration (?:avec|étroite)",
        (
            r"(?:analyse|accompagnement|étude|poursuite|exploration|coordination|évaluation|suivi"
            r"|recherche|expérimentation|test|investigation)s? (?:de|du|des|sur|d'|utilisa)"
        ),
    ],
}
# "Measure and ensure", "évaluer et choisir"; "track all": there is an end to it.
WITH_AN_END = (
    r" (?:all|tous|toutes)\b| (?:and|et) (?:ensure|guarantee|increase|improve|reduce|choose|select"
    r"|fix|decrease|resolve|garantir|choisir|assurer|améliorer|augmenter|réduire|sélectionner"
    r"|résoudre|retenir|corriger)\b"
)

KEEPING = {
    "en": [
        r"continu(?:e|es|ing|ed)(?! (?:integration|delivery|improvement))",
        *_english(
            "maintain sustain preserve remain stay retain protect uphold safeguard carry_on "
            "stabilize stabilise pursue"
        ),
        r"keep(?:s|ing)?(?! (?:track|in mind))",
        (
            r"(?:ensure|make sure) .{1,80}\b(?:remains?|stays?|keeps?|continues?)\b|continued "
            r"|ensure (?:continued|continuity|the continuity)"
            r"|.{0,80}\bcontinues? to (?:be|grow|have)\b"
        ),
    ],
    "fr": [
        *_french(
            "continuer maintenir poursuivre garder conserver préserver rester pérenniser "
            "entretenir protéger sauvegarder"
        ),
        r"(?:maintien|poursuite|continuité|pérennisation) (?:de|du|des|d'|à)",
        r"(?:maintenez|poursuivez|restez|maintenons|poursuivons|restons)",
        r"(?:assurer|garantir) (?:le maintien|la continuité|la pérennité|la stabilité)",
        r".{0,80}\bcontinue(?:nt)? (?:à|de|d')",
        r"(?:s'assurer|assurer|veiller|faire en sorte) .{1,80}\b(?:restent?|demeurent?)\b",
        "stabiliser",
    ],
}
LEVEL_KEPT = {
    "en": [
        *_english("maintain remain stay sustain preserve"),
        (
            r"keep(?:s|ing)?(?! (?:track|in mind|each|everyone|record|(?:\S+ ){0,3}"
            r"(?:informed|up[ -]to[ -]date|posted|engaged|involved|in the loop)))"
        ),
        r"hold(?:s|ing)? (?:steady|at(?! least)|above|below|under)",
        "continue to (?:meet|exceed|hit|be|have)",
    ],
    "fr": [
        *_french("maintenir rester garder conserver préserver"),
        (
            r"maintenez|maintenons|restez|(?:(?:avoir )?(?:assur|garant)\w+ le )?maintien"
            r" (?:de|du|des|d'|à|au)|ne pas (?:dépasser|descendre)|continuer à (?:avoir|être)"
        ),
    ],
}
LEVEL_KEPT_LATER = {
    "en": [
        (
            r"(?:remains?|stays?|(?:is |are )kept|kept|(?:is |are )maintained)"
            r" (?:steady|stable|constant|at|above|below|under|over|within|between|higher|lower"
            r"|less|more|no)"
        ),
        r"(?:does|do|will) not (?:exceed|drop|fall)",
        r"while (?:maintaining|keeping|staying|sustaining|preserving|remaining)",
        (
            r"and (?:maintain|keep|sustain) .{1,60}?"
            r"(?:\b(?:at|above|below|under|over|within)\b|[<>≥≤])"
        ),
    ],
    "fr": [
        (
            r"(?:reste(?:nt|r)?|demeure(?:nt|r)?|(?:est |sont )?maintenue?s?)"
            r" (?:stables?|au[- ]dessus|au[- ]dessous|en dessous|sous|à|au|supérieure?s?"
            r"|inférieure?s?|constante?s?|entre|au moins|égale?s?)"
        ),
        r"tout en (?:maintenant|gardant|conservant|préservant|restant)",
        r"et (?:maintenir|garder|conserver) .{1,60}?(?:\b(?:sous|au-dessus|au-dessous|à)\b|[<>≥≤])",
        r"ne (?:dépassent?|descend(?:ent)?|baissent?) pas",
    ],
}

# One delivers results too: only what is made is shipped.
_MADE = (
    r"mvp|beta|version|releases?|features?|products?|apps?|applications?|tools?|apis?|services?"
    r"|platforms?|prototype|v\d|website|portal|dashboards?|framework|strategy"
)
SHIPPING = {
    "en": [
        *_english("launch ship release publish deploy"),
        rf"deliver(?:s|ing)? (?:\S+ ){{0,5}}(?:{_MADE})\b",
        r"roll(?:s|ing)?(?: |-)?out|go live",
        r"make .{1,60} available",
        (
            r"(?:complete |finish |finalise |finalize )?(?:the )?(?:initial |first |public )?"
            r"(?:launch|release|publication|delivery|deployment|roll-?out) (?:of|to)"
        ),
        r"(?:get|have) .{1,60} (?:launched|shipped|released|published|deployed|rolled out|live)\b",
        r"(?!.*\bbefore\b)\w+(?:[ ,]+(?:and|&|then) )(?:launch|ship|release|publish|deploy)\b",
    ],
    "fr": [
        *_french("lancer livrer publier déployer généraliser diffuser rendre_disponible"),
        r"sort(?:ir|ez)|met(?:tre|tez) (?:en (?:ligne|production|service|prod)|à disposition)",
        (
            r"(?:amorcer |finaliser |réussir )?(?:le |la |son |sa |l'|un |une )?"
            r"(?:premi(?:er|ère) )?"
            r"(?:lancement|livraison|publication|sortie|déploiement|ouverture|généralisation"
            r"|mise (?:en (?:ligne|production|service|prod)|à disposition))"
            r"(?= [^\W\d])"
        ),
        (
            r"\w+ (?:et|puis) (?:lancer|livrer|publier|déployer"
            r"|mettre en (?:ligne|production|service))"
        ),
        r"ouvrir (?:le service|la plateforme|l'api|le site|au public|le code)",
    ],
}
SHIPPED_LATER = {
    "en": [
        (
            r"(?:is|are|been|gets?|was|has|have|fully) (?:\w+ly )?(?:launched|shipped|released"
            r"|published|deployed|delivered|rolled out|live|available (?:to|for|in|on|by))"
        ),
        r"generally available|\w+ (?:ships|launches|releases|publishes) (?:an?|the|its)",
        (
            r"(?:launched|shipped|released|published|deployed|rolled out|goes live|live"
            r"|in production|available|up and running)\W*$"
        ),
    ],
    "fr": [
        (
            r"(?:est|sont|soit|soient|a été|ont été|être) (?:lancé|livré|publié|sorti|déployé"
            r"|généralisé|disponible|accessible|ouvert"
            r"|mise? (?:en (?:ligne|production|service|prod)"
            r"|à disposition)|en (?:ligne|production|prod))e?s?\b"
        ),
        (
            r"(?:lancé|publié|déployé|disponible|(?<!mise )en production|en ligne"
            r"|en service|opérationnel)"
            r"(?:le)?e?s?\W*$"
        ),
    ],
}
# A condition is not a promise: "when it is released", "the page that is published".
CONDITION = (
    r"\b(?:when|before|after|once|until|if|that|which|who|than|avant|après|quand|lorsque?|dès|qui"
    r"|que|si)\b"
)

MAKING = word_set(
    "achieve acquire add adopt agree align automate begin book build close collect complete "
    "conduct configure convert create cut decide decrease define deliver deploy design develop "
    "document double draft drive educate eliminate enable establish expand finalise finalize find "
    "finish fix gather generate grow hire host identify implement improve increase install "
    "integrate interview introduce launch lower make measure meet merge migrate move obtain "
    "onboard open optimise optimize organise organize plan prepare present produce promote propose "
    "provide publish push raise reach recruit redesign reduce refactor release remove replace "
    "report resolve review rewrite roll run scale secure send set setup share ship sign simplify "
    "solve start streamline submit survey switch teach test track train transition triage update "
    "upgrade validate verify win write"
)
ENGLISH_VERBS = (MAKING - {"present"}) | word_set(
    "help participate analyze contribute study consult investigate explore attend assist maintain "
    "keep sustain preserve remain stay launching shipping releasing publishing keeping maintaining "
    "research support"
)
FRENCH_VERBS = word_set(
    "aider participer analyser accompagner contribuer étudier réfléchir continuer maintenir "
    "poursuivre garder conserver rester lancer livrer publier sortir déployer mettre augmenter "
    "réduire améliorer recruter signer former vendre gagner construire définir organiser lancement "
    "livraison maintien poursuite analyse étude suivi mise"
)
DEEDS = MAKING | word_set(
    "nominate select rebuild socialise socialize help contribute keep maintain continue turn "
    "instrument distribute certify pull have bring extend execute handle manage coach formalize "
    "formalise speak attend analyze analyse study investigate explore evaluate assess support get "
    "retain deprecate enforce participate announce apply approve assign attract award boost "
    "capture choose clarify clean communicate confirm connect demonstrate determine diversify "
    "engage enhance ensure equip execute expose foster harden incorporate inform initiate invest "
    "invite lead learn leverage maximize minimize monitor negotiate nurture offer operate own "
    "perform pilot prevent prioritize prototype prove qualify recommend redefine refine refresh "
    "register reinforce renew restore restructure retire revamp revise sell serve showcase "
    "sponsor stabilize standardize stop strengthen tackle transfer transform translate "
    "understand unify unlock use visit work give take put go ask tell let pay lift free ease earn "
    "renew restart resume rank redo rename reorganize repair reply reply respond reuse route save "
    "search seat sort split stabilise stay step store supply swap talk thank trim try tune turn"
)
DEEDS_AND_NOUNS = word_set(
    "report review design document draft drive measure plan produce release survey test train "
    "transition update upgrade launch hire host push raise run share start switch triage cut "
    "double decrease increase support study fix move build close help sign set scale lead offer "
    "pilot award boost transfer use visit work stop keep go pay lift free search seat sort split "
    "stay step store supply swap talk trim try tune reply save rank route"
)


def at_start(words: dict[str, list[str]]) -> dict[str, re.Pattern[str]]:
    """Return, by language, a pattern that matches when a line starts so."""
    return {name: re.compile(rf"(?:{'|'.join(all_)})(?![\w-])") for name, all_ in words.items()}


def anywhere(words: dict[str, list[str]]) -> dict[str, re.Pattern[str]]:
    """Return, by language, a pattern that is found where a line says so."""
    return {
        name: re.compile(rf"(?<![\w-])(?:{'|'.join(all_)})(?!\w)") for name, all_ in words.items()
    }

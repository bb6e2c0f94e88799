"""The words that say that something is put out."""

from palier.slides.rules.checks.forms import english, french

# "The release process", "launch readiness": a thing of that name, which is not put out.
_NAMED_SO = (
    r"(?! (?:process|processes|notes?|cycles?|dates?|plans?|planning|readiness|cadence|times?"
    r"|frequency|management|managers?|pipelines?|metrics?|schedules?|checklists?|tests?|criteria"
    r"|candidates?|trains?|costs?|teams?|ready|on time|posts? (?:rate|process))\b"
    r"| (?:[\w-]+ ){1,2}(?:\w{2,}ed|ready)\W*$)"
)
_PUT_OUT = (
    r"(?:launched|shipped|released|published|deployed|rolled[ -]out|open[ -]sourced|announced"
    r"|productioni[sz]ed|unveiled)"
)
_LAUNCH = r"(?:launch|release|publication|deployment|roll-?out|announcement|go-live)"
# One delivers results and trainings too: these are no product that is put out.
_NO_PRODUCT = (
    r"(?:workshops?|trainings?|sessions?|results?|value|talks?|presentations?|webinars?|keynotes?"
    r"|improvements?|growth|reductions?|increases?|support|feedback|savings|impact|on|classes"
    r"|pipeline|revenue|against|tracking|to)(?! (?:platform|tool|system|portal|module|app)s?\b)"
)

SHIPPING = {
    "en": [
        (
            r"(?:(?:soft|pre|re)[ -]?)?(?:launch(?:ed)?|ship(?:ped)?|released?|publish(?:ed)?"
            rf"|deploy(?:ed)?){_NAMED_SO}"
        ),
        r"ga of",
        r"(?:launching|shipping|releasing|publishing|deploying) (?:an?|the|our|new|its|to)",
        r"(?:start|begin|resume)(?:s|ning|ing)? (?:to )?(?:launch|ship|publish|releas|deploy)\w*",
        rf"deliver(?:s|ing|ed)?(?! (?:all|every|each)\b| (?:\S+ ){{0,3}}?{_NO_PRODUCT}\b)",
        (
            r"roll(?:s|ing|ed)?(?: |-)?out|(?:go|going|went) (?:fully )?live"
            r"|open[ -]sourc(?:e|ing)(?! (?:projects?|software|communit\w+|contribut\w+|program\w*"
            r"|maintainers?|is|are)\b)"
        ),
        *english("announce unveil productionize productionise"),
        r"(?:turn|switch)(?:ing|ed)? on",
        r"mak(?:e|ing) .{1,80} (?:generally |publicly )?available",
        r"enabl(?:e|ing|ed) (?!.{0,80}\bto\b)(?:[\w.-]+ ){1,5}(?:for|on|in|by default)\b",
        r"(?:reach|hit|achieve|move (?:\S+ ){1,5}to|go(?:es)?) (?:general availability|ga)\b",
        (
            r"(?:complete |finish |finali[sz]e |start |begin )?(?:the )?"
            r"(?:(?:initial|first|public|successful|soft|full|global|official|worldwide|beta|alpha"
            rf"|mvp|mvc|v?\d\S*|company-wide) ){{0,2}}{_LAUNCH} (?:of|to|with|for|in)\b"
        ),
        r"deliver(?:y|ies) (?:of|to)\b",
        (
            r"(?:get|have|see|bring|take|put|push) .{1,80} (?:launched|shipped|released|published"
            r"|deployed|rolled out|live|online|(?:in|into|to) production|to market|out of beta"
            r"|to ga|to general availability)\b"
        ),
        (
            r"(?!.*\bbefore\b)\w+(?:[ ,]+\w+)?(?:,? (?:and|&|then) |, )"
            rf"(?:launch|ship|release|publish|deploy|roll out|announce)\b{_NAMED_SO}"
        ),
        (
            r"(?!.*\bbefore\b)[a-z]+ .{1,80}(?:,| and|, and| &| then) (?:launch|ship|publish"
            r"|deploy|release|roll out) (?:an?|the|it|them|its|our|first|new)\b"
        ),
    ],
    "fr": [
        *french(
            "lancer livrer publier déployer généraliser diffuser rendre_disponible rendre_public "
            "activer annoncer inaugurer"
        ),
        r"sort(?:ir|ez|ons)(?! (?:de|du|des|d')\b)",
        (
            r"(?:mettre|mettez|mettons|remettre)(?: \w+ment)?"
            r" (?:en (?:ligne|production|service|prod)|à (?:la )?disposition)"
        ),
        r"(?:mettre|passer|faire passer|basculer) .{0,60}?en (?:ligne|production|service|prod)\b",
        r"rendre .{1,80} (?:disponible|accessible)s?\b",
        (
            r"(?:(?:amorcer|finaliser|réussir|démarrer|commencer|engager|achever|terminer|réaliser"
            r"|assurer|accélérer|effectuer|initier) )?(?:le |la |son |sa |l'|un |une )?"
            r"(?:premi(?:er|ère) )?"
            r"(?:lancement|livraison|publication|sortie|déploiement|ouverture|généralisation"
            r"|activation|diffusion|(?:mise|passage) (?:\w+ )?(?:en (?:ligne|production|service"
            r"|prod)|à (?:la )?disposition))"
            r"(?= [^\W\d]|\W*$)"
        ),
        (
            r"\w+(?:,? (?:et|puis) |, )(?:lancer|livrer|publier|déployer|diffuser"
            r"|mettre en (?:ligne|production|service))"
        ),
        (
            r"[a-zéèêâîôû]+(?:er|ir|re) .{1,80}(?:,| et| puis)"
            r" (?:(?:la|le|les|l') ?)?(?:lancer|livrer|publier|déployer|diffuser"
            r"|mettre en (?:ligne|production|service))\b"
        ),
        (
            r"ouvrir (?:le |la |l'|les |un |une )?(?:nouve\w+ |premi\w+ )?(?:service|plateforme"
            r"|api|site|code|portail|produit|outil|application|accès|démonstrateur|bêta|guichet"
            r"|données|version|espace)|ouvrir .{1,60}? (?:au public|à tous|aux \w+)"
        ),
    ],
}
SHIPPED_LATER = {
    "en": [
        (
            rf"(?:is|are|been|be|gets?|was|were|has|have|fully) (?:\w+ly )?(?:{_PUT_OUT}|delivered"
            r"|live|online|(?:in|to) production|available (?:to|for|in|on|by|as|from|via|at)"
            r"|enabled (?:by default|for|on|in)|turned on)"
        ),
        r"generally available|\w+ (?:ships|launches|releases|publishes) (?:an?|the|its)",
        r"(?:reach|hit|achiev|enter)(?:es|s) (?:general availability|ga|(?:public |open )?beta)\b",
        r"goes (?:live|(?:in|into|to) (?:production|beta|ga))|up and running\W*$",
    ],
    "fr": [
        (
            r"(?:est|sont|soit|soient|a été|ont été|être) (?:\w+ment )?(?:lancé|livré|publié|sorti"
            r"|déployé|généralisé|disponible|accessible|ouvert|diffusé|activé|annoncé"
            r"|mise? (?:en (?:ligne|production|service|prod)"
            r"|à (?:la )?disposition)|en (?:ligne|production|prod|service))e?s?\b"
        ),
    ],
}
# "La mise en ligne", "les services en ligne".
_NOT_SO_NAMED = r"(?<!mise )(?<!passage )(?<!service )(?<!services )(?<!outils )"
# A participle after its noun: "the portal released in the shop", "le socle livré, en service".
PUT_OUT_AFTER = {
    "en": [
        r"enabled (?:by default|for|on|in)",
        r"(?<!a )(?<!the )live(?= (?:for|to|on|in) (?!\w+ing\b))",
        (
            rf"(?:{_PUT_OUT}|delivered|available)(?= (?:and|in|on|to|with|by|for|as|across|at|via"
            r"|internally|publicly|externally|company-wide)\b|[,;.(])"
        ),
        rf"(?:{_PUT_OUT}|live|in production|available|in general availability)\W*$",
    ],
    "fr": [
        (
            r"(?:lancée?s?|livrée?s?|publiée?s?|déployée?s?|diffusée?s?|généralisée?s?"
            r"|activée?s?|mise?s? (?:en (?:ligne|production|service)|à disposition)"
            rf"|{_NOT_SO_NAMED}en (?:ligne|service|production)|disponibles?"
            r"|ouverte?s?)"
            r"(?= (?:et|dans|sur|au|aux|en|pour|par|auprès|avec|à|d[eu]|des)\b|[,;.(])"
        ),
        (
            r"(?:lancé|publié|déployé|livré|disponible|opérationnel"
            r"|mise?s? (?:en (?:ligne|production|service)|à disposition)"
            rf"|{_NOT_SO_NAMED}en (?:production|ligne|service))(?:le)?e?s?\W*$"
        ),
    ],
}
# What stands before such a participle where it only tells which: "the released version".
TELLS_WHICH = (
    r"(?:\b(?:the|an?|all|newly|recently|previously|already|of|every|each|any|being|not|and|or|to"
    r"|le|la|les|des|de|du|un|une|déjà|pas|non|et|ou) |\bl')$"
)
# A line that says what is counted, or more of it: "rate of …", "nombre de …".
COUNTED = (
    r"(?:the |le |la |les |l')?(?:\w+ )?(?:number|rate|time|share|percentage|ratio|volume|nombre"
    r"|taux|part|rythme|délai|quantité|pourcentage|fréquence|durée|temps)s? (?:of|to|de|d|du|des)"
    r"\b|(?:increase|decrease|boost|double|raise|improve)s?\b"
)
# A condition is not a promise: "when it is released", "the page that is published"; and what is
# said of all things is counted.
CONDITION = (
    r"\b(?:when|before|after|once|until|if|that|which|who|than|avant|après|quand|lorsque?|dès|qui"
    r"|que|si|all|every|each|tous|toutes|chaque)\b"
)
# "Les agents publient leurs actes en ligne": somebody does so, the line is not put in service.
SOMEBODY_DOES = (
    r"\b(?!(?:le|la|les|un|une|des|du|client|agent|patient|étudiant)\b)\w{3,}(?<!m)ent"
    r" (?:leurs?|des|les|une?|le|la|l'|en)\b"
)

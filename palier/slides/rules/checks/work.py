"""The words that say work, rather than what comes of it."""

from palier.slides.rules.checks.forms import english, french

_STUDIES_EN = (
    r"(?:[\w/-]+ ){0,4}?(?:analys[ei]s|analytics|stud(?:y|ies)|research|assessments?|reviews?"
    r"|audits?|surveys?|investigations?|discovery|experiments?|benchmarks?"
    r"|benchmarking|deep[ -]dives?|evaluations?|spikes?|explorations?|inventory)"
)
_MEETINGS_EN = (
    r"(?:[\w/-]+ ){0,4}?(?:interviews?|discussions?|conversations?|brainstorm\w*|usability"
    r"|user tests?|user testing|outreach|retrospectives?)"
)
_STUDIES_FR = (
    r"(?:\w+ ){0,2}?(?:études?|analyses?|veille|réflexions?|revues?|évaluations?|enquêtes?|audits?"
    r"|benchmarks?|recherches?|diagnostics?|états? des lieux|expérimentations?|concertations?"
    r"|échanges?|discussions?|travaux|points? (?:de|avec|sur)|investigations?|cartographies?"
    r"|recensements?|inventaires?|explorations?|bilans?)"
)
_MEETINGS_FR = (
    r"(?:\w+ ){0,2}?(?:entretiens?|ateliers?|interviews?|tests? utilisateurs?|consultations?"
    r"|retours? d'expérience|dialogues?|sondages?)"
)
_ARTICLE_FR = r"(?:une? |des |l'|la |le |les |d'|nos |notre |son |sa )?"

_DOING_EN = r"(?:do|conduct|perform|run|carry out|make|undertake|lead|hold)(?:ing|ed)?"
_DOING_FR = r"(?:réaliser|mener|faire|conduire|engager|entamer|effectuer|lancer|procéder à)"

# Where only studies are counted, or those one works with, a figure makes no result of them.
STUDY = {
    "en": [
        *english(
            "research analyse analyze study investigate explore attend work_with work_across "
            "work_closely participate brainstorm discuss look_into dig"
        ),
        rf"{_DOING_EN} (?:an? |the |our )?{_STUDIES_EN}",
    ],
    "fr": [
        *french(
            "analyser étudier explorer investiguer creuser réfléchir participer "
            "travailler_avec discuter"
        ),
        rf"{_DOING_FR} {_ARTICLE_FR}{_STUDIES_FR}",
    ],
}
_WORK_EN = english(
    "help participate contribute measure track monitor test verify evaluate assess collaborate "
    "coordinate discuss examine consider assist work_on work_with work_closely work_together "
    "work_towards work_toward work_to work_across work_through work_alongside work_in work_within "
    "think_about think_through look_into look_at look_for look_to experiment experiment_with "
    "brainstorm facilitate correlate partner_with engage_with consult follow_up interview "
    "scope seek lobby learn understand iterate reach_out meet_with talk_to talk_with discover dig "
    "deepen sync sync_with liaise advocate advocate_for push_for strive try trial reflect evolve "
    "advise encourage focus benchmark communicate compare inspect observe oversee mentor cooperate "
    "debate diagnose examine figure_out find_out inquire listen strategize strategise "
    "check ask_for search_for raise_awareness take_part get_involved be_involved get_feedback "
    "stay_in_touch spend_time speak_at join_forces map review audit pursue prospect probe ideate "
    "conceptualize conceptualise shadow coach get_in_touch reach_agreement"
)
_GIVEN_EN = (
    r"(?:provide|give|offer|bring|lend|deliver)s? (?:[\w-]+ ){0,2}?"
    r"(?:support|help|guidance|input|advice|assistance|feedback|expertise|mentorship)\b"
)
_GATHERED_EN = (
    r"(?:gather|collect|solicit|obtain|get|seek)(?:s|ing|ed)? (?:[\w-]+ ){0,2}?(?:feedback|data"
    r"|requirements|input|insights?|information|ideas|opinions)\b"
)
ACTIVITY = {
    "en": [
        *STUDY["en"],
        *_WORK_EN,
        (
            r"(?:begin|start|continue)(?:s|ning|ing|d)? (?:to )?"
            rf"(?:{'|'.join([*_WORK_EN, *STUDY['en']])})"
        ),
        *english("continue"),
        rf"{_DOING_EN} (?:an? |the |our )?{_MEETINGS_EN}",
        _GIVEN_EN,
        _GATHERED_EN,
        (
            r"share (?:the |our |these |those )?(?:\w+ )?(?:learnings|findings|practices|knowledge"
            r"|insights|approaches|experiences?|feedback|lessons)"
        ),
        r"support(?:s|ing|ed)?(?! (?:for|tickets?|teams?|requests?|satisfaction|cases?|times?)\b)",
        r"identify(?:ing)?(?! (?:an?|key|first|all|\d+|list|(?:the )?(?:\w+ )?(?:owners?|top))\b)",
        (
            r"(?:(?:active|close|regular|ongoing|continued|joint|strong|direct) )?"
            r"(?:participation|involvement|collaboration|partnership|engagement"
            r"|discussions?|conversations|coordination|cooperation) (?:in|with|on|about|around)\b"
        ),
        (
            r"(?:support|work|help|advocacy|assistance|research|analysis|assessment|evaluation"
            r"|investigation|exploration|study|contributions?|outreach|investigations"
            r"|explorations) (?:for|to|of|on|into|with)\b"
        ),
        r"(?:be|become) (?:an? )?(?:active|engaged|involved|present) (?:participant|member|in)s?\b",
        (
            r"(?:(?:user|market|customer|competitive|competitor|gap|risk|security|cost|data|further"
            r"|deep|initial|technical|joint|field) )(?:research|analysis|assessment|evaluation"
            r"|investigation|exploration|study|interviews|outreach)"
            r" (?:of|on|into|with|to|for|about)\b"
        ),
    ],
    "fr": [
        *STUDY["fr"],
        rf"{_DOING_FR} {_ARTICLE_FR}{_MEETINGS_FR}",
        *french(
            "aider participer accompagner contribuer collaborer coordonner travailler mesurer "
            "tester expérimenter vérifier évaluer examiner suivre soutenir appuyer encourager "
            "discuter rechercher échanger conseiller consulter s'impliquer épauler "
            "poursuivre continuer essayer_de chercher_à approfondir comprendre itérer "
            "cartographier sensibiliser prendre_part s'engager_dans œuvrer veiller_sur "
            "se_rapprocher recueillir interroger auditer recenser repérer dialoguer animer "
            "promouvoir passer_en_revue apporter_un_soutien apporter_un_appui apporter_une_aide "
            "envisager assister_à assister_au assister_aux assister_les assister_la observer "
            "superviser comparer s'intéresser se_concentrer communiquer concerter "
            "se_coordonner inventorier sonder appréhender écouter tenter_de s'efforcer "
            "diagnostiquer benchmarker prendre_contact prendre_attache faciliter_les_échanges"
        ),
        (
            r"(?:commencer|démarrer|débuter|continuer|poursuivre) (?:à|de|par) (?:suivre|mesurer"
            r"|analyser|étudier|explorer|travailler|réfléchir|tester|expérimenter|participer"
            r"|contribuer|accompagner)"
        ),
        (
            r"identifi(?:er|ez|ons)(?! (?:une?|les? (?:\d|deux|trois|principa)|la liste|\d|tous"
            r"|toutes)\b)"
        ),
        r"être (?:présente?s?|impliquée?s?|associée?s?) (?:à|au|aux|dans|sur)\b",
        r"partager (?:les|nos|des) (?:\w+ )?(?:pratiques|enseignements|retours|connaissances)",
        r"partag(?:er|ez) l'expérience",
        (
            r"(?:l'|la |le |les |un |une |des )?(?:participation|contribution|appui|soutien|aide"
            r"|accompagnement|assistance|sensibilisation)s?(?: \w+)? (?:à|au|aux|de|des|du|par)\b"
        ),
        r"(?:participation|contribution|appui|soutien|accompagnement|analyse|étude)s? d'",
        (
            r"(?:assurer|réaliser|effectuer|mener|faire) (?:le |la |l'|un |une )(?:\w+ )?(?:suivi"
            r"|veille|accompagnement|coordination|animation)\b"
        ),
        (
            r"(?:\w+ )?(?:réflexions?|veille|échanges?|collaborations?|dialogues?)(?: \w+)? "
            r"(?:avec|sur|autour|entre)\b"
        ),
        (
            r"(?:travail|travaux)(?: [\w-]+)? (?:sur|avec|en|de|d'|partenarial|commun|autour"
            r"|conjoint)"
        ),
        (
            r"(?:l'|la |le |les |une? |des )?(?:analyse|étude|poursuite|exploration|coordination"
            r"|évaluation|suivi|recherche|expérimentation|test|investigation|identification"
            r"|concertation|consultation|observation|animation|recueil|promotion|cartographie|recensement|diagnostic"
            r"|audit|mesure)s?(?: [\w-]+)? (?:de|du|des|sur|in|avec|auprès|dans|par"
            r"|en(?! place)|utilisa\w+)\b"
        ),
        (
            r"(?:analyse|étude|exploration|évaluation|expérimentation|identification|recueil"
            r"|promotion)s? d'"
        ),
    ],
}
# "Measure and ensure", "évaluer et choisir"; "track all": there is an end to it.
WITH_AN_END = (
    r" (?:all|tous|toutes)\b"
    r"| (?:(?:les |the )?[\w-]+ )?(?:[\w-]+,? )?(?:and|et|puis|then|pour en) "
    r"(?:(?:en|y) )?(?:ensure|guarantee|increase|improve"
    r"|reduce|choose|select|fix|decrease|resolve|address|achieve|garantir|choisir|assurer"
    r"|améliorer|augmenter|réduire|sélectionner|résoudre|retenir|corriger)\b"
    r"| (?:and|et) (?:start|begin|build|launch|démarrer|lancer|construire)\b"
    r"|.{1,60}, (?:en )?(?:choose|select|choisir|retenir|sélectionner)\b"
)
# "Étude de marché présentée au comité", "diagnostic partagé par la direction": what is said of a
# noun of work so is that it is done.
IS_DONE = (
    r"(?:.{0,60}\W)?(?:(?:publi|réalis|termin|finalis|valid|livr|automatis|partag|présent|diffus|sign"
    r"|achev|adopt|approuv|document|pass)ée?s?|réussie?s?|rendue?s?|remise?s?|faite?s?|à jour"
    r"|automatiques?|en temps réel|sans réserve)(?!\w)"
)
# "Test coverage is", "support desk", "review process documented", "suivi automatisé en place": a
# thing of that name, not the work.
A_THING = (
    r" (?:is|are|was|were|has|have|can|in place|coverage|suites?|cases?|cent(?:er|re)s?|desks?"
    r"|pipelines?|times?|rates?|kits?|automation|team members)\b"
    r"| (?!(?:the|an?|our|their|its|how|with|on|for|to|of) )(?:[\w-]+ ){0,2}"
    r"(?:\w{2,}ed|\w{2,}[st]en|done|found|made|held|sent|ready|built|available|in place)\W*$"
    r"| (?!(?:the|an?|our|their|its|how|with|on|for|to|of) )(?:[\w-]+ ){0,2}(?:passed|accepted"
    r"|approved|completed|published|presented|finished|delivered|agreed|signed"
    r"|shared (?:with|by))\b"
    r"|(?: ?[\w'-]+){1,5}? (?:en place|(?:publi|réalis|termin|finalis|valid|livr|automatis)ée?s?)"
    r"(?: (?:par|avec|pour|dans|en|sur|au|aux|à|avant) .*)?\W*$"
)

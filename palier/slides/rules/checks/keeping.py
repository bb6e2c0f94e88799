"""The words that say that something is kept as it is."""

from palier.slides.rules.checks.forms import english, french

# "A changelog", "une trace": what one keeps up by writing in it has no level.
_WRITTEN_EN = (
    r"(?! (?:(?:an?|the|our|this|all|public|complete|single|central|up-to-date|clear|accurate"
    r"|internal|shared) ){0,3}(?:[\w-]+ )?(?:lists?|logs?|changelogs?|records?|notes|docs"
    r"|documentation|handbook|guides?|wiki|pages?|backlog|calendar|roadmap|dashboards?|inventory"
    r"|registry|register|directory|repositor(?:y|ies)|templates?|website|blog)\b)"
)
_WRITTEN_FR = (
    r"(?! (?:(?:une?|la|le|les|des|notre|nos) )(?:traces?|listes?|journal|registre|documentation"
    r"|guides?|pages?|calendrier|tableau de bord|annuaire|wiki|site|blog|archives?|copies?"
    r"|historique|inventaire)\b)"
)

KEEPING = {
    "en": [
        r"continu(?:e|es|ing|ed)(?! (?:integration|delivery|improvement))",
        *english("maintain sustain preserve remain stay retain safeguard carry_on"),
        r"keep(?:s|ing)?(?! (?:track|in mind|(?:\S+ ){1,3}from)\b)|ongoing|continuity|continuation",
        (
            r"(?:ensure|make sure) .{1,80}\b(?:remains?|stays?|keeps?|continues?)\b"
            r"|ensure (?:continued|continuity|the continuity|the continued)"
            r"|.{0,80}\bcontinues? to (?:be|grow|have)\b"
            r"|[a-z]+ (?:and|&) (?:maintain|sustain) (?:the|our)\b"
        ),
    ],
    "fr": [
        *french("continuer maintenir poursuivre garder conserver préserver entretenir pérenniser"),
        "rest(?:er|ez|ons)",
        (
            r"(?:le |la )?(?:maintien|poursuite|continuité|pérennisation|préservation)"
            r" (?:de|du|des|d'|à)"
        ),
        (
            r"(?:assurer|garantir) (?:le maintien|une? continuité|la continuité|la pérennité"
            r"|la stabilité|la poursuite)"
        ),
        r".{0,80}\bcontinue(?:nt)? (?:à|de|d')",
        (
            r"(?:s'assurer|assurer|garantir|veiller|faire en sorte) .{1,80}"
            r"\b(?:reste(?:nt)?(?! (?:de|du|des)\b)|demeure(?:nt)?|conserve(?:nt)?|garde(?:nt)?)\b"
        ),
    ],
}
# What has a level: "maintain the ratio" in a later clause keeps one, "maintain the guide" does not.
_LEVEL_EN = (
    r"(?:ratio|rate|score|level|margin|availability|uptime|quality|satisfaction|nps|csat|coverage"
    r"|retention|sl[ao]|latency|error|churn|performance|attainment|capacity|velocity|budget)s?\b"
)
_LEVEL_FR = (
    r"(?:ratio|taux|score|niveau|marge|disponibilité|qualité|satisfaction|nps|couverture"
    r"|rétention|latence|performance|capacité|budget|délai|note)s?\b"
)
LEVEL_KEPT = {
    "en": [
        *(f"{verb}{_WRITTEN_EN}" for verb in english("maintain sustain preserve")),
        r"(?:remain|stay)s?(?! tuned)",
        (
            rf"keep(?:s|ing)?{_WRITTEN_EN}(?! (?:track|in mind|each|everyone|record|improving"
            r"|working|(?:\S+ ){0,3}(?:informed|from|up[ -]to[ -]date|posted|engaged|involved"
            r"|in the loop)))"
        ),
        (
            r"hold(?:s|ing)? (?:steady|at(?! least)|above|below|under|(?:\S+ ){1,4}(?:steady"
            r"|at(?! least)|above|below|under|constant|flat))"
        ),
        r"continue(?:s|d)? (?:to )?(?:meet|exceed|hit|be|have|meeting|exceeding|hitting)\b",
        (
            r"ensure .{1,60}\b(?:remains?|stays?|continues? to)\b|ensure continuity"
            r"|no (?:drop|decline|regression|degradation|decrease) in|do not (?:exceed|drop|fall)"
        ),
        (
            r"continuity (?:of|in)|(?:continued|sustained) (?:\S+ ){0,2}"
            rf"{_LEVEL_EN}"
        ),
    ],
    "fr": [
        *(f"{verb}{_WRITTEN_FR}" for verb in french("maintenir garder conserver préserver")),
        "rest(?:er|ez|ons)",
        (
            r"(?:(?:avoir )?(?:assur|garant)\w+ )?(?:le |la |une )?"
            r"(?:maintien|continuité|stabilité) (?:de|du|des|d'|à|au)"
            r"|ne pas (?:dépasser|descendre|dégrader)"
            r"|continuer (?:à |d')(?:avoir|être|respecter|atteindre|tenir)"
        ),
        r"(?:s'assurer|assurer|garantir|veiller) .{1,60}\breste(?:nt)?(?! (?:de|du|des)\b)",
        r"se maintenir|aucune (?:baisse|dégradation|régression) d",
    ],
}
_HELD_EN = (
    r"(?:steady|stable|constant|at|above|below|under|over|within|between|higher|lower|less|more|no"
    r"|flat|unchanged)\b"
)
LEVEL_KEPT_LATER = {
    "en": [
        (
            r"(?:remains?|stays|(?<!, )stay|(?:is |are )?(?:kept|maintained|held|sustained))"
            rf" {_HELD_EN}"
        ),
        r"(?:does|do|will) not (?:exceed|drop|fall)",
        r"while (?:maintaining|keeping|staying|sustaining|preserving|remaining)",
        (
            r"(?:and |(?<=[,;&-] ))(?:maintain|keep|sustain|preserve|hold)(?:ing)? .{1,60}?"
            rf"(?:\b(?:at|above|below|under|over|within)\b|[<>≥≤]|\b{_LEVEL_EN})"
        ),
    ],
    "fr": [
        (
            r"(?:reste(?:nt|r)?|demeure(?:nt|r)?|se maintien(?:t|nent)"
            r"|(?:est |sont )?(?:maintenue?s?|conservée?s?|préservée?s?|tenue?s?(?! à jour)))"
            r" (?:stables?|au[- ]dessus|au[- ]dessous|en dessous|sous|au"
            r"|à(?! (?:charge|faire|vivre|jour))|supérieure?s?|inférieure?s?|constante?s?|entre"
            r"|au moins|égale?s?)\b"
        ),
        r"tout en (?:maintenant|gardant|conservant|préservant|restant)",
        (
            r"(?:et |(?<=[,;&-] ))(?:maintenir|garder|conserver|préserver) .{1,60}?"
            rf"(?:\b(?:sous|au-dessus|au-dessous|à)(?! jour)\b|[<>≥≤]|\b{_LEVEL_FR})"
        ),
        r"ne (?:dépassent?|descend(?:ent)?|baissent?) pas",
    ],
}

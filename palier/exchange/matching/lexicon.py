"""The words of names of units, in French and English: what is short for what, what is not."""


def _words(text: str) -> list[str]:
    return text.split()


# Words that a name may have or leave out.
UNSAID = frozenset(_words("the de la le les l du des d et and of en au aux notre our"))
# They say what a unit is: two that say otherwise are two units.
KINDS = frozenset(_words("equipe pole direction service departement"))

# What two languages, or two habits, call by two words.
ONE_WORD = {
    word: words[0]
    for words in (
        line.split()
        for line in """
        equipe team squad
        departement department dept
        sales ventes vente
        product produit produits products
        engineering ingenierie
        legal juridique
        purchasing achats achat procurement
        quality qualite
        germany allemagne deutschland
        spain espagne espana
        italy italie italia
        belgium belgique
        switzerland suisse
        netherlands hollande
        success succes
        finance finances
        operation operations
        customer customers client clients
        account accounts compte comptes
        partnership partenariats partenariat partnerships
        north nord
        south sud
        east est
        west ouest
        """.splitlines()
    )
    for word in words
}

# short -> what it may stand for, words as `ONE_WORD` has them
LONG_FORMS: dict[str, tuple[tuple[str, ...], ...]] = {
    short: tuple(
        tuple(ONE_WORD.get(word, word) for word in form.split()) for form in forms.split("|")
    )
    for short, _, forms in (
        line.strip().partition(": ")
        for line in """
        fr: france
        es: spain
        esp: spain
        de: germany
        ger: germany
        it: italy|informatique|information technology
        uk: royaume uni|united kingdom|angleterre
        gb: royaume uni|united kingdom
        us: etats unis|united states
        usa: etats unis|united states
        be: belgium
        ch: switzerland
        nl: netherlands|pays bas
        pt: portugal
        lux: luxembourg
        eu: europe
        idf: ile france
        mktg: marketing
        mkt: marketing
        mkg: marketing
        cs: customer success|customer service|customer support
        rh: ressources humaines|human resources|hr|people
        hr: ressources humaines|human resources|rh|people
        fin: finance
        compta: comptabilite
        com: communication
        dev: developpement|development|developer
        ops: operation
        prod: product|production
        rd: recherche developpement|research development
        gc: grands account
        ka: key account
        qa: quality assurance|quality
        bd: business development
        bizdev: business development
        bizops: business operation
        dsi: systemes information|informatique|direction systemes information
        si: systemes information
        sav: service apres vente
        eng: engineering
        infra: infrastructure
        log: logistique
        jur: legal
        sec: securite|security
        pm: product management
        rse: responsabilite societale entreprise
        """.strip().splitlines()
    )
}

# Words that are no slip of the pen for one another, however near they are written.
KNOWN = frozenset(
    {word for forms in LONG_FORMS.values() for form in forms for word in form if len(word) > 3}
    | set(ONE_WORD)
    | set(ONE_WORD.values())
    | set(
        _words("""
        france franchise franchises finance francophone centre center central nord sud est ouest
        interne externe internal external import export entrant sortant inbound outbound
        marketing marches marche market markets marque marques brand brands
        support report rapport data date design desk risk risque risques
        communication communaute community commercial commerce commerciale commandes
        production produit product productivite prevention preventes presales postsales
        formation information innovation integration migration
        ios android web mobile front back backend frontend cloud core care crm grc
        grands petits moyens petites grandes b2b b2c pme eti gms chr
        paris lyon lille nice nantes rennes reims rouen tours toulon toulouse
        europe asie afrique amerique japon chine inde
        rouge bleu vert blanc jaune alpha beta gamma delta
        contenu content contrat contrats control controle
        recrutement recouvrement renouvellement remboursement
        """)
    )
)

# What two first names differ by when they are those of two people.
ENDINGS_OF_GENDER = frozenset(
    {
        *(("", ending) for ending in ("a", "e", "n", "ne", "le", "te", "ine", "ette", "elle")),
        ("a", "e"),
        ("a", "o"),
        ("c", "que"),
        ("ce", "t"),
    }
)

"""The verbs that start a deed, and those that give a language away."""

from palier.slides.rules.checks.forms import word_set

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

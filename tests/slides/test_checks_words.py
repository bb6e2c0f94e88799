"""The words by which a line gives itself away: which check speaks of it, which keeps silent."""

import pytest

from palier.slides.rules.checks import WrittenKeyResult, WrittenObjective, check_line

pytestmark = pytest.mark.once

SAID = {
    ("O3", "fr"): """
        Passer de 3 à 5 clients
        Recruter 20 personnes
        Atteindre 1 M€ de chiffre d’affaires
        Faire gagner 2 heures par semaine aux agents
        Atteindre 80 % de satisfaction
        Doubler nos effectifs à 40 personnes
        Diviser par 2 les délais
        Accompagner 15 collectivités d’ici juin
        Former 200 agents au numérique
        Garantir un taux de réponse de 95 %
        Réduire de moitié (50 %) les délais
    """,
    ("O3", "en"): """
        Reach 10M ARR
        Grow to 5000 users
        Onboard customers within 30 days
        Exceed 120% of plan
        IACV at plan: 2x pipeline
        Grow ARR 150%
        Reach a 4.5/5 satisfaction
        Support 100k concurrent users
        Reduce MTTR to < 1 hour
        Deliver $10 million in new bookings
        Hit 1,000,000 downloads
        Have 10 maintainers for each project
    """,
    ("O4", "fr"): """
        Pérenniser le service
        Assurer la continuité de service
        Poursuivre le déploiement
        Conserver notre avance
        Rester leader
        Garantir que la plateforme reste accessible
        Le maintien de la qualité
        Poursuivre notre croissance
        Maintenir la qualité de service
        Préserver la confiance des usagers
        Garder une équipe soudée
        Continuer d’améliorer le produit
        Assurer le maintien en conditions opérationnelles
    """,
    ("O4", "en"): """
        Keep the lights on
        Continue scaling our infrastructure
        Stay compliant
        Continued excellence
        Ensure the team stays healthy
        Keep improving our product
        Continue to grow our community
        Keep our users safe
        Sustain our momentum
        Continue investing in security
        Ensure continued compliance
        Continuing our focus on customers
    """,
    ("K4", "fr"): """
        Garder le taux d’erreur sous 1 %
        Le taux de satisfaction reste au-dessus de 90 %
        Assurer la continuité de service
        Maintien du taux de satisfaction à 90 %
        Conserver une note de 4/5
        Rester sous 2 % d’erreurs
        Le taux d’erreur reste inférieur à 1 %
        Maintenir un taux de disponibilité de 99,9 %
        Préserver la marge brute
        Conserver les 12 clients actuels
        Délai de réponse maintenu à 2 jours
        Garder un délai moyen de réponse inférieur à 48 h
    """,
    ("K4", "en"): """
        Maintain 99.9% uptime
        NPS stays at 40 or more
        Preserve gross margin
        Stay at or above 95% SLA
        Maintain a 90% gross retention
        Maintain 95% SLA for first response
        Error rate stays below 0.1%
        Keep cost per lead at $50
        Keep average location factor below 0.65
        Keep the average time to first response under 4 hours
        Maintain at least 3x pipeline coverage
        SLA stays over 95%
    """,
    ("K5", "fr"): """
        Recueil des besoins
        Prendre contact avec les régions
        Assurer une veille réglementaire
        Analyse des besoins
        Mener des entretiens utilisateurs
        Contribuer à la stratégie
        L’accompagnement des équipes
        Étude des besoins des collectivités
        Suivre l’avancement du projet
        Expérimentation dans les départements
        Identifier les besoins des communes
        Accompagnement à la prise en main
        Consulter les acteurs
        Coordination des acteurs locaux
        Explorer la possibilité d’un transfert
    """,
    ("K5", "en"): """
        Coach managers on giving feedback
        Be an active participant in the standards group
        User research into onboarding
        Help the sales team
        Provide support to the field
        Participation in working groups
        Assess the risk
        Research competitors
        Helping teams adopt CI
        Evaluate vendors for payroll
        Monitor infrastructure costs
        Engage with open source communities
        Verify backups
        Support hiring of engineering managers
        Start investigating alternatives
    """,
    ("K16", "fr"): """
        Rendre public le code source
        Lancer le nouveau site
        Ouverture du service
        Livraison de la V1
        Finaliser et publier la charte
        La plateforme est ouverte aux communes
        Publier un article
        Diffuser le guide aux agents
        Service disponible pour les agents
        La fonctionnalité est déployée
        Rendre disponible le jeu de données
        Mettre en ligne la FAQ
        Première version mise en ligne
    """,
    ("K16", "en"): """
        The new billing system goes into production
        Start publishing the newsletter
        New onboarding live for all customers
        Re-launch the forum
        Deliver the training platform
        Launch the new website
        Roll out the new process
        Rollout of SSO
        Build and launch a partner portal
        Announce the partnership
        Soft launch the program
        Deliver MVP of search
        Publish roadmap on the handbook
        App available on the App Store
        Launching the mentor program
        Dashboard deployed to production
        New website launched
    """,
}

UNSAID = {
    ("O3", "fr"): """
        Réussir la loi 3DS
        Élaborer le plan 2021-2024
        Passer à Drupal 9
        Réussir le lancement du lot 3
        Préparer la rentrée 2023
        Déployer la v1.2
        Résorber la dette de l’année 2019
        Renforcer l’accessibilité RGAA 4.1
        Répondre à l’appel à projets 2022
        Accompagner la loi du 11 février 2005
        Préparer l’échéance du 1er janvier 2024
        Simplifier la démarche pour les élèves de 3e
    """,
    ("O3", "en"): """
        Make 2FA the default
        Support Python 3
        24/7 support
        Deliver Phase 2
        Tier 2 & 3 Deals
        Become the 1st choice
        Implement ISO 27001
        Comply with article 29
        Adopt HTTP/3
        Be ready for Kubernetes 1.20
        Be a Top employer
        Deliver the Q4’21 roadmap
    """,
    ("O4", "fr"): """
        Réduire le reste à charge
        Faire en sorte que le reste de l’équipe progresse
        Améliorer la conservation des données
        Les usagers gardent confiance
        Renforcer le suivi de la qualité
        Rendre le service pérenne
        Faire du handbook la source de vérité
    """,
    ("O4", "en"): """
        Keep customers from leaving
        Build sustainable growth
        Improve retention
        Build and keep track of…
        Increase continuous integration adoption
        Pursue new markets
        Improve maintainability
        Make the site easier to maintain
        Increase customer retention
        Improve maintainership
        Keep track of our commitments
        Reach a sustainable pace
        Improve continuity planning process
    """,
    ("K4", "fr"): """
        Conserver une trace de tous les échanges
        Ajouter et maintenir un guide
        Reste à charge réduit de 10 %
        Mettre à jour et garder à jour la documentation
        Le guide est tenu à jour
    """,
    ("K4", "en"): """
        Keep a public changelog
        Maintain a list of all vendors
        Keep track of expenses
        Keep everyone informed
        Retain 5 members
        Stay tuned campaign sent
        Maintainers trained
        Improve uptime to 99.9%
        Reduce churn to 2%
        Stop keeping old logs
        Keepers program launched
        Maintainer count up to 10
        Raise uptime to 99.99%
        Build a bookkeeping tool
    """,
    ("K5", "fr"): """
        Étude de marché présentée au comité
        Diagnostic partagé par la direction
        Suivi en temps réel accessible aux agents
        Analyse d’impact validée par la CNIL
        Recruter une équipe
        Former les agents
        Mise en place d’un suivi
        Mesures d’usage disponibles
        Les agents sont accompagnés
        Former les équipes
        Nouvelle étude disponible
        Réduire les délais
        Faciliter le dépôt
        Améliorer le suivi des dossiers
        Renforcer la collaboration entre services
        Un tableau de bord de suivi
    """,
    ("K5", "en"): """
        Audit passed without major findings
        Research paper accepted at a conference
        Support tickets are answered
        Monitoring in place
        Increase adoption
        Exploratory phase closed
        Research team hired
        Testing framework selected
        Partner portal redesigned
        Support for Kubernetes added
        Audit trail available
        Create a test plan
        Assistance chatbot in place
        Review apps enabled
    """,
    ("K16", "fr"): """
        Les agents publient leurs actes en ligne
        Nombre de guides publiés
        Fréquence de publication
        Ouvrir un poste
        Réussir à convaincre la direction
        Nombre de services en ligne
        Former au déploiement
        Simplifier les démarches en ligne
        Les agents publient davantage
        Améliorer la mise en production
        Recruter un chargé de déploiement
        Faciliter la diffusion
        Les agents disposent d’un outil
    """,
    ("K16", "en"): """
        Improve the release process
        Reduce time to publish
        Increase published articles
        Live chat answered faster
        Publicize progress
        Prepare launch
        Agree on launch date
        Service ownership defined
        Ship confidence improved
        Availability improved
        Blog post drafted
        Simplify release
    """,
}


def cases(lines: dict[tuple[str, str], str]) -> list[tuple[str, str, str]]:
    """Return check, language and text of each line."""
    return [
        (check, language, text.strip())
        for (check, language), texts in lines.items()
        for text in texts.strip().splitlines()
    ]


def said_of(check: str, language: str, text: str) -> set[str]:
    line = WrittenObjective(text) if check.startswith("O") else WrittenKeyResult(text)
    return {finding.check for finding in check_line(line, language=language)}


@pytest.mark.parametrize(("check", "language", "text"), cases(SAID))
def test_a_line_that_says_so_is_told(check: str, language: str, text: str) -> None:
    assert check in said_of(check, language, text)


@pytest.mark.parametrize(("check", "language", "text"), cases(UNSAID))
def test_a_line_with_such_a_word_that_says_something_else_is_left_alone(
    check: str, language: str, text: str
) -> None:
    assert check not in said_of(check, language, text)

"""Texts as teams write them, in French and in English, become the slides that one expects."""

import pytest

from palier.exchange.files import read_file
from tests.exchange.texts import left, markdown, outline

pytestmark = pytest.mark.once

GOOGLE_DOC = """\
# **OKR T1 2027 – Trèfle**

*Document de travail, comité du 12 décembre*

## **Pôle Commercial**

### **Équipe Sales France**

Responsable : Marie Laurent

**Objectif 1 : Donner envie de rester**

* KR 1.1 : Taux de renouvellement : 82 % → 90 %\x20\x20
* KR 1.2 : Passer de 12 à 30 appels par semaine\x20\x20
* KR 1.3 \\- Ouvrir l’agence de Lyon \\=\\> fait

**Objectif 2 : Vendre aux grands comptes**

Pourquoi : trois clients font la moitié du chiffre

* KR 2.1 : 3 contrats signés
  * Cible : 3
  * Échéance : 31/03/2027
* KR 2.2 : ~~Recruter un directeur~~

### **Équipe Sales Export**

**Objectif 1 : Entrer en Espagne**

1. [x] Louer un bureau à Madrid
2. [ ] Signer 5 distributeurs

## **Pôle Produit**

### Web

| Objectif | Résultat clé | Départ | Cible | Statut |
| :---- | :---- | :---- | :---- | :---- |
| Un site qui charge vite | Temps de chargement | 4 s | 2 s | OK |
|  | Pages sans erreur | 92 % | 99 % | Partiel |

### Data

#### Fiabiliser les chiffres

- Moins de 5 erreurs par mois

![][image1]

[image1]: <data:image/png;base64,iVBORw0KGgo=>
"""


def test_a_google_doc_saved_as_markdown() -> None:
    document = markdown(GOOGLE_DOC)
    assert outline(document) == {
        "Équipe Sales France 2027-Q1": [
            ("Donner envie de rester", [
                "Taux de renouvellement | 82 → 90 %",
                "Passer de 12 à 30 appels par semaine | 12 → 30 appels par semaine",
                "Ouvrir l’agence de Lyon = ok",
            ]),
            ("Vendre aux grands comptes", ["3 contrats signés | 3", "Recruter un directeur"]),
        ],
        "Équipe Sales Export 2027-Q1": [
            ("Entrer en Espagne", ["Louer un bureau à Madrid = ok", "Signer 5 distributeurs"]),
        ],
        "Web 2027-Q1": [
            ("Un site qui charge vite", [
                "Temps de chargement | 4 → 2 s = ok",
                "Pages sans erreur | 92 → 99 % = partial",
            ]),
        ],
        "Data 2027-Q1": [("Fiabiliser les chiffres", ["Moins de 5 erreurs par mois"])],
    }  # fmt: skip
    sales = document.slides[0]
    assert (sales.head, str(sales.head_place)) == ("Marie Laurent", "OKR T1 2027 – Trèfle!line 9")
    assert sales.objectives[1].why == "trois clients font la moitié du chiffre"
    assert str(sales.objectives[1].key_results[0].due_on) == "2027-03-31"
    assert {unit.name: unit.parent for unit in document.units if unit.parent} == {
        "Équipe Sales France": "Pôle Commercial",
        "Équipe Sales Export": "Pôle Commercial",
        "Web": "Pôle Produit",
        "Data": "Pôle Produit",
    }
    assert [(about, words) for _, about, words in left(document)] == [
        ("title", "OKR T1 2027 – Trèfle"),
        ("remark", "Document de travail, comité du 12 décembre"),
        ("struck-out", "KR 2.2 : Recruter un directeur"),
        ("picture", "…"),
        ("link", "[image1]: <data:image/png;base64,iVBORw0KGgo=>"),
    ]
    [row] = document.slides[2].objectives[0].key_results[:1]
    assert str(row.place) == "OKR T1 2027 – Trèfle!line 37 B2"


def test_notes_of_notion() -> None:
    document = markdown("""\
# OKRs Q1 2027

Owner: Jane Doe
Last edited: December 3, 2026

## 🚀 Growth

### O1: Become the obvious choice for mid-size teams

- [ ]  KR1: Increase trial-to-paid conversion from 12% to 20%
- [x]  KR2: Launch the referral programme
- [ ]  KR3: NPS: 31 → 45
    - Owner: Paul
    - Status: on track

## 🛠 Platform

### O1: Ship without fear

- KR1: Deploys per week: 3 -> 15
- KR2: Time to restore: 5 hours → 1 hour

## Parking lot

- Move to Kubernetes
""")
    assert outline(document) == {
        "Growth 2027-Q1": [
            ("Become the obvious choice for mid-size teams", [
                "Increase trial-to-paid conversion from 12% to 20% | 12 → 20 %",
                "Launch the referral programme = ok",
                "NPS | 31 → 45",
            ]),
        ],
        "Platform 2027-Q1": [
            ("Ship without fear", ["Deploys per week | 3 → 15", "Time to restore | 5 → 1 hours"]),
        ],
    }  # fmt: skip
    assert [(about, words) for _, about, words in left(document)] == [
        ("remark", "Owner: Jane Doe"),
        ("remark", "Last edited: December 3, 2026"),
        ("owner", "Owner: Paul"),
        ("unknown-state", "Status: on track"),
        ("title", "Parking lot"),
        ("remark", "Move to Kubernetes"),
    ]


def test_a_page_of_a_wiki_with_what_is_past_and_what_comes() -> None:
    document = markdown("""\
Marketing T4 2026
=================

Bilan
-----

1. Faire connaître la marque
   - 10 articles de presse => OK
   - 2 salons => Partiel : un seul
   - Délai : 5 j → 2 j => KO, repoussé
   - Podcast => abandonné

À venir (T1 2027)
-----------------

1. Faire venir les bons visiteurs
   - Visiteurs uniques : 40 000 → 60 000
   - Input : une page de vente par segment
   - Outcome : 50 essais (cible : 50)

Liens
-----
- [Le tableau de bord](https://example.org/tableau)
""")
    assert outline(document) == {
        "Marketing 2026-Q4": [
            ("Faire connaître la marque", [
                "10 articles de presse = ok",
                "2 salons = partial: un seul",
                "Délai | 5 → 2 j = ko: repoussé",
                "Podcast = deprioritised",
            ]),
        ],
        "Marketing 2027-Q1": [
            ("Faire venir les bons visiteurs", [
                "Visiteurs uniques | 40 000 → 60 000",
                "une page de vente par segment",
                "50 essais | 50",
            ]),
        ],
    }  # fmt: skip
    levels = [row.level for row in document.slides[1].objectives[0].key_results]
    assert levels == ["", "input", "outcome"]
    assert ("Marketing T4 2026!line 23", "link", "https://example.org/tableau") in left(document)


def test_a_mail_pasted_as_plain_text() -> None:
    document = read_file(
        """\
Bonjour à tous,

Voici nos OKR pour le T2 2027.

Équipe Support :
- Répondre plus vite
   - Délai médian : 6 h → 2 h
   - 90 % des demandes closes en une fois

Équipe Formation :
- Des formateurs autonomes
   - Note moyenne : 4,2 → 4,6

Bonne journée,
Claire
""".encode(),
        name="Texte collé.txt",
    )
    assert outline(document) == {
        "Équipe Support 2027-Q2": [
            ("Répondre plus vite",
             ["Délai médian | 6 → 2 h", "90 % des demandes closes en une fois"]),
        ],
        "Équipe Formation 2027-Q2": [("Des formateurs autonomes", ["Note moyenne | 4,2 → 4,6"])],
    }  # fmt: skip
    assert ("line 1", "remark", "Bonjour à tous,") in left(document)


def test_a_page_whose_headings_say_what_stands_below_them() -> None:
    document = markdown("""\
# Équipe Logistique

**Trimestre :** T1 2027
**Responsable :** Karim Benali

## Objectif

Livrer à l'heure partout en France

## Résultats clés

1. Taux de livraison à l'heure : 87 % → 95 %
2. Ouvrir un entrepôt à Lyon

## Risques

- Grève des transporteurs
""")
    assert outline(document) == {
        "Équipe Logistique 2027-Q1": [
            ("Livrer à l'heure partout en France",
             ["Taux de livraison à l'heure | 87 → 95 %", "Ouvrir un entrepôt à Lyon"]),
        ],
    }  # fmt: skip
    assert document.slides[0].head == "Karim Benali"
    assert [about for _, about, _ in left(document)] == ["title", "remark"]


def test_key_results_in_tables_under_their_objectives() -> None:
    document = markdown("""\
# OKR Achats T2 2027

## Objectif 1 – Acheter mieux

| KR | Départ | Cible | Responsable |
|---|---|---|---|
| Économies réalisées | 0 | 200 k€ | Luc |
| Fournisseurs référencés | 12 | 30 | Luc |

## Objectif 2 – Acheter plus vite

| KR | Départ | Cible | Responsable |
|---|---|---|---|
| Temps de commande | 9 j | 4 j | Luc |
""")
    assert outline(document) == {
        "Achats 2027-Q2": [
            ("Acheter mieux",
             ["Économies réalisées | 0 → 200 000 €", "Fournisseurs référencés | 12 → 30"]),
            ("Acheter plus vite", ["Temps de commande | 9 → 4 j"]),
        ],
    }  # fmt: skip
    assert (document.slides[0].head, left(document)) == ("Luc", [])


def test_lines_that_say_themselves_what_they_are_need_no_list() -> None:
    document = markdown(
        "Team: Data\nQ2 2027\n\nO1. Trusted numbers\nKR1. 95% of dashboards certified\n"
        "KR2. Data incidents: 12 -> 3\nO2. Self-service\nKR1. 20 people trained => done\n"
    )
    assert outline(document) == {
        "Data 2027-Q2": [
            ("Trusted numbers", ["95% of dashboards certified", "Data incidents | 12 → 3"]),
            ("Self-service", ["20 people trained = ok"]),
        ],
    }  # fmt: skip
    assert left(document) == []


def test_twelve_teams_in_one_file() -> None:
    names = (
        "Ventes Achats Finance RH Juridique Logistique Qualité Support Marketing Data Web Mobile"
    )
    teams = "".join(
        f"## {name}\n\n- **Tenir la promesse de {name}**\n  - KR : clients contents, 10 → 20\n"
        f"  - KR : un guide de {name}\n- **Aller plus loin**\n  - Un outil en service\n\n"
        for name in names.split()
    )
    document = markdown(f"# OKR 2027 Q2\n\n{teams}")
    assert list(outline(document)) == [f"{name} 2027-Q2" for name in names.split()]
    assert {len(slide.objectives) for slide in document.slides} == {2}
    assert left(document) == []


def test_a_heading_over_plain_items_is_an_objective_or_a_unit_by_its_words() -> None:
    said = markdown(
        "# Product – Q3 2027\n\n**Make onboarding painless**\n"
        "- Time to first value: 5 days → 1 day\n\n"
        "**Win back churned accounts**\n- 25 accounts reactivated\n"
    )
    assert outline(said) == {
        "Product 2027-Q3": [
            ("Make onboarding painless", ["Time to first value | 5 → 1 days"]),
            ("Win back churned accounts", ["25 accounts reactivated"]),
        ],
    }
    named = markdown(
        "# OKR T3 2027\n\n## Sales\n- Signer 10 contrats\n\n## Web\n- Ouvrir le site\n"
    )
    assert outline(named) == {
        "Sales 2027-Q3": [("Signer 10 contrats", [])],
        "Web 2027-Q3": [("Ouvrir le site", [])],
    }


def test_states_that_contradict_each_other_are_listed() -> None:
    document = markdown("""\
# Web T1 2027

- Objectif 1 : Vite
  - KR1 : pages ✅ => KO
  - KR2 : images => fait, mais lent
  - KR3 : sons => presque fait
  - KR4 : vidéos (fait)
  - KR5 : cartes => it was dropped in May
  - [x] KR6 : textes => KO
""")
    [(_, lines)] = outline(document)["Web 2027-Q1"]
    assert lines == [
        "pages ✅ => KO",
        "images",
        "sons",
        "vidéos = ok",
        "cartes = deprioritised: in May",
        "textes => KO",
    ]
    said = [words for _, about, words in left(document) if about == "status"]
    assert said == ["fait, mais lent", "presque fait", "[x]"]

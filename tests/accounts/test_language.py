"""POST /language/"""

import pytest
from django.test import Client

from palier.accounts.models import User
from tests.cast import Cast


def choose(client: Client, language: str, back: str = "/organisation/") -> str:
    response = client.post("/language/", {"language": language, "next": back})
    assert response.status_code == 302
    return response["Location"]


def test_the_choice_stays_with_the_account(cast: Cast) -> None:
    assert cast.jo.user is not None
    client = Client()
    client.force_login(cast.jo.user)
    assert 'lang="fr"' in client.get("/organisation/").content.decode()
    assert choose(client, "en") == "/organisation/"
    elsewhere = Client()
    elsewhere.force_login(cast.jo.user)
    page = elsewhere.get("/organisation/")
    assert page["Content-Language"] == "en"
    assert "Directly under Acme" in page.content.decode()
    assert User.objects.get(pk=cast.jo.user.pk).language == "en"


@pytest.mark.django_db
def test_a_stranger_s_choice_stays_in_the_browser() -> None:
    client = Client()
    choose(client, "en", "/accounts/login/")
    assert client.get("/accounts/login/")["Content-Language"] == "en"
    assert Client().get("/accounts/login/")["Content-Language"] == "fr"


def test_a_page_is_answered_in_its_language_whatever_is_chosen_in_another_tab(cast: Cast) -> None:
    assert cast.jo.user is not None
    client = Client()
    client.force_login(cast.jo.user)
    choose(client, "en")
    page = client.get("/organisation/", headers={"Palier-Language": "fr"})
    assert page["Content-Language"] == "fr"
    page = client.get("/organisation/", headers={"Palier-Language": "<script>"})
    assert page["Content-Language"] == "en"


@pytest.mark.django_db
def test_a_language_we_do_not_speak_changes_nothing() -> None:
    client = Client()
    choose(client, "xx")
    assert client.get("/accounts/login/")["Content-Language"] == "fr"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""]
)
def test_it_never_leads_elsewhere(back: str) -> None:
    assert choose(Client(), "en", back) == "/"


@pytest.mark.django_db
def test_it_is_only_posted() -> None:
    assert Client().get("/language/").status_code == 405

from django.test import Client


def test_the_home_page_answers_in_both_languages(client: Client, db: None) -> None:
    assert client.get("/").status_code == 200
    assert client.get("/en/").status_code == 200

"""A fault of ours is said in the reader's language, and leads back to the first page in it."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from core.views import server_error


@pytest.mark.parametrize(("language", "home", "words"), [("es", "/", "Algo falló"), ("en", "/en/", "Something failed")])
def test_a_fault_leads_to_the_first_page_in_the_readers_language(language: str, home: str, words: str) -> None:
    with translation.override(language):
        page = server_error(RequestFactory().get("/")).content.decode()
    assert f'<html lang="{language}">' in page
    assert f'href="{home}"' in page
    assert words in page

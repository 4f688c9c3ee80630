"""The editors' guide: the documentation's own text, in both languages, within the admin and for nobody else."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.roles import Role
from core.guide import PAGES, rendered, source
from tests.accounts.factories import make_user, signed_in

DOCS: Path = settings.ROOT / "docs"


def an_editor(language: str) -> Client:
    return signed_in(make_user("ana@example.org", Role.EDITOR), language)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [("es", "Antes de la primera palabra: quien narra"), ("en", "Before the first word: the narrator")],
)
def test_an_editor_reads_it_in_their_language(language: str, words: str) -> None:
    html = an_editor(language).get(reverse("guide_first")).text
    assert f"<h2>{words}</h2>" in html
    assert f'href="{reverse("guide", args=["withdraw"])}"' in html


@pytest.mark.django_db
def test_it_is_in_the_help_menu_and_wagtails_own_is_not() -> None:
    html = an_editor("en").get(reverse("wagtailadmin_home")).text
    assert reverse("guide_first") in html
    assert "whats-new-in-wagtail" not in html
    assert '"name": "editor-guide"' not in html


@pytest.mark.django_db
def test_nobody_else_reads_it_and_there_is_no_other_page(client: Client) -> None:
    assert client.get(reverse("guide_first")).status_code == 302
    editor = an_editor("en")
    assert editor.get(reverse("guide", args=["security"])).status_code == 404
    assert editor.get("/admin/guide/..%2Fsettings/").status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_both_languages_say_the_same_things_in_the_same_order(name: str) -> None:
    """The shape of a translation: as many headings, points, steps, rows and commands, in this order."""

    def shape(page: Path) -> list[str]:
        return re.findall(r"<(h1|h2|li|tr|pre)\b", rendered(page))

    assert shape(DOCS / "es" / f"{name}.md") == shape(DOCS / f"{name}.md")
    assert source(name) in {DOCS / f"{name}.md", DOCS / "es" / f"{name}.md"}


def test_a_language_without_a_guide_gets_the_english_one() -> None:
    with override("de"):
        assert source("stories") == DOCS / "stories.md"


@pytest.mark.parametrize("page", sorted((DOCS / "es").glob("*.md")), ids=lambda page: page.name)
def test_links_of_the_spanish_pages_lead_somewhere(page: Path) -> None:
    assert all((page.parent / link).exists() for link in re.findall(r"\]\(([^)]+)\)", page.read_text()))


def test_markup_and_foreign_links_in_a_page_are_words(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# <b>x</b>\n\n[a](javascript:alert(1)) [b](https://example.org/) [c](withdraw.md) <script>1</script>\n"
    )
    html = rendered(page)
    assert "<b>" not in html
    assert "<script>" not in html
    assert re.findall(r'href="([^"]*)"', html) == [reverse("guide", args=["withdraw"])]

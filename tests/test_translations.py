"""Every string that a person sees is translated, in every language, with its placeholders whole."""

import re
from io import BytesIO
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import wagtail
import wagtail_localize
from babel.messages import Message
from babel.messages.pofile import read_po
from django.utils import translation

from core import messages

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((ROOT / "site/templates").rglob("*.html"))
LANGUAGES = messages.languages()
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")

# Words that are the same in every language: names, units, and what is not for reading.
SAME_EVERYWHERE = {
    "Historia",
    "Stripe",
    "Mailchimp",
    "WhatsApp",
    "Facebook",
    "X",
    "CSV",
    "JSON",
    "Atom",
    "SHA-256",
    "QR",
    "PDF",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_is_what_the_sources_ask_for(language: str) -> None:
    asked = {(message.id, message.context) for message in messages.extracted() if message.id}
    kept = {(message.id, message.context) for message in messages.read(language) if message.id}
    assert sorted(map(str, asked - kept)) == [], "run `make messages`, then translate"
    assert sorted(map(str, kept - asked)) == [], "run `make messages`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_untranslated_or_fuzzy(language: str) -> None:
    assert [message.id for message in messages.untranslated(messages.read(language))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_placeholders_and_the_edges_of_its_string(language: str) -> None:
    translated = [message for message in messages.read(language) if message.id and _is_translated(message)]
    assert [message.id for message in translated if not _is_faithful(message)] == []


def _is_translated(message: Message) -> bool:
    """The others have a test of their own."""
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def _is_faithful(message: Message) -> bool:
    """The last plural form holds every placeholder; the others may leave the number out ("one person")."""
    originals = message.id if isinstance(message.id, tuple | list) else [message.id]
    translations = message.string if isinstance(message.string, tuple | list) else [message.string]
    wanted = set(PLACEHOLDER.findall(originals[-1]))
    found = [set(PLACEHOLDER.findall(translation)) for translation in translations]
    same_edges = all(_edges(translation) == _edges(originals[-1]) for translation in translations)
    return found[-1] == wanted and all(each <= wanted for each in found) and same_edges


def _edges(text: str) -> tuple[bool, bool, bool]:
    """Spaces at the ends, and the slash that an address ends with, must not get lost."""
    return text[:1].isspace(), text[-1:].isspace(), text.endswith("/")


def wagtails(name: str, language: str) -> dict[Any, Message]:
    """What Wagtail and wagtail-localize have in this language, in their catalogues of this name."""
    packages = [Path(str(package.__file__)).parent for package in (wagtail, wagtail_localize)]
    paths = [path for package in packages for path in package.glob(f"**/locale/{language}/LC_MESSAGES/{name}.po")]
    catalogs = [read_po(BytesIO(path.read_bytes()), locale=language) for path in paths]
    return {(message.id, message.context): message for catalog in catalogs for message in catalog if message.id}


@pytest.mark.parametrize("path", sorted(messages.OF_WAGTAIL.glob("*/LC_MESSAGES/*.po")), ids=lambda path: path.stem)
def test_what_is_added_to_wagtails_translation_is_asked_for_and_says_something_else(path: Path) -> None:
    language = path.parts[-3]
    asked, own = wagtails(path.stem, "en"), wagtails(path.stem, language)
    added = [message for message in read_po(BytesIO(path.read_bytes()), locale=language) if message.id]
    assert [message.id for message in added if (message.id, message.context) not in asked] == []
    assert messages.untranslated(added) == []
    for message in added:
        theirs = own.get((message.id, message.context))
        assert theirs is None or theirs.string != message.string, f"Wagtail has it by now: {message.id}"
        translations = message.string if isinstance(message.string, tuple | list) else [message.string]
        known = set(PLACEHOLDER.findall(str(message.id)))
        assert all(set(PLACEHOLDER.findall(each)) <= known for each in translations), message.id


def test_an_editor_reads_wagtail_in_their_language() -> None:
    with translation.override("es"):
        assert translation.gettext("Search all pages…") == "Buscar en todas las páginas…"


def test_addresses_differ_between_pages_in_each_language() -> None:
    """Two addresses translated alike would hide one page behind the other."""
    for language in LANGUAGES:
        addresses = (m for m in messages.read(language) if isinstance(m.id, str) and re.fullmatch(r"[^\s]+/", m.id))
        translated = [str(message.string) for message in addresses if message.string]
        assert sorted(set(translated)) == sorted(translated), language


def bare_text(template: str) -> list[str]:
    """Words that a template shows without asking for a translation; attributes that are read aloud included."""
    for unseen in (
        r"\{#.*?#\}",
        r"\{% comment[^%]*%\}.*?\{% endcomment %\}",
        r"\{% blocktrans(?:late)?\b.*?\{% endblocktrans(?:late)? %\}",
        r"<(script|style|title id|code|kbd)\b.*?</\1>",
        r"<!--.*?-->",
        r"\{% block body_class %\}.*?\{% endblock",
        r"\{%.*?%\}",
        r"\{\{.*?\}\}",
    ):
        template = re.sub(unseen, " ", template, flags=re.DOTALL)
    spoken = re.findall(r'\s(?:alt|title|placeholder|aria-label)="([^"]*)"', template)
    shown = re.sub(r"<[^>]*>", "\n", template)
    words = (re.sub(r"&\w+;|&#\w+;", " ", text).strip() for text in [*shown.splitlines(), *spoken])
    return [text for text in words if re.search(r"[^\W\d_]{2,}", text) and text not in SAME_EVERYWHERE]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "site/templates").as_posix())
def test_a_template_shows_no_words_of_its_own(path: Path) -> None:
    # The demo's stand-ins speak as the vendors do, in English.
    if path.is_relative_to(ROOT / "site/templates/sandbox"):
        pytest.skip("a stand-in")
    assert bare_text(path.read_text()) == []


def test_the_search_for_bare_words_finds_them() -> None:
    template = dedent("""
        {% load i18n %}<h1>{% translate "Good" %}</h1><p title="Hidden words">{{ name }} · 3 %</p>
        {% blocktranslate %}Good <b>too</b>{% endblocktranslate %}<li>Bare words</li>{# a note #}
    """)
    assert bare_text(template) == ["Bare words", "Hidden words"]


@pytest.mark.parametrize("path", sorted((ROOT / "site/static/js").rglob("*.js")), ids=lambda path: path.name)
def test_scripts_have_no_words_of_their_own(path: Path) -> None:
    """They take what they show from the page (data- attributes), which is translated."""
    code = re.sub(r"/\*.*?\*/|(?m:(?:^|\s)//.*$)", "", path.read_text(), flags=re.DOTALL)
    shown = re.findall(r"""(?:textContent|innerText|innerHTML|title|alert\(|confirm\()\s*=?\s*["'`]([^"'`]+)""", code)
    sentences = re.findall(r"""["'`]([^"'`\n]*[^\W\d_]{2,} [^\W\d_]{2,}[^"'`\n]*)["'`]""", code)
    assert [text for text in [*shown, *sentences] if text not in {"use strict"}] == []


def test_every_language_of_the_settings_has_a_catalogue() -> None:
    from django.conf import settings

    assert {code for code, _name in settings.LANGUAGES} == set(LANGUAGES)


def test_strings_are_found_in_python_and_in_each_kind_of_template_tag(tmp_path: Path) -> None:
    python, template = tmp_path / "views.py", tmp_path / "page.html"
    python.write_text('_("plain"); pgettext_lazy("verb", "give"); ngettext_lazy("%d day", "%d days", "n")')
    template.write_text(
        '    {% translate "inline" %}{% translate "Open" context "state" %}{{ x|default:_("filtered") }}\n'
        "{% blocktranslate trimmed count n=n %}\n  {{ n }} gift\n{% plural %}\n  {{ n }} gifts\n{% endblocktranslate %}"
    )
    found = {(m[1], m[3]) for path in (python, template) for m in messages._strings_of(path)}
    assert found == {
        ("plain", None), ("give", "verb"), (("%d day", "%d days"), None), ("inline", None), ("Open", "state"),
        ("filtered", None), (("%(n)s gift", "%(n)s gifts"), None),
    }  # fmt: skip

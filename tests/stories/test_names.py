"""The mark of a pseudonym is set by the software, wherever the name is shown."""

import pytest

from stories.choices import NameKind
from stories.models import StoryIndexPage, StoryPage
from stories.names import mark, mark_html, split_names, unmark
from tests.stories.factories import begin_translation, consent, make_narrator, make_story, translate


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("La historia de Marisol", "La historia de Marisol*"),
        ("Marisol, Marisol y Marisol.", "Marisol*, Marisol* y Marisol*."),
        ("Marisol* ya lo lleva", "Marisol* ya lo lleva"),
        ("MARISOL HABLA", "MARISOL* HABLA"),
        ("Marisol's story", "Marisol*'s story"),
        ("«Marisol» dijo", "«Marisol*» dijo"),
        ("Marisolita no es ella", "Marisolita no es ella"),
        ("la sol y el mar", "la sol y el mar"),
        ("", ""),
    ],
)
def test_a_name_is_marked_once_and_only_where_it_is_the_name(text: str, marked: str) -> None:
    assert mark(text, ["Marisol"]) == marked
    assert mark(marked, ["Marisol"]) == marked
    assert unmark(marked, ["Marisol"]) == unmark(text, ["Marisol"])


@pytest.mark.parametrize(
    ("name", "text", "marked"),
    [
        ("María José", "Maria José llegó", "Maria José* llegó"),
        ("María José", "María\n  José llegó", "María\n  José* llegó"),
        ("Lucia", "Lucía llegó", "Lucía* llegó"),
        ("Luz", "Luz vio la luz", "Luz* vio la luz"),
        ("Ixk'at", "Ixk’at llegó", "Ixk’at* llegó"),
        ("Ana", "Ana María y Ana", "Ana* María y Ana*"),
    ],
)
def test_spellings_of_the_same_name_are_marked(name: str, text: str, marked: str) -> None:
    assert mark(text, [name]) == marked


def test_the_longer_name_wins() -> None:
    assert mark("Ana Lucía y Ana", ["Ana", "Ana Lucía"]) == "Ana Lucía* y Ana*"


def test_tags_and_attributes_stay_as_they_are() -> None:
    html = '<p title="Marisol"><b>Marisol</b> habló. <a href="/Marisol/">Marisol</a></p>'
    expected = '<p title="Marisol"><b>Marisol*</b> habló. <a href="/Marisol/">Marisol*</a></p>'
    assert mark_html(html, ["Marisol"]) == expected
    assert mark_html("<p>Ixk&#x27;at habló</p>", ["Ixk'at"]) == "<p>Ixk&#x27;at* habló</p>"


def test_names_of_others_are_read_from_a_list() -> None:
    assert split_names(" El Lobo*, La Jefa ,,") == ["El Lobo", "La Jefa"]


@pytest.mark.django_db
class TestStories:
    def test_title_teaser_and_description_carry_the_mark_however_they_are_saved(
        self, index_es: StoryIndexPage, index_en: StoryIndexPage
    ) -> None:
        narrator = make_narrator("Marisol")
        consent(narrator, "es", "en")
        story = make_story(index_es, narrator, title="Marisol vuelve", content_note="Marisol cuenta un juicio.")
        assert story.title == "Marisol* vuelve"
        stored = StoryPage.objects.get(pk=story.pk)
        assert stored.search_description == stored.intro == "Marisol* volvió a la escuela."
        assert stored.content_note == "Marisol* cuenta un juicio."
        assert story.get_latest_revision().content["title"] == "Marisol* vuelve"
        translate(begin_translation(story, None), None, words="So: Marisol")
        story.get_latest_revision().publish()
        english = StoryPage.objects.get(locale__language_code="en")
        assert (english.live, english.title, english.search_description) == (True, "So: Marisol*", "So: Marisol*")

    def test_an_own_name_carries_none_beside_a_pseudonym_that_does(self, index_es: StoryIndexPage) -> None:
        jakelin = make_narrator("Jakelin", name_kind=NameKind.OWN)
        story = make_story(index_es, jakelin, title="Jakelin* y El Lobo", other_pseudonyms="El Lobo")
        assert str(jakelin) == "Jakelin"
        assert story.title == "Jakelin y El Lobo*"

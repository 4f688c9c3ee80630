"""What stands in the two languages is one facet; what stands in disguise is found all the same."""

import time
import unicodedata

import pytest

from stories.jigsaw import Facet
from stories.jigsaw.finder import found_in
from stories.jigsaw.guatemala import MUNICIPALITIES


def codes(text: str) -> set[str]:
    return {facet.code for facet in found_in(text)}


@pytest.mark.parametrize(
    ("spanish", "english"),
    [
        ("Tenía once años.", "I was 11 years old."),
        ("El 14 de marzo de 2019 declaré.", "On March 14, 2019 I testified."),
        ("Nací en Cobán, Alta Verapaz.", "I was born in Coban, Alta Verapaz."),
        ("Mi padrastro me violó.", "My stepfather raped me."),
        ("Soy enfermera.", "I am a nurse."),
        ("Hablo q’eqchi’.", "I speak Q'eqchi'."),
        ("Somos cinco hermanas.", "We were five sisters."),
        ("Estudié en la Escuela Los Cipreses.", "I studied at Los Cipreses School."),
        ("Hace tres años.", "Three years ago."),
    ],
)
def test_one_fact_is_one_facet_in_both_languages(spanish: str, english: str) -> None:
    assert codes(spanish) == codes(english) != set()


@pytest.mark.parametrize(
    "text",
    [
        "<p>Ten&iacute;a <b>on</b>ce años</p>",
        "TENÍA ONCE AÑOS",
        "tenia once anos",
        unicodedata.normalize("NFD", "Tenía once años"),
        "Tenía on\u200bce años",
        "Tenía\u00a0once\u00a0años",
        "Tenía\nonce años",
    ],
)
def test_an_age_is_found_in_every_disguise(text: str) -> None:
    assert "age:11" in codes(text)


@pytest.mark.parametrize("text", ["nací en COBÁN", "nací en coban", "<p>nací en Co<i>bán</i></p>", "nací en Cobán*"])
def test_a_town_is_found_in_every_disguise(text: str) -> None:
    assert codes(text) == {"municipality:coban"}


def test_every_municipality_of_the_country_is_found_by_its_name_and_department() -> None:
    missed = [
        (name, department)
        for department, names in MUNICIPALITIES.items()
        for name in names
        if not any(facet.kind == "municipality" for facet in found_in(f"Vivíamos en {name}, {department}."))
        # Department and town of one name: "Sololá, Sololá" is read as the department.
        and name not in MUNICIPALITIES
    ]

    assert missed == []


def test_a_longer_name_is_not_read_as_the_shorter_one_in_it() -> None:
    assert codes("Llegué a San José Pinula.") == {"municipality:san jose pinula"}
    assert codes("Vivo en Flores Costa Cuca.") == {"municipality:flores costa cuca"}


def test_what_ends_a_paragraph_does_not_join_what_begins_the_next() -> None:
    assert codes("<p>Tenía once</p><p>años pasaron</p>") == set()


def test_a_code_of_no_known_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="name:x"):
        Facet.of("name:x")


@pytest.mark.parametrize(
    "passage",
    [
        "Tenía once años cuando nos mudamos a Cobán con mi mamá, que vendía en el mercado. ",
        "Mi padrastro me pegaba. Le conté a mi tía, y su marido fue conmigo a denunciarlo. ",
        "y mi tío que me llevaba al río y el papá de mi hijo me dijo que era mi abuelo ",
        "and my uncle who was a man that I told about my father's brother and he hurt me ",
    ],
)
def test_five_thousand_words_are_read_while_an_editor_types(passage: str) -> None:
    """The last two never end a sentence."""
    story = passage * (5_000 // len(passage.split()))
    started = time.process_time()
    found_in(story)

    assert time.process_time() - started < 1

"""Who did it, by the sentence's grammar: one sentence for each construction, and its innocent twin."""

import pytest

from stories.jigsaw.finder import found_in
from stories.jigsaw.persons import related_through


def relations(text: str) -> set[str]:
    return {facet.value for facet in found_in(text) if facet.kind == "relation"}


@pytest.mark.parametrize(
    ("spanish", "english", "who"),
    [
        ("Mi tío me lastimó.", "My uncle hurt me.", "uncle"),
        ("Una noche me lastimó mi tío.", "One night I was hurt by my uncle.", "uncle"),
        ("El esposo de mi tía me lastimó.", "My aunt's husband hurt me.", "uncle"),
        ("Mi tía me crió. Su esposo me lastimó.", "My aunt raised me. Her husband hurt me.", "uncle"),
        ("El hijo del pastor me lastimó.", "The pastor's son hurt me.", "pastor"),
        ("El abuelo de mi amiga me lastimó.", "My friend's grandfather hurt me.", "family friend"),
        ("A mi primo lo condenaron.", "My cousin was convicted.", "cousin"),
        ("Denuncié a mi primo.", "I reported my cousin.", "cousin"),
        ("Le tengo miedo al vecino.", "I am afraid of the neighbour.", "neighbour"),
        ("El agresor era mi abuelo.", "The perpetrator was my grandfather.", "grandfather"),
        ("Quien me lastimó fue mi abuelo.", "The one who hurt me was my grandfather.", "grandfather"),
        ("Mi abuelo dormía ahí. Un día me tocó.", "My grandfather slept there. One day he touched me.", "grandfather"),
        ("¿Quién te hizo eso? Mi papá, le dije.", "Who did that to you? My father, I told her.", "father"),
        ("Él me lastimó. Yo era su sobrina.", "He hurt me. I was his niece.", "uncle"),
        ("El padre de mi hija es mi padrastro.", "My daughter's father is my stepfather.", "stepfather"),
        ("El padre Anselmo me tocaba.", "Father Anselmo touched me.", "priest"),
    ],
)  # fmt: skip
def test_the_one_who_did_it_is_read_alike_in_both_languages(spanish: str, english: str, who: str) -> None:
    assert relations(spanish) == relations(english) == {who}


@pytest.mark.parametrize(
    ("spanish", "english"),
    [
        ("Mi tío fue conmigo a denunciarlo.", "My uncle went with me to report him."),
        ("Mi papá dijo que iba a matar al que me tocó.", "My father said that he would kill the man who touched me."),
        ("Le conté a mi maestra que me lastimaban.", "I told my teacher that I was being hurt."),
        ("Mi abuelo nunca me pegó.", "My grandfather never hit me."),
        ("El agresor no era mi tío.", "The perpetrator was not my uncle."),
        ("A una compañera la violó su padrastro.", "A woman in the group was raped by her stepfather."),
        ("Un primo suyo me amenazó.", "A cousin of his threatened me."),
        ("La noticia me golpeó. Mi tío lloró.", "The news hit me. My uncle wept."),
        ("Muchas niñas callan: el agresor es un tío.", "Many girls keep silent: the perpetrator is an uncle."),
        ("Fue mi tío quien me pagó los estudios.", "It was my uncle who paid for my studies."),
    ],
)  # fmt: skip
def test_who_only_stands_beside_it_is_not_read_as_the_one_who_did_it(spanish: str, english: str) -> None:
    assert relations(spanish) == relations(english) == set()


def test_all_who_did_it_are_read_of_one_sentence() -> None:
    assert relations("El vecino que me violó era policía.") == {"neighbour", "police officer"}


@pytest.mark.parametrize(
    ("head", "owner", "code"),
    [
        ("brother", "mother", "uncle"),
        ("husband", "mother", "stepfather"),
        ("son", "employer", "employer"),
        ("cousin", "husband", "relative"),
        ("father", "girl friend", "family friend"),
        ("son", "professional", ""),
    ],
)
def test_a_relation_through_another_person_has_a_name_of_its_own(head: str, owner: str, code: str) -> None:
    assert related_through(head, owner) == code

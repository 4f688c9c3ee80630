"""Two drafts, so that whoever tries the demo finds work: one is with the translator, one waits for the reviewer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoDraft:
    """Spanish alone; the other language is what waits to be done."""

    name: str
    role: str
    languages: tuple[str, ...]
    title: str
    slug: str
    intro: str
    content_note: str
    topics: tuple[str, ...]
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> list[tuple[str, str]]:
        return [("text", "".join(f"<p>{paragraph}</p>" for paragraph in self.paragraphs))]


WAITING = (
    DemoDraft(
        name="Itzel",
        role="survivor",
        languages=("es", "en"),
        title="Aprendí a decir que no quiero hablar hoy",
        slug="aprendi-a-decir-que-no-quiero-hablar-hoy",
        intro="Itzel acompaña a otras jóvenes antes de sus audiencias. Lo primero que les enseña es a pedir una pausa.",
        content_note="Habla de la espera antes de un juicio. No describe los hechos.",
        topics=("healing", "justice"),
        paragraphs=(
            "Cuando me preguntaban, yo contestaba siempre. Pensaba que si un día no contestaba, dejarían de creerme.",
            "La psicóloga me enseñó una frase: «Hoy no quiero hablar de eso». La ensayamos frente al espejo, en voz alta, "
            "hasta que me dio risa. La primera vez que la dije de verdad, nadie se enojó. Guardaron los papeles y "
            "hablamos de mi perro.",
            "Ahora se la enseño a otras. La decimos juntas en el pasillo, antes de entrar. Decir que hoy no es también una "
            "manera de decir que sí, pero cuando yo pueda.",
        ),
    ),
    DemoDraft(
        name="Doña Chayo",
        role="relative",
        languages=("es",),
        title="Le creí antes de entender",
        slug="le-crei-antes-de-entender",
        intro="Doña Chayo cuenta qué hizo la noche en que su nieta le habló, y qué le habría gustado saber ese día.",
        content_note="Habla de lo que vive una familia cuando una niña cuenta que le hicieron daño.",
        topics=("family", "community"),
        paragraphs=(
            "Yo estaba echando tortillas cuando me lo dijo. No entendí todo. Le dije lo único que me salió: «Te creo». "
            "Después supe que esa era la palabra.",
            "Me habría gustado saber adónde llamar. Anduve preguntando de oficina en oficina, y en cada una había que "
            "empezar otra vez. Por eso ahora el número está pegado en mi refrigeradora, y en la de mis vecinas.",
        ),
    ),
)

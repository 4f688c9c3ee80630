"""What the guard is measured on: invented people, places and schools, their disguises, and innocent sentences.

The people are invented; the surnames are K'iche', Q'eqchi', Kaqchikel, Mam, Ixil and Spanish ones that thousands bear.
The disguises are made here, by rules of their own, so that they don't share the guard's blind spots.
"""

import random
import unicodedata
from collections.abc import Callable, Iterator
from itertools import product
from urllib.parse import quote

PEOPLE = [
    "María Francisca Tzoc Morales",
    "José Mateo Ixcoy Brito",
    "Juana Catarina Chub Caal",
    "Sebastián Coc Xol",
    "Ana Lucía Xicará Velásquez",
    "Pedro Antonio Quej Ical",
    "Dominga Rosario Tepeu Ajú",
    "Francisco Tomás Sajvin Cojtí",
    "Magdalena Cuxum Alvarado",
    "Manuela Ixchop Ramírez",
    "Gregorio Macz Pop",
    "Isabel Guadalupe Raymundo Chel",
    "Juan Domingo Batz Toj",
    "Candelaria Sinay Yool",
    "Micaela Ajanel Chitic",
    "Rigoberta Tzul Batzin",
    "Diego Cobo Raymundo",
    "Petrona Sajquim Ordóñez",
    "Josefa Tiu Zapeta",
    "Miguel Ángel Choc Tiul",
    "Teresa Xitumul Cuxil",
    "Catarina Sis Ixpatá",
    "Lorenzo Ak'abal Us",
    "Rosa Elvira Yaxcal Maquin",
]
PLACES = [
    "Aldea Chuacorral",
    "Caserío Xetzununchaj",
    "Chajul",
    "Aldea Pambach",
    "Xepatul",
    "San Miguel Tucurú",
    "Santa María Cahabón",
    "Chisec",
    "Cantón Pachoj",
    "Tz'ununá",
    "Aldea Sepamac",
    "Panimaché Quinto",
    "Rab'inal Chi Xoy",
    "Santa Cruz Chinautla Vieja",
]
SCHOOLS = [
    "Escuela Oficial Rural Mixta Chuatuj",
    "Colegio Santa Rosa de Lima Nebajense",
    "Instituto Básico por Cooperativa Pocolá",
    "Escuela Normal Bilingüe Xelajú Noj",
    "Colegio Semillas de Maíz",
    "Liceo Bethania Ixtahuacán",
]

INVISIBLE = ["\u200b", "\u200c", "\u200d", "\u2060", "\u00ad"]
Disguise = Callable[[str, random.Random], str | None]


def _upper(term: str, rng: random.Random) -> str:
    return f"DECLARACIÓN DE {term.upper()} ANTE EL JUEZ"


def _without_accents(term: str, rng: random.Random) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", term) if unicodedata.category(c) != "Mn")
    return f"vive {plain.lower()} todavía"


def _decomposed(term: str, rng: random.Random) -> str:
    return unicodedata.normalize("NFD", f"Ella es {term}.")


def _zero_width(term: str, rng: random.Random) -> str:
    place = rng.randrange(1, len(term))
    return f"Conocimos {term[:place]}{rng.choice(INVISIBLE)}{term[place:]} allí."


def _markup_inside(term: str, rng: random.Random) -> str:
    place = rng.randrange(1, len(term))
    tag = rng.choice(["b", "em", "a", "span"])
    return f"<p>Según {term[:place]}<{tag} class='x'>{term[place:]}</{tag}>, fue así.</p>"


def _hyphens(term: str, rng: random.Random) -> str:
    return f"/historias/{_without_accents(term, rng)[5:-8].replace(' ', '-').replace(chr(39), '')}/"


def _underscores(term: str, rng: random.Random) -> str:
    return f"IMG_{term.replace(' ', '_')}_2019.jpg"


def _run_together(term: str, rng: random.Random) -> str:
    return f"foto{term.replace(' ', '')}2.png"


def _letter_by_letter(term: str, rng: random.Random) -> str:
    return f"Se llama {' '.join(term.replace(' ', ''))} y nada más"


def _dots(term: str, rng: random.Random) -> str:
    return f"Se llama {'.'.join(term.replace(' ', ''))}."


def _entities(term: str, rng: random.Random) -> str:
    return "Vino " + "".join(f"&#{ord(char)};" if ord(char) > 126 else char for char in term) + " hoy"


def _percent(term: str, rng: random.Random) -> str:
    return f"https://example.org/?q={quote(term)}"


def _look_alikes(term: str, rng: random.Random) -> str:
    return "Testigo: " + term.translate(str.maketrans("aeopc", "аеорс"))


def _digits(term: str, rng: random.Random) -> str:
    return "Testigo: " + term.translate(str.maketrans("oe", "03"))


def _no_break_spaces(term: str, rng: random.Random) -> str:
    return f"la niña {term.replace(' ', chr(160) * 2)} vino"


def _line_break(term: str, rng: random.Random) -> str:
    return f"la niña {term.replace(' ', chr(10))} vino"


def _curly_apostrophes(term: str, rng: random.Random) -> str | None:
    return f"desde {term.replace(chr(39), 'ʼ')} hasta aquí" if "'" in term else None


def _possessive(term: str, rng: random.Random) -> str:
    return f"We met {term}’s sister."


def _escaped(term: str, rng: random.Random) -> str:
    return term.encode("ascii", "backslashreplace").decode().replace("\\x", "\\u00")


def _one_wrong_letter(term: str, rng: random.Random) -> str | None:
    return _typo(term, rng, lambda word, at: word[:at] + rng.choice("bdfgmprst") + word[at + 1 :])


def _one_letter_less(term: str, rng: random.Random) -> str | None:
    return _typo(term, rng, lambda word, at: word[:at] + word[at + 1 :])


def _one_letter_more(term: str, rng: random.Random) -> str | None:
    return _typo(term, rng, lambda word, at: word[:at] + rng.choice("aeiols") + word[at:])


def _two_exchanged(term: str, rng: random.Random) -> str | None:
    return _typo(term, rng, lambda word, at: word[:at] + word[at + 1] + word[at] + word[at + 2 :])


def _typo(term: str, rng: random.Random, change: Callable[[str, int], str]) -> str | None:
    parts = term.split()
    long_enough = [n for n, part in enumerate(parts) if len(part.replace("'", "")) >= (6 if len(parts) == 1 else 4)]
    if not long_enough:
        return None
    chosen = rng.choice(long_enough)
    parts[chosen] = change(parts[chosen], rng.randrange(1, len(parts[chosen]) - 2))
    return f"Entrevista con {' '.join(parts)} en marzo"


def _split(term: str) -> tuple[list[str], list[str]]:
    parts = term.split()
    return (parts[:-1], parts[-1:]) if len(parts) == 2 else (parts[:-2], parts[-2:])


def _surnames_exchanged(term: str, rng: random.Random) -> str:
    given, family = _split(term)
    return f"La señora {' '.join(given)} {' '.join(reversed(family))} habló."


def _surnames_first(term: str, rng: random.Random) -> str:
    given, family = _split(term)
    return f"{' '.join(family)}, {' '.join(given)}"


def _initials(term: str, rng: random.Random) -> str:
    given, family = _split(term)
    return f"firma {' '.join(name[0] + '.' for name in given)} {' '.join(family)}"


def _first_initial(term: str, rng: random.Random) -> str:
    given, family = _split(term)
    return f"firma {given[0][0]}. {family[0]}"


def _one_given_one_surname(term: str, rng: random.Random) -> str:
    given, family = _split(term)
    return f"a {given[-1]} {family[0]} la oyeron"


def _second_surname(term: str, rng: random.Random) -> str:
    given, family = _split(term)
    return f"a {given[0]} {family[-1]} la oyeron"


SHORT_NAMES = {
    "María": "Mari", "Francisca": "Paca", "José": "Chepe", "Juana": "Juanita", "Sebastián": "Bastián", "Ana": "Anita",
    "Pedro": "Pedrito", "Dominga": "Minga", "Francisco": "Pancho", "Magdalena": "Magda", "Manuela": "Nela",
    "Gregorio": "Goyo", "Isabel": "Chabela", "Juan": "Juanito", "Candelaria": "Cande", "Micaela": "Mica",
    "Josefa": "Chepa", "Miguel": "Migue", "Teresa": "Tere", "Lorenzo": "Lencho", "Rosa": "Rosita", "Catarina": "Cata",
    "Rigoberta": "Berta", "Diego": "Dieguito", "Petrona": "Petronita",
}  # fmt: skip


def _diminutive(term: str, rng: random.Random) -> str | None:
    given, family = _split(term)
    return f"Le dicen {SHORT_NAMES[given[0]]} {family[0]} en casa" if given[0] in SHORT_NAMES else None


ANY_TERM: list[Disguise] = [
    _upper, _without_accents, _decomposed, _zero_width, _markup_inside, _hyphens, _underscores, _run_together,
    _letter_by_letter, _dots, _entities, _percent, _look_alikes, _digits, _no_break_spaces, _line_break,
    _curly_apostrophes, _possessive, _escaped, _one_wrong_letter, _one_letter_less, _one_letter_more, _two_exchanged,
]  # fmt: skip
OF_PEOPLE: list[Disguise] = [
    _surnames_exchanged, _surnames_first, _initials, _first_initial, _one_given_one_surname, _second_surname,
    _diminutive,
]  # fmt: skip


def disguises() -> Iterator[tuple[str, str, str]]:
    """(term, name of the disguise, text with the disguised term in it); the same ones on each run."""
    for term in [*PEOPLE, *PLACES, *SCHOOLS]:
        for disguise in [*ANY_TERM, *(OF_PEOPLE if term in PEOPLE else [])]:
            text = disguise(term, random.Random(f"{term}{disguise.__name__}"))
            if text:
                yield term, disguise.__name__.strip("_"), text


_WHO_ES = [
    "la fiscal", "una vecina", "la señora Morales", "el doctor López",
    "la jueza Ramírez", "Rosa", "doña Francisca", "Juan Pérez",
    "una maestra", "el alcalde", "María", "la abogada Alvarado",
    "el pastor", "José Velásquez", "una niña",
]  # fmt: skip
_DID_ES = [
    "escuchó el relato sin interrumpir", "firmó el compromiso", "pidió una medida de protección",
    "acompañó a la familia",
    "llegó temprano a la audiencia", "explicó cómo se denuncia", "guardó silencio un momento", "habló del cuidado",
    "recibió atención psicológica",
]  # fmt: skip
_WHERE_ES = [
    "en la capital", "cerca del lago", "en la escuela", "durante la feria del Rosario",
    "en Santa Cruz del Quiché", "en el Instituto de la Víctima", "ante el tribunal", "en Cobán",
    "en la casa de su abuela", "en Chimaltenango",
]  # fmt: skip
_WHO_EN = [
    "the prosecutor", "a neighbour", "Mrs Morales", "Doctor López",
    "Judge Ramírez", "Rosa", "Francisca", "Juan Pérez",
    "a teacher", "the mayor", "María", "the lawyer Alvarado",
    "the pastor", "José Velásquez", "a girl",
]  # fmt: skip
_DID_EN = [
    "listened without interrupting", "signed the pledge", "asked for a protection order", "went with the family",
    "came early to the hearing", "explained how to report", "kept silent for a moment", "spoke about care",
    "received counselling",
]  # fmt: skip
_WHERE_EN = [
    "in the capital", "by the lake", "at school", "during the fair",
    "in Santa Cruz del Quiché", "at the Victim's Institute", "before the court", "in Cobán",
    "at her grandmother's", "in Chimaltenango",
]  # fmt: skip

TRICKY = [
    "Los valores morales se aprenden en la casa y en la escuela rural.",
    "Caminó por la finca de San Miguel hasta la ciudad.",
    "La chica tomó un choco y se fue a dormir.",
    "María por fin habló, y Pedro quiso escuchar.",
    "Juan don Juan, José que no llega, Ana la que canta.",
    "Le gustaba el pop, el rock y la marimba.",
    "Santa María de Jesús queda en Sacatepéquez.",
    "San Miguel Petapa, Santa Rosa y Santa Lucía son municipios.",
    "El Colegio de Abogados publicó una guía.",
    "La Escuela Normal abrió un curso bilingüe.",
    "Sembraron semillas de frijol y de maíz en el huerto.",
    "Una cooperativa de mujeres teje en el Instituto.",
    "We met in the back of the chapel; the can was empty, the pot was hot.",
    "He was coy about the price, and the tax was high.",
    "The cook in the school hall made hot chocolate.",
    "A sis is a sister; a batch of bread; a quest for justice.",
    "Mateo 5:9 dice que son bienaventurados los que trabajan por la paz.",
    "Rosa de Lima fue santa; Lima es la capital del Perú.",
    "El caso 372-2016 pasó del juzgado a la sala en 111 días.",
    "M. López y P. García firmaron el informe; A. Cobos lo revisó.",
]


def innocent_sentences() -> list[str]:
    """At least 2,000 sentences in Spanish and English, near-misses among them, that no guard should stop."""
    spanish = [f"{who.capitalize()} {did} {where}." for who, did, where in product(_WHO_ES, _DID_ES, _WHERE_ES)]
    english = [f"{who.capitalize()} {did} {where}." for who, did, where in product(_WHO_EN, _DID_EN, _WHERE_EN)]
    return [*TRICKY, *spanish, *english]

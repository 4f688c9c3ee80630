"""Words for persons, folded, in both languages, with one code for both, and whose relative is whose."""

# Who did it. The first number is its weight in bits: how rare that is among perpetrators, roughly.
RELATIONS: dict[str, tuple[float, str]] = {
    "stepfather": (
        2.5,
        "padrastros?|step-?fathers?|step-?dads?|hombre con (?:el )?(?:que|quien) (?:se )?(?:vivia|caso|junto|iba a casar) mi (?:mama|madre)|hombre con (?:el )?(?:que|quien) mi (?:mama|madre) (?:se )?(?:vivia|caso|junto|iba a casar)"
        "|man (?:whom |who |that )?my (?:mother|mom|mum) (?:was going to marry|lived with|was living with|married|was with)",
    ),
    "father": (3, "papa|padre|papi|father|dad|daddy"),
    "mother": (4, "mama|madre|mami|mother|mom|mum"),
    "stepmother": (5, "madrastra|step-?mother"),
    "husband": (2.5, "(?:ex ?)?(?:esposo|marido)|(?:ex-?)?husband"),
    "uncle": (3, "tios?(?: politicos?| abuelos?)?|(?:great-)?uncles?(?: by marriage)?"),
    "aunt": (4.5, "tias?(?: politicas?)?|aunt(?:ie)?s?"),
    "grandfather": (4, "abuel(?:o|ito)s?|(?:great-)?grand(?:father|pa|dad)s?"),
    "grandmother": (5, "abuel(?:a|ita)s?|grand(?:mother|ma)s?|gran(?:ny)?"),
    "brother": (4, "(?:medio )?herman(?:ito|astro|o)s?|(?:half[- ]|step-?)?brothers?"),
    "cousin": (3, "prim(?:o|ito)s?(?: herman[oa]s?)?|(?:first |second )?cousins?"),
    "brother-in-law": (4, "cunados?|brothers?-in-law"),
    "father-in-law": (4, "suegro|father-in-law"),
    "nephew": (5, "sobrinos?|nephews?"),
    "relative": (4, "pariente|familiar|relative"),
    "neighbour": (2.5, "vecin[oa]s?|neighbou?rs?"),
    "boyfriend": (
        3,
        "(?:ex ?)?novio|enamorado|(?:ex[ -]?)?pareja|ex|conviviente|hombre con (?:el )?(?:que|quien) (?:yo )?(?:vivia|vivo)|man (?:whom |who |that )?i (?:lived|was living|live) with|(?:ex-?)?boyfriends?|(?:ex-?)?partner",
    ),
    "classmate": (
        3.5,
        "companeros? de (?:mi |la )?(?:clases?|aula|estudios?|escuela|universidad|promocion|colegio|grado|salon)"
        "|companeros? del (?:instituto|colegio|grado|aula|salon)|class-?mates?|school-?mates?",
    ),
    "workmate": (4.5, "companeros? de (?:trabajo|oficina)|work-?mates?|colleagues?|co-?workers?"),
    "family friend": (
        3.5,
        "amig[oa]s? de (?:la|mi|nuestra|una) (?:familia|casa)|compadres?|padrino|madrina|family friends?|friends? of (?:the|my|our) family"
        "|family's friend|godfather|godmother",
    ),
    "friend": (3.5, "amigos?|friends?"),
    "teacher": (5, "maestr[oa]s?|profesor(?:es|as?)?|profes?|instructor(?:es|s)?|teachers?|docentes?"),
    "headmaster": (
        7,
        "director(?:a)? (?:de (?:la|mi|nuestra|su) escuela|del (?:colegio|instituto))|head-?(?:master|mistress|teacher)|school principal|(?<=the )principal(?= of|,|\\.)|(?<=our )principal|head teacher",
    ),
    "pastor": (6, "pastor(?:es)?|predicador|preacher|pastors"),
    "priest": (
        6.5,
        "sacerdotes?|parroco|(?<=el )cura|(?<=un )cura|(?<=del )cura|(?<=al )cura|(?<=otro )cura|priests?|diacono|deacon|catequistas?|catechists?",
    ),
    "coach": (6.5, "entrenador(?:a|es)?|coach(?:es)?"),
    "employer": (
        5,
        "patron(?:a|es)?|jef[ea]s?|capataz|caporal|mandador|supervisor(?:a|es)?|gerente|encargad[oa]|finquero"
        "|senora? de la casa|duen[oa]s?(?! (?:de la|del) (?:cuarto|apartamento|inmueble|pieza))(?: (?:de la|del) \\w+)?"
        "|employers?|boss|foreman|overseer|manager|plantation owner|owners?(?! of the (?:room|flat|apartment|building))(?: of the \\w+)?|(?:lady|mistress) of the house|mistress",
    ),
    "landlord": (
        5,
        "caser[oa]|duen[oa] del (?:cuarto|apartamento|inmueble)|duen[oa] de la pieza|land(?:lord|lady)|(?:senor|hombre) que (?:nos|me|le) alquilaba|man who rented to (?:us|me|her)|owner of the (?:room|flat|apartment|building)",
    ),
    "police officer": (
        6,
        "(?<!la )policias?|agentes? de (?:la )?(?:policia(?: nacional)?(?: civil)?|pnc)|(?:officers?|agents?) of the (?:\\w+ ){0,3}police|patrulleros?|police ?(?:officers?|man|men)|policem[ae]n|policewom[ae]n|police(?= who)",
    ),
    "security guard": (
        5.5,
        "guardias? de seguridad|guardian(?:es)?|vigilantes?|security guards?|watchm[ae]n|night watchm[ae]n",
    ),
    "soldier": (
        6,
        "soldados?|militar(?:es)?|coronel|sargento|teniente|capitan|comisionado militar|soldiers?|colonel|sergeant|lieutenant|captain|military commissioner",
    ),
    "gang member": (
        5,
        "pandilleros?|mareros?|(?<=la )(?:pandilla|mara|clica)|(?<=la )banda de mi|gang|(?:los|el|un[oa]?|hombres?|muchachos?|tipos?) de la (?:mara|clica|pandilla)|(?:m[ae]n|boys?|guys?|ones?) (?:of|from|in) the gang|gang(?:ster| ?members?| leader)s?",
    ),
    "doctor": (7, "doctor(?:es)?|medicos?|enfermeros?|doctors|male nurses?"),
    "healer": (7.5, "curander[oa]s?|healers?"),
    "official": (
        7.5,
        "alcaldes?(?: auxiliar)?|concejal(?:es)?|diputados?|gobernador|(?:secretario|empleado|sindico) (?:municipal|de la muni(?:cipalidad)?)"
        "|deputy mayor|(?:(?<=the )|(?<=our )|(?<=a )|(?<=town )|(?<=village )|(?<=was )|(?<=is )|(?<=for ))mayor|mayor of|councill?ors?|congressm[ae]n|(?:state )?governor|(?:town|municipal) clerk|clerk (?:of|at) the (?:town|city) hall",
    ),
    "driver": (
        5,
        "chofer(?:es)?(?: del? (?:bus|camioneta|microbus|taxi))?|piloto|ayudante (?:de la camioneta|del bus)|taxista|mototaxista|tuctuquero"
        "|(?:\\w*bus|taxi|truck|lorry|van|tuk-?tuk) drivers?(?:'s (?:helper|assistant))?|drivers? of the (?:[\\w-]+ )?\\w*(?:bus|taxi|van|truck|lorry)|(?:bus )?conductor(?:'s helper)?",
    ),
}

# Persons who stand in a sentence beside him, or through whom he is told: "my sister's husband", "the judge".
OTHERS: dict[str, str] = {
    "sister": "herman(?:a|ita|astra)s?|(?:half-|step-?)?sisters?(?:-in-law)?|cunadas?|sister-in-law",
    "son": "hij(?:o|astro)s?|varoncito|(?:step-?)?sons?",
    "child": "hijas?|nin[oa]s?|bebes?|daughters?|child(?:ren)?|girls?|boys?|bab(?:y|ies)",
    "wife": "esposas?|mujer|wife|wives|novia|girlfriend",
    "girl friend": "amigas?",
    "companion": "companer[oa]s?|companions?",
    "parents": "papas|padres|parents",
    "kin": "suegra|mother-in-law|familiares|parientes|relatives|nuera|prima|primas|sobrinas?|nieces?",
    "man": "hombres?|senor(?:es)?|tipos?|sujetos?|muchachos?|m[ae]n|guys?",
    "woman": "mujeres|senoras?|muchachas?|senoritas?|lady|ladies|wom[ae]n|chicas?|companeras",
    "somebody": "alguien|nadie|ningun[oa]?|somebody|someone|nobody|no one|everybody|everyone",
    "professional": "juez|jueza|fiscal(?:es|ia)?|abogad[oa]s?|psicolog[oa]s?|terapeutas?|enfermeras?|doctoras?|medicas?|licenciad[oa]s?"
    "|judges?|prosecutors?|lawyers?|psychologists?|therapists?|nurses?|attorneys?|social workers?|trabajador[ae]s? social(?:es)?|peritos?",
}
FEMALE = {"mother", "stepmother", "aunt", "grandmother", "sister", "wife", "woman"}
KIN = {
    "stepfather", "father", "mother", "stepmother", "husband", "uncle", "aunt", "grandfather", "grandmother", "brother",
    "cousin", "brother-in-law", "father-in-law", "nephew", "relative", "boyfriend", "sister", "son", "child", "wife",
    "parents", "kin", "friend", "girl friend", "family friend", "companion",
}  # fmt: skip

# "The <head> of my <owner>" is my <relation>.
_OF = (
    ("stepfather", "husband boyfriend companion man", "mother"),
    ("stepmother", "wife companion", "father"),
    ("uncle", "brother brother-in-law uncle cousin", "mother father parents"),
    ("uncle", "brother son", "grandmother grandfather"),
    ("uncle", "husband boyfriend companion", "aunt"),
    ("aunt", "sister aunt", "mother father parents"),
    ("aunt", "wife", "uncle"),
    ("cousin", "son", "aunt uncle"),
    ("cousin", "brother", "cousin"),
    ("grandfather", "father", "mother father"),
    ("grandfather", "husband boyfriend companion", "grandmother"),
    ("brother", "son", "mother father stepfather stepmother"),
    ("brother-in-law", "husband boyfriend companion", "sister"),
    ("brother-in-law", "brother", "husband boyfriend"),
    ("father-in-law", "father stepfather", "husband boyfriend"),
    ("nephew", "son", "brother sister brother-in-law"),
    ("boyfriend", "father", "son child"),
    ("mother", "mother", "brother sister"),
    ("father", "father", "brother sister"),
)
_TABLE = {(head, owner): code for code, heads, owners in _OF for head in heads.split() for owner in owners.split()}
_FRIENDLY = {"friend", "girl friend", "workmate", "companion", "family friend", "classmate", "woman", "child"}


def related_through(head: str, owner: str) -> str:
    """What the `head` of my `owner` is to me: "brother" of "mother" is "uncle". "" for nobody in particular."""
    if (head, owner) in _TABLE:
        return _TABLE[head, owner]
    if head in {"friend", "companion", "family friend"} and owner in KIN:
        return "family friend"
    if owner in _FRIENDLY:
        return "family friend" if head in KIN else ""
    if head in KIN and owner in RELATIONS:
        return "relative" if owner in KIN else owner
    if head in KIN & set(RELATIONS) and owner in KIN:
        return "relative"
    return "" if head in KIN or head in OTHERS or head not in RELATIONS else "family friend"

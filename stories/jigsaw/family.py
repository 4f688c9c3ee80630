"""How the family is made."""

import re
from collections.abc import Iterator

from stories.jigsaw.facets import Facet
from stories.jigsaw.numbers import NUMBER, number
from stories.jigsaw.text import Text

_N = f"(?P<n>{NUMBER})"
_MY = r"(?:mi|mis|su|sus|nuestr[ao]s?|my|her|his|our)"
_MOTHER = r"(?:mama|madre|mother|mom|mum)"
_FATHER = r"(?:papa|padre|father|dad)"
_PARENT = rf"(?:{_MOTHER}|{_FATHER}|papas|padres|parents)"
_SPOUSE = r"(?:espos[oa]|marido|conviviente|husband|wife)"
_GRAND = r"(?:abuel\w+|grand\w+|gran(?:ny)?|(?:father|mother)'s (?:mother|parents))"
_CARER = r"(?:ti[ao]s?|madrina|padrin[oa]s?|vecin[ao]s?|monjas|familia|senora|herman[ao]s?|sisters?|brothers?|aunts?|uncles?|godmother|godparents|neighbou?rs?|nuns|family|lady|strangers|desconocidos|woman)"
_ABROAD = r"(?:norte(?! del?\b)|north(?! of)|estados unidos|united states|ee\.? ?uu|usa|the us|the states|mexico|canada|los angeles|houston|chicago|new york|nueva york|california|florida|espana|spain|otro lado)"
_NOBODY_AFTER = r"(?=[.,;:|!?)]|$| (?:de(?! (?:sus|ell[ao]s))|of(?! (?:her |his |their |them))|y|and|que|who|in|en|cuando|when|child|daughter|son|sister|brother|hij[ao]|herman[ao]|me|it)\b)"
_A_CHILD = r"(?:hij[ao]s?|bebes?|nen[ae]s?|patoj[ao]s?|varon(?:es|cito)?|nin[ao]s?(?! interior)|niet[ao]s?)"
_MY_CHILD = r"(?:daughters?|sons?|bab(?:y|ies)|child|children|kids?|(?:little )?(?:girls?|boys?)(?!friend)|grand(?:children|sons?|daughters?))"
_HAVE = r"(?:me quedaron|tuve|tengo|tenia|tenemos|teniamos|con|sacado adelante a|crie a|criando a|los|las)"


def _dead(kin: str) -> str:
    """That one of these has died."""
    mine = rf"(?:both )?{_MY}(?: dos)? {kin}"
    return (
        rf"{mine} (?:se |ya |me |nos )?(?:murio|murieron|fallecio|fallecieron|ahogo|died|drowned|passed away|ha(?:s|ve|d) died|(?:was|were) (?:killed|murdered|shot))"
        rf"|(?:se )?(?:me |nos )?(?:murio|murieron|fallecio|fallecieron) {mine}"
        rf"|(?:mataron|asesinaron|desaparecieron|perdi|enterre|enterramos|enterrar|enterrado) a {mine}"
        rf"|(?:killed|murdered|buried) {mine}|(?:i|we) lost {mine}(?! (?:for|at|in the (?:market|crowd|street|park|plaza)))"
        rf"|a {mine} (?:me |nos )?(?:l[ao]s? (?:mataron|asesinaron|desaparecieron|enterramos|perdi)|se l[ao] llevo(?! (?:la poli|el ejer|los)))"
        rf"|(?:cancer|fever|war|illness|river|virus|pandemic|flood|landslide) took {mine}"
        rf"|{mine}\b[^.|]{{0,40}}[:;,] (?:l[ao] mataron|they killed h)"
        rf"|{mine} (?:es|fue|esta|is|was) (?:un[oa] de|one of|entre|among) (?:los|the) (?:desaparecid|disappeared|muert|dead)\w*"
        rf"|{_MY} (?:difunt[oa]|finad[oa]|late|dead) {kin}|(?:finad[oa]|difunt[oa]) (?:de )?{mine}"
    )


def _raised_by(carer: str) -> str:
    """That these brought up whoever tells it."""
    by = rf"(?:{_MY}|un[ao]s?|otra|la|el|l[ao]s|an?|some|another|the) (?:\w+ )?{carer}(?: (?:and|y) (?:\w+ )?{carer})?"
    me = r"(?:me|us|her|him)"
    return (
        rf"(?:crio|criaron|crecio|recogio|recogieron|acogio|acogieron|adopto|adoptaron) (?:con )?{by}|(?:creci|crecimos|me crie|nos criamos|a vivir) con {by}|(?:a cargo|al cuidado) de {by}|in the care of {by}|to live with {by}"
        rf"|{by} (?:\w+ )?(?:me|la|lo|nos) (?:crio|criaron|recogio|recogieron|acogio|acogieron|adopto|adoptaron)|(?:me|nos) regal(?:o|aron) (?:con|a) {by}"
        rf"|{by} se hi(?:zo|cieron) cargo de (?:mi|nosotr)|me crio (?:fue|era) {by}|crianza (?:de|con) {by}"
        rf"|(?:raised|brought up|taken in|adopted) by {by}|(?:grew|grown|growing) up with {by}|{by} (?:who )?(?:raised {me}|brought {me} up|took {me} in|took charge of {me}|adopted {me})"
        rf"|given away to {by}|(?:raised {me}|brought {me} up) was {by}"
    )


_FAMILY: dict[str, str] = {
    "orphan": r"(?:soy|era|quede|quedo|quedamos|fui|como|siendo|creci|ser) (?:\w+ )?huerfan[ao]s?|huerfan[ao]s? de (?:madre|padre|mama|papa|ambos|los dos)"
    r"|(?:i am|i'm|i was|we were|became|me|as|being|left) (?:an |already )?orphan(?:s|ed)?|orphaned (?:of|at|when|by|young)"
    rf"|{_dead(_PARENT)}|(?:qued\w+|creci\w*|dejaron) sin (?:{_PARENT})|(?:left|grew up) without (?:a |my )?(?:{_PARENT})"
    rf"|ningun[oa] de mis (?:papas|padres) (?:vive|esta viv)|(?:neither|none) of my parents (?:is|are) (?:alive|living)",
    "widow": rf"(?:soy|era|quede|quedarme|fui|siendo) (?:una )?viud[ao]|enviud(?:e|ar|ando)|(?:am|i'm|i was|became|being|me|i was left) a widow(?:er)?|(?:i was|was) widowed|{_dead(_SPOUSE)}",
    "twin": r"(?<!camas )(?<!volcanes )(?<!torres )(?<!almas )(?<!ciudades )(?:gemel[ao]s?|melliz[ao]s?|cuach[ae]s?)|twins?(?! (?:beds?|towers?|volcanoes|cities|peaks?))"
    r"|naci (?:junto con|el mismo dia que) mi herman[ao]|born (?:together with|on the same day as) my (?:brother|sister)",
    "only child": r"(?:no (?:tengo|tenia|tuve)(?: ni)?|sin) hermanos|no (?:siblings|brothers (?:or|and|nor) sisters)|neither brothers nor sisters|hij[ao] unic[ao]|only (?:child|daughter|son)(?! (?:of the|who))"
    r"|(?:no (?:hubo|tuvo|tuvieron|habia) (?:mas|otros) hij[ao]s que|la unica que tuvo mi) (?:yo|mama)|no (?:other )?children but me",
    "eldest": rf"(?:la|el|soy|era) (?:hij[ao] |herman[ao] )?mayor de (?:tod[ao]s|l[ao]s |mis |{NUMBER})|(?:soy|era|fui|ser|siendo) (?:yo )?(?:la|el) (?:hij[ao] |herman[ao] )?(?:mayor|mas grande|primer[ao]){_NOBODY_AFTER}"
    rf"|(?:eldest|oldest) (?:of(?! (?:her |his |their |them))|child|daughter|son)|(?:i am|i'm|i was|being|as) the (?:eldest|oldest|first-born){_NOBODY_AFTER}",
    "youngest": rf"(?:la|el|soy|era) (?:hij[ao] |herman[ao] )?(?:menor|mas (?:pequen|chiquit)\w+) de (?:tod[ao]s|l[ao]s |mis |la (?:casa|familia)|{NUMBER})|(?:soy|era|fui|ser|siendo) (?:yo )?(?:la|el) (?:hij[ao] |herman[ao] )?(?:menor|mas (?:pequen|chiquit)\w+|ultim[ao]){_NOBODY_AFTER}"
    rf"|youngest (?:of(?! (?:her |his |their |them))|child|daughter|son|in)|(?:i am|i'm|i was|being|as) the (?:youngest|smallest|last-born|last(?= of)){_NOBODY_AFTER}",
    "raised by grandparents": rf"(?:me|nos) (?:dej|mand|envi|llev)(?:o|aron) (?:a vivir )?(?:con|donde) (?:la|el|l[ao]s|mis?|su|nuestr[ao]) abuel\w+|viv\w+ con {_MY} abuel\w+|{_MY} abuel\w+ (?:fue|ha sido|era) mi (?:mama|madre|papa)"
    rf"|(?:lived|live|left (?:me|us)|sent (?:me|us) to(?: live with)?|live)(?: with)? (?:my|her|his|our) (?:\w+ )?{_GRAND}|my {_GRAND} (?:was|has been) my (?:mother|mom|mum|father)|{_MY} abuel\w+ (?:me|nos) cuid\w+|{_MY} {_GRAND} looked after (?:me|us)|{_raised_by(_GRAND)}",
    "raised by others": rf"(?:soy|fui|era|me supe) adoptad[ao]|me adoptaron|(?:me|nos) (?:dieron|dio) en adopcion|(?:me|nos) repartieron (?:entre|con)|(?:mama|madre|papa|padre|padres|papas) adoptiv[ao]s?|(?:dej|entreg)(?:o|aron) con (?:unas monjas|(?:una|otra) familia|una senora)"
    rf"|(?:i am|i'm|i was|being|was) adopted|adoptive (?:mother|father|parents)|given up for adoption|shared out among|(?:left|leave) (?:me|us) with (?:some nuns|(?:a|another) family)|{_raised_by(_CARER)}",
    "parents apart": rf"{_MY} (?:papas|padres) (?:se |ya se |estan |estaban )?(?:separ|divorci)\w+|{_MY} parents (?:had |have |are |were |got )?(?:been )?(?:separated|divorced|split up|parted)|{_MY} (?:{_PARENT}) (?:nos|me) (?:abandono|dejo(?: por otra|{_NOBODY_AFTER}))"
    rf"|{_MY} (?:{_PARENT}) (?:abandoned|left|walked out on|deserted) (?:me|us)(?=[.,;:|]|$| (?:before|when|for another|while|and)\b)|(?:papa|mama|mother|father|dad|mom) (?:nunca vivieron juntos|never lived together)|hij[ao] de (?:una )?madre soltera|(?:daughter|son|child) of a single mother|(?:no|nunca|jamas) conoci a {_MY} (?:{_PARENT})|never (?:knew|met) {_MY} (?:{_PARENT})"
    rf"|{_MY} {_FATHER} (?:se fue de la casa|se fue con otra|left home|left my mother)|{_MY} {_MOTHER} (?:nos|me) (?:saco adelante|crio|mantuvo) sola|{_MY} {_MOTHER} (?:brought|raised) (?:us|me)(?: up)? (?:on her own|alone|by herself)",
    "mother of a child": rf"(?:mi|mis|nuestr[ao]s?)(?: {NUMBER})? {_A_CHILD}|{NUMBER} niet[ao]s|di a luz|dar a luz|pari|tuve a mi hij\w+|{_HAVE} (?:un|una|{NUMBER}) {_A_CHILD}(?! de\b(?! (?:meses|pecho|brazos|{NUMBER} meses)))(?! \w+ (?:me|nos)\b)"
    r"|(?:soy|era|fui|ya era|ser) (?:mama|madre|abuela|abuelo)\b|quede embarazada|(?:estaba|estoy|estuve|salio|sali|salir) embarazada|me embarac\w+|(?:el|mi|un) embarazo|embaraz(?:arme|o\b(?! (?:de|en|adolesc)))"
    rf"|me embarazo|meses de embarazo|estaba de \w+ meses|tengo \w+(?: y \w+)? anos y (?:una?|{NUMBER}) {_A_CHILD}|con (?:la|el) (?:nen[ae]|bebe|nin[ao]) (?:en|a) (?:la espalda|brazos|upa|tuto|cuestas)|di en adopcion a|adopt(?:e|amos) a (?:una?|mi) \w+|(?:i|we|my husband and i) adopted (?:a|my) \w+|(?:estaba|estuve|estoy) esperando(?=[.,;:|]|$| (?:un |al? )?(?:hij|beb))|(?:perdi|aborte) (?:al?|el|mi|un) bebe"
    rf"|(?:my|our)(?: {NUMBER})?(?: eldest| youngest| older| elder| first)? {_MY_CHILD}\b|{NUMBER} grandchildren|gave birth|months gone|giving birth|(?:(?:i|we|i've|and) (?:already )?(?:had|have)|left me|with|raised|raising) (?:a|an|{NUMBER}) (?:\w+ )?(?:baby|sons?|daughters?|child|children|girls|boys|kids)\b(?! of (?:the|a)\b)"
    r"|(?:am|was|being|became|already) a (?:\w+ )?(?:mother|grandmother|grandfather)|(?:i|me|being|for being) (?:\w+ ){0,4}pregnant|my pregnancy|pregnant by|i was expecting(?=[.,;:|]|$| (?:a )?(?:baby|child))|(?:lost|miscarried) (?:the|my|a) (?:baby|pregnancy)|with the (?:baby|child) (?:on my back|in my arms)|gave (?:the|my) \w+ up for adoption",
    "migrated parent": rf"{_MY} {_PARENT}\b[^.|;]{{0,45}}?\b(?:en|a|al|para|desde|in|to|up|from|for|gone|went|moved) (?:el |los |the )?{_ABROAD}|{_MY} {_PARENT}\b[^.|]{{0,30}}\b(?:cruz\w+|crossed) (?:el desierto|la frontera|the desert|the border)"
    rf"|deport(?:o|aron) a {_MY} {_PARENT}|{_MY} {_PARENT} (?:fue|was|were|fueron) deport\w+|{_MY} {_PARENT}\b[^.|]{{0,25}}\b(?:de mojad[oa]|sin papeles|without papers)|remesas (?:de|que manda\w*) {_MY} {_PARENT}|{_MY} {_PARENT}(?:'s|') remittances|remittances (?:from|of) {_MY} {_PARENT}",
}
_FAMILIES = {code: re.compile(rf"\b(?:{words})(?!\w)") for code, words in _FAMILY.items()}
_BRETHREN = r"(?:(?:medi[ao]s )?herman[ao]s(?: y (?:herman[ao]s|yo)\b)?|siblings|(?:half-|step)?brothers|(?:half-|step)?sisters|brothers and sisters)"
_SIBLINGS = [
    re.compile(rf"\b(?:somos|eramos|tengo|tenia|tiene|tuve|mis|sus|con|de(?: l[ao]s)?|entre) {_N} {_BRETHREN}\b"),
    re.compile(
        rf"\b(?:i have|i had|we are|we were|she has|he has|my|of|his|with|are|were|among) {_N} (?:of us )?{_BRETHREN}\b"
    ),
]
_SISTERS_AND_BROTHERS = re.compile(
    rf"\b{_N} (?:herman[ao]s?|sisters?|brothers?) (?:y|and) (?P<n2>{NUMBER}) (?:herman[ao]s?|sisters?|brothers?)\b"
)
# Who is one of five children has four brothers and sisters.
_CHILDREN = [
    re.compile(rf"\b{_MY} (?:{_PARENT}) (?:tuvo|tuvieron|had) {_N} (?:hij[ao]s|children|kids)\b"),
    re.compile(
        rf"\b(?:mayor|menor|chiquit[ao]|medio|primer[ao]|segund[ao]|tercer[ao]|cuart[ao]|quint[ao]|ultim[ao]|eldest|oldest|youngest|middle|first|second|third|fourth|fifth|last|one)"
        rf"(?: child| daughter| son| hij[ao])? (?:de|of) (?:una familia de |a family of )?{_N}(?: hij[ao]s| children| kids)?(?=[.,;:|]|$| (?:y|and)\b)"
    ),
    re.compile(rf"\b(?:familia de|family of) {_N} (?:hij[ao]s|children|kids)\b"),
    re.compile(
        rf"\b(?:de(?: los)?|of(?: the)?) {_N} (?:hij[ao]s que tuvo|children(?: that)? my (?:mother|parents) had)\b"
    ),
]


def family(text: Text) -> Iterator[Facet]:
    folded = text.folded
    yield from (Facet("family", code) for code, pattern in _FAMILIES.items() if pattern.search(folded))
    yield from (Facet("family", f"{count} siblings") for count in _siblings(folded) if count)


def _siblings(folded: str) -> Iterator[int]:
    counted = [(match.span(), number(match["n"]) + number(match["n2"])) for match in _SISTERS_AND_BROTHERS.finditer(folded)]  # fmt: skip
    for pattern in _SIBLINGS:
        for match in pattern.finditer(folded):
            if not any(start <= match.start("n") < end for (start, end), _sum in counted):
                yield number(match["n"])
    yield from (count for _span, count in counted)
    yield from (number(match["n"]) - 1 for pattern in _CHILDREN for match in pattern.finditer(folded))

"""The ways of telling harm, each with where in the sentence he who did it stands. Folded text, both languages.

DID      he is its subject: "my uncle hurt me", "me lastimó mi tío", "my uncle is in prison"
NEXT     he follows at once: "raped by my uncle", "denuncié a mi tío", "afraid of my uncle"
BEFORE   he went before, as no subject: "a mi tío lo detuvieron", "they arrested him"
CALLED   a word for him, which "was" joins to who he was: "the perpetrator was my uncle"
"""

import re

_CLITIC = r"(?:me|nos|te|la|las|lo|los|le|les)"
_MINE = r"(?:mi|mis|nuestr[ao]s?|su|sus|un[ao]?s?|otr[ao]s?|las?|tres|dos|vari[ao]s)"
_AUX = r"(?:(?:ha|han|habia|habian|estaba|estaban|anduvo|andaba|volvio a|empez\w+ a|comenz\w+ a|solia|quiso|queria|intento|trato de|pudo|podia|dejo|iba a) )?"
_AR = r"(?:o|aba|aban|aron|ara|aran|ado|ando|ar)"
_HARMS = (
    r"(?:agarr|toc|manose|golpe|amenaz|lastim|acos|bes|embaraz|desnud|encerr|quem|jal|viol|peg|maltrat|drog|emborrach|arrastr|sed|hostig|chantaje|secuestr"
    r"|tortur|espi|acorral|insult|humill|amarr|explot|oblig|forz|azot|cach|abus)"
)
_NOT_TOUCHED = r"(?! (?:a (?!mi\b|mis\b|su\b|un|otr|la\b|las\b|tres|dos|nos)|el corazon|el alma|la vida|el turno|la puerta|la mano mientras|en suerte|fondo|ir\b|vivir\b|\w+[aei]r\b))"
_IRREGULAR = (
    r"(?:agred(?:io|ia|ian|ieron|ir|ido)|somet(?:io|ia|ieron|er|ido)|persegui\w*|vend(?:io|ieron)|romp(?:io|ia)|quebr(?:o|aba)|hi(?:zo|cieron) (?:mucho )?dano|hacian? (?:mucho )?dano"
    r"|dej(?:o|aron) (?:por muert|embarazad|encerrad|amarrad)\w+|escogi(?:o|eron)|eligi(?:o|eron)|grab(?:o|aba|aron) (?:desnud|con)\w*|puso (?:una pistola|un cuchillo|el machete))"
)
_OF_ME = rf"(?:mi|nosotr[ao]s|ella|ell[ao]s|{_MINE} \w+)"
_MY_PLACE = r"(?:mi (?:cuarto|cama|hamaca|petate|cuartito)|la cama)"
_HIS_PLACE = (
    r"(?:su (?:casa|cuarto|carro|cama|oficina|rancho)|un (?:hotel|motel|bano|cuarto|potrero|monte|barranco|predio)|al monte|la bodega"
    r"|una (?:casa|bodega|champa) (?:vacia|abandonada|sola))"
)
_DONE_TO_ME = rf"(?:{_CLITIC} (?:lo )?(?:hizo|hacian?|hicieron|han? hecho|habian? hecho))"

_DID_ES = "|".join(
    (
        rf"{_CLITIC} {_AUX}{_HARMS}{_AR}(?<!toco)(?<!tocaba)(?<!tocaron)",
        rf"{_CLITIC} {_AUX}toc{_AR}{_NOT_TOUCHED}",
        rf"{_CLITIC} {_AUX}{_IRREGULAR}",
        rf"{_HARMS}(?:ar|ando)(?:me|nos|la|las|lo|le|les)",
        r"(?:agredir|someter|perseguir|venderme|hacer)(?:me|nos|la|lo|le)(?: dano)?",
        rf"{_AUX}abus{_AR} de {_OF_ME}",
        rf"{_HARMS}(?:o|aba|aron|aban) a {_MINE}",
        rf"(?<!lo que ){_DONE_TO_ME} (?:dano|esto|eso|lo mismo|cosas|lo que quiso)",
        r"(?:me|se) lo (?:hizo|hacia|hicieron|hacian)",
        r"lo que (?:me|nos|le) (?:hizo|hacia|hicieron|hacian)",
        rf"(?:se )?(?:met|sub|acost|desliz|escurr|pas|entr|lleg)(?:ia|ian|io|ieron|o|aba|aban|aron|erse|arse|arse)(?: \w+){{0,2}} (?:a|en) {_MY_PLACE}",
        rf"(?:meterse|entrar|subirse) (?:a|en) {_MY_PLACE}",
        rf"{_CLITIC} (?:met|llev|jal|sub|arrastr|empuj)(?:io|ieron|ia|o|aba|aron)(?: \w+)? (?:a|en|para|hacia|detras de) {_HIS_PLACE}",
        r"(?:me|nos) (?:jal|empuj|arrastr)(?:o|aba|aron)",
        r"(?:me|nos) sent(?:o|aba) en (?:sus|las) (?:piernas|rodillas)|(?:nuestro|un) secreto|que no le dijera a nadie",
        r"(?:pidio|pedia|mandaba|mando|tomo|tomaba)(?: \w+)? fotos|(?:pidio|pedia|dijo|decia|hizo) que me quitara|(?:me|nos) pid(?:io|ia) que me quitara",
        r"(?:poner|ponia|puso|poniendo)(?:me|le|nos)? (?:las manos|la mano) encima|(?:me|nos) (?:ponia|puso|metio|metia|tapo|tapaba|toco) (?:las manos?|la mano|la boca)",
        r"(?:me|nos) buscaba (?:por las noches|de noche|en la noche|cuando)|(?:me|nos) (?:veia|miraba) banar\w*|(?:me|nos) escribia de noche",
        r"(?:me|nos) (?:compr|rob|arruin|destruy|quit|destroz)(?:o|aba|io) (?:el silencio|la (?:infancia|ninez|vida|inocencia))",
        r"(?:me|nos) ensen(?:o|aba) a ten\w+ miedo|(?:me|nos) (?:sac|ech)(?:o|aba) (?:a|de) la (?:calle|casa)",
        r"cerr(?:o|aba) (?:la puerta con llave|las persianas)|yo lo (?:habia tentado|tente)|(?:con|y) el encima",
        r"encima de mi|(?:regres|volv)(?:o|io|aron|ieron) por mi|(?:eso|esto|lo mio) (?:se llama|fue|era) (?:un )?(?:abuso|violacion|acoso|delito|incesto)",
    )
)
_ME = r"(?:me|us|her(?=[.,;:!?]| (?:and|when|with|in|at|on|for|until|too|so|as|every|from|because|while|again|sister|daughter|mother|two|three)\b)|them|my|our|both of us|the two of us|the girls|three girls|two girls|other girls|a girl)"
_HURT = (
    r"(?:abus(?:ed?|ing)|rap(?:ed?|ing)|touch(?:ed|ing)?|grop(?:ed?|ing)|hurt(?:ing)?|harm(?:ed|ing)?|threaten(?:ed|ing)?|assault(?:ed|ing)?|attack(?:ed|ing)?"
    r"|molest(?:ed|ing)?|forc(?:ed?|ing)|beat(?:en|ing)?|hit(?:ting)?|grab(?:bed|bing)?|kiss(?:ed|ing)?|drug(?:ged|ging)?|lock(?:ed|ing)?|undress(?:ed|ing)?|harass(?:ed|ing)?"
    r"|kidnap(?:ped|ping)?|exploit(?:ed|ing)?|burn(?:ed|t|ing)?|drag(?:ged|ging)?|tied|chas(?:ed?|ing)|corner(?:ed|ing)?|chok(?:ed?|ing)|fondl(?:ed?|ing)|caught|whipp(?:ed|ing)|slap(?:ped|ping)?"
    r"|tortur(?:ed?|ing)|humiliat(?:ed?|ing)|insult(?:ed|ing)?|pull(?:ed|ing)?|push(?:ed|ing)?|blackmail(?:ed|ing)?|sold|chose|sedated|stalk(?:ed|ing)?|trapp(?:ed|ing)|exposed himself to|follow(?:ed|ing)?)"
)
_PLACE_OF_HIS = r"(?:his (?:house|room|car|bed|office|place)|an? (?:(?:empty|abandoned) )?(?:house|hotel|motel|toilet|pasture|ravine|storeroom)|the woods|the storeroom)"
_DID_EN = "|".join(
    (
        rf"{_HURT} {_ME}",
        r"did (?:this|that|it|the same|something|things)(?: \w+)? to (?:me|us|her)|what he (?:did|used to do|was doing) to (?:me|us|her)|did to (?:me|us|her)|done it to (?:me|us|her)|do that to (?:me|us)|do that too",
        r"got me (?:drunk|pregnant)|made me (?:pregnant|undress|touch)|left me for dead|threw me (?:out|down|against|onto)|put (?:a gun|a knife|the machete) (?:to|on)",
        r"(?:came|come|coming|got|gets?|getting|climb\w+|crept|slip\w+|walked|used to come)(?: \w+)? in ?to my (?:room|bed|hammock)",
        r"(?:sat|sit) me on his (?:lap|knees)|(?:our|a) secret|not to tell (?:anyone|anybody)",
        r"(?:asked|asking) (?:me )?for (?:photos|pictures)|(?:sent|took)(?: me)? (?:photos|pictures)|asked me to take off|take off my|took off my|frightened me",
        r"(?:laid|lay|laying|put|putting) (?:his|their) hands? (?:on|over) (?:me|us|my)|on top of me",
        r"(?:came|come|coming) (?:looking )?for (?:me|us) (?:at night|when|in the)|came back for me|sp(?:y|ied|ying) on (?:me|us)|watch(?:ed|ing)? me (?:bathe|undress|sleep)",
        r"(?:bought|stole|ruined|destroyed|broke|burned|burnt|cover(?:ed)?|tied|twisted|took) my (?:silence|childhood|life|arm|hands?|mouth|wrist|innocence)",
        rf"(?:took|dragged|pulled|pushed) me (?:in ?to|to) {_PLACE_OF_HIS}",
        r"(?:it|that|this) (?:is called|was called|was) (?:rape|abuse|harassment|incest|a crime)|taught me to (?:be afraid|fear)|lock(?:ed)? the door|clos(?:ed?) the blinds|sent pictures of himself|i had tempted him|filmed (?:me|what he did)",
    )
)
_TRIED_ES = r"(?:preso|presa|pres[oa]s|detenid\w+|condenad\w+|capturad\w+|acusad\w+|denunciad\w+|sentenciad\w+|absuelt\w+|procesad\w+|profug\w+|libre|en (?:la )?(?:carcel|prision)|tras las rejas)"
_TRIED_EN = r"(?:arrested|convicted|sentenced|acquitted|jailed|reported|accused|charged|in (?:prison|jail)|behind bars|a fugitive|at large|free)"
_STATE = "|".join(
    (
        rf"(?:fue|fueron|esta|estan|estaba|estuvo|estuvieron|sigue|siguen|salio|quedo|cayo|sea|va) (?:{_CLITIC} )?(?:\w+ )?{_TRIED_ES}",
        r"(?:cumple|purga|paga) (?:una )?condena",
        rf"(?:is|are|was|were|has been|had been|got|stayed) (?:now |still |already |finally )?{_TRIED_EN}(?! from)",
        r"(?:is|was) (?:given|serving) \w+(?:[ -]\w+)? years|(?:spent|spending) (?:\w+ ){1,3}in (?:prison|jail)|(?:was|were) given (?:\w+ ){1,2}years",
    )
)
_ACCUSE = (
    r"(?:denunci|acus|conden|captur|arrest|sentenci|encarcel|senal|demand|enfrent|encerr)(?:e|o|amos|aron|aba|aban|ar|ara|ando|aramos)|detuv(?:o|e|ieron|imos)|detener|absolv\w+"
    r"|(?:met|pus)(?:io|o|ieron|imos|e|er) pres[oa]|llev(?:o|aron) pres[oa]|ponerle denuncia|denunciar"
)
_NEXT = "|".join(
    (
        r"(?:violad|abusad|golpead|agredid|maltratad|embarazad|amenazad|acosad|tocad|vendid|lastimad|secuestrad|explotad|obligad|forzad)[ao]s?(?: \w+)?(?: sexualmente)? (?:por|del?)",
        rf"(?:{_ACCUSE})(?: tambien)? al?",
        r"(?:declar|testifi|atestigu)\w+ (?:en )?contra(?: del?)?|(?:puse|pusimos|puso|presente|presentamos|interpuse|poner|pongo) (?:la |una |mi )?(?:denuncia|demanda) (?:al?|contra|en contra del?)",
        r"(?:orden(?:es)? de captura|juicio|proceso|caso|sentencia|cargos|denuncia|audiencia) (?:contra|en contra del?)",
        r"(?:miedo|terror|asco|panico|pavor|odio) (?:al?|del?|por)|(?:escap|defend|escond)\w+ del?|hu(?:i|imos|ir|yo) del?|sobreviv\w+ al?",
        r"(?:me|nos) (?:entreg|vend|regal|cas)(?:aron|o|io|ieron) (?:al?|con)|(?:los )?(?:abusos?|golpes|amenazas|tocamientos|manoseos) (?:del?|por parte del?)|(?:en|a) (?:las )?manos del?|lo que (?:me|nos|le) (?:hizo|hacia)",
        r"(?:hij[oa]|embarazo|nin[oa]) (?:mio )?(?:es )?de(?= mi (?:propio )?(?:padr|tio|abue|herm|prim|papa|agres))|(?:llev\w+|llevara) la policia al?|fue el,|fui victima del?",
        r"(?:raped|abused|assaulted|beaten|attacked|threatened|harassed|hurt|touched|molested|groped|sold|exploited|kidnapped|forced|pregnant)(?: \w+)? by|made pregnant by",
        r"report(?:ed|ing|s)?|testif\w+ against|(?:fil|ma|lodg|present)(?:ed|e|ing|de|ing) (?:a|the|my) (?:report|complaint)s? against|accus(?:ed?|ing)(?: of)?|arrest(?:ed|ing)|convict(?:ed|ing)|sentenc(?:ed|ing)|jailed|acquitted",
        r"(?:escap\w+|r[au]n away|ran|fled|got away|hid(?:ing)?) from|surviv(?:ed?|ing)|(?:afraid|terrified|scared|frightened|terror|fear) of",
        r"(?:warrant|trial|case|charges|sentence|proceedings|report|complaint) (?:for|against|was out for|came out (?:for|against))|against",
        r"(?:handed over|given(?: away)?|sold|married off|married me off) to|police (?:taking|took|take)|at the hands of|(?:abuse|threats|blows) (?:by|from|of)|it was him,|son is(?= my \w+'s)|child is(?= my \w+'s)",
    )
)
_BEFORE = "|".join(
    (
        rf"(?:lo|los) (?:{_ACCUSE}|mandaron a la carcel|denuncie)(?! a (?:mi|una?|la)\b)",
        r"(?:lo|los|le|les) (?:metieron|pusieron|llevaron|tienen) pres[oa]s?",
        r"(?:le|les) (?:dieron|cayeron|echaron|impusieron|salio) (?:\w+(?: y \w+)? anos|una? (?:orden|condena|sentencia)|la (?:orden|condena))",
        r"(?:le|les) (?:puse|pusimos|pusieron) (?:la |una )?denuncia",
        r"(?:reported|arrested|convicted|sentenced|jailed|accused|acquitted|charged) (?:him|them)|(?:testified|complaint|report|warrant|charges) against (?:him|them)|(?:him|them) in (?:prison|jail)",
    )
)
DID = re.compile(rf"\b(?:(?P<es>{_DID_ES})|(?P<en>{_DID_EN})|(?P<state>{_STATE}))(?!\w)")
NEXT = re.compile(rf"\b(?:{_NEXT})(?!\w)")
BEFORE = re.compile(rf"\b(?:{_BEFORE})(?!\w)")
CALLED = re.compile(
    r"\b(?:(?:mi|el|la|nuestro|un|su) (?:agresor|abusador|violador|victimario|culpable|acosador|verdugo)|(?:my|the|our|a|his|her) (?:abuser|rapist|perpetrator|attacker|aggressor|molester|harasser|tormentor))s?\b"
)
NEVER = re.compile(
    r"\b(?:nunca|jamas|no|ni|never|not|didn't|did not|wasn't|nobody|nadie|sin)(?: (?!cuando|que|when|that|y|and)\w+){0,2} $"
)
HELPED = re.compile(
    r"(?: \w+)? (?:(?:me|nos|le) (?:crey\w+|acompan\w+|ayud\w+|defend\w+|atendi\w*|explic\w+|abraz\w+|prest\w+|salv\w+|consol\w+)|(?:fue|iba|vino|llego|declaro|denuncio|testifico) conmigo"
    r"|(?:\w+ )?(?:believed|helped|defended|hugged|accompanied|treated|saved|comforted) (?:me|us|her)|(?:came|went|stood) (?:with|by) (?:me|us)|explained|(?:has )?died|murio)"
)
# Told of all, or of others in the news: only who is said to be the narrator's own counts.
GENERAL = re.compile(
    r"\b(?:much[ao]s (?:nin|muj|mad)\w+|casi siempre|a veces es|la mayoria|cada ano|noticias|periodico|la ley|ley dice|deberian|quien(?:es)? quiera|ningun[ao] nin\w+|si una?"
    r"|many (?:girls|women|children)|nearly always|almost always|usually|often it is|every year|most (?:girls|women|of)|in the news|newspaper|the law|should|if an?|can rape)\b"
)

"""Harm as Spanish tells it (folded: no accents, ñ is n). The four lists are those of harm.py."""

_ME = r"(?:me|nos|te|la|las|lo|los|le|les)"
_SOME = r"(?:mi|mis|nuestr[ao]s?|su|sus|una?|unos|otr[ao]s?|las?|dos|tres|vari[ao]s)"
_AUX = r"(?:(?:ha|han|habia|habian|estaba|estaban|anduvo|andaba|volvio a|empez\w+ a|comenz\w+ a|solia|quiso|queria|intento|trato de|pudo|podia|iba a|sigue|siguio|seguia) )?"
# Stems of verbs in -ar that hurt, force, hold, or use somebody.
_HURT = (
    r"(?:abofete|abus|acarici|acech|acorral|acos|acuchill|agarr|ahog|ahorc|amarr|amenaz|aran|arrastr|asalt|asfixi|azot|bes|cach|cachete|chantaje|cincho|cinch|coaccion|control|desnud|dispar"
    r"|drog|embaraz|emborrach|empuj|encaden|encerr|enga?n|esclaviz|espi|explot|extorsion|forceje|forz|frot|golpe|hostig|humill|insult|intimid|jal|jalone|lastim|machete|maltrat|maniat|manipul"
    r"|manose|masturb|molest|oblig|ofend|patale|pate|peg|pelliz|penetr|quem|rapt|rasgun|sacud|secuestr|sed|silenci|sob|sofoc|somat|sujet|tortur|tumb|ultraj|us|vej|vigil|viol|zarande)"
)
_AR = r"(?:o|aba|aban|aron|ara|aran|ado|ando|ar)"
# "Me tocó": not what fell to somebody's lot, nor a door, nor a heart.
_BY_HAND = rf"toc{_AR}(?! (?:a (?!mi\b|{_SOME}\b|nosotr)|el corazon|el hombro|la frente|el alma|la vida|el turno|la puerta|en suerte|fondo|ir\b|vivir\b|\w+[aei]r\b))"
_BLOW = r"(?:patada|golpe|cachetada|bofetada|punetazo|manotada|manotazo|trompada|empujon|paliza|machetazo|cinchazo|planazo|palazo)"
_IRREGULAR = (
    rf"(?:mord(?:io|ia)|escup(?:io|ia)|hiri(?:o|eron)|sedujo|desvest(?:ia)|desvistio|corrompio|prostituy(?:o|eron)|di(?:o|eron) (?:un|una|varias|varios|dos|tres|de) {_BLOW}s?|daba (?:de )?{_BLOW}s?|(?:tir|avent|lanz|bot)(?:o|aba|aron) (?:al|a la|contra|en|sobre)|(?:tir|avent|lanz|ech)(?:o|aba) (?:un |una )?(?:acido|agua|piedras?|platos?|zapatos?|tierra|gasolina|cosas)|dej(?:o|aba) sin (?:comer|comida|cenar|agua|dormir)|hizo la vida (?:imposible|un infierno|pedazos)|agred(?:io|ia|ian|ieron|ir|ido)|somet(?:io|ia|ieron|er|ido)|persegui\w*|sigui(?:o|eron)|seguia|sosten(?:ia|ian)|sujet(?:o|aba|aron)|vend(?:io|ieron|ian?)|hi(?:zo|cieron) (?:mucho )?dano|hacian? (?:mucho )?dano"
    r"|dej(?:o|aron) (?:por muert|embarazad|encerrad|amarrad)\w+|escogi(?:o|eron)|eligi(?:o|eron)|puso (?:una pistola|un cuchillo|el machete))"
)
_MY_BED = r"(?:(?:mi|nuestr[ao]) (?:cuarto|cama|hamaca|petate)|la (?:cama|hamaca))"
_HIS_PLACE = (
    r"(?:su (?:casa|cuarto|carro|cama|oficina|rancho)|(?:un|al) (?:hotel|motel|bano|cuarto|potrero|monte|barranco|predio|canaveral|cafetal|terreno|callejon|baldio|bosque|camino \w+ \w+)|la (?:bodega|milpa|construccion)"
    r"|una (?:casa|bodega|champa) (?:vacia|abandonada|sola)|(?:una?|la|el) (?:moto|carro|picop|camioneta|taxi|patrulla)(?! (?:al|hasta el|para ir) ))"
)
_ABUSE = r"(?:abuso|violacion|acoso|delito|incesto|violencia)"

DID = (
    # Done to somebody: "me lastimó", "empezó a tocarme", "abusó de mí".
    rf"{_ME} {_AUX}{_HURT}{_AR}",
    rf"{_ME} {_AUX}{_BY_HAND}",
    r"(?:me|nos) (?:acos|amenaz|golpe|hostig|humill|insult|lastim|maltrat|oblig|peg|viol)an?",
    rf"{_ME} {_AUX}{_IRREGULAR}",
    rf"(?<!antes de )(?<!sin )(?:{_HURT}|toc)(?:ar|ando)(?:me|nos|la|las|lo|le|les)",
    r"(?:agredir|someter|perseguir|vender)(?:me|nos|la|lo|le)|hacer(?:me|nos|le) dano",
    rf"{_AUX}abus{_AR} de (?:mi|nosotr[ao]s|ell?[ao]s?|{_SOME} \w+)",
    rf"(?:{_HURT}|toc|mat)(?:o|aba|aron|aban) a {_SOME}",
    # Done, without its name: "lo que me hizo", "me hacía lo mismo".
    rf"{_ME} (?:hizo|hacian?|hicieron) (?:dano|esto|eso|lo mismo|cosas|lo que quiso)|(?:me|se) lo (?:hizo|hacian?|hicieron)",
    r"lo que (?:me|nos|le) (?:hizo|hacian?|hicieron)",
    rf"(?:eso|esto|lo mio|aquello) (?:se llama|fue|era) (?:un )?{_ABUSE}",
    # Where he came, and where he took somebody.
    rf"(?:met|sub|desliz|acost|pas|entr|lleg|cruz)(?:io|ian?|ieron|o|aban?|aron|erse|arse|ar)(?: \w+){{0,2}} (?:a|en) {_MY_BED}",
    rf"{_ME} (?:met|llev|sub)(?:io|ieron|ia|o|aba|aron)(?: \w+)? (?:a|en|para|por|hacia|detras de) {_HIS_PLACE}|se meti(?:o|eron) a la casa",
    r"(?:me|nos) buscaba (?:por las noches|de noche|en la noche|cuando)|(?:regres|volv)(?:o|io|aron|ieron) por mi",
    # Alone with him.
    r"(?:me|nos) (?:invito|cito|citaba) a su \w+|(?:me|nos) (?:dejaba|hacia|hizo|pedia que me|pidio que me) (?:quedar(?:me|nos|a)? |quedara )?(?:hasta el final|de ultim[ao]|despues de)",
    # His hands, and what he would have seen.
    r"(?:poner|ponia|puso|poniendo)(?:me|le|nos)? (?:las manos|la mano) encima|(?:me|nos) (?:ponia|puso|metio|metia|tapo|tapaba|paso|pasaba) (?:las? manos?|la boca)",
    r"(?<=senti )sus? manos?|sus? manos? (?:en|sobre|debajo de|entre) (?:mi|mis|las?)|encima de mi|(?:con|y) el encima|(?:(?:me|nos) sent(?:o|aba)|sentad[ao]s?) en (?:sus|las) (?:piernas|rodillas)",
    r"(?:pidio|pedia|pedir(?:me|nos)|mandaba|mando|tomo|tomaba|tomar(?:me|nos)|exigia)(?: \w+)? fotos|(?:me|nos) (?:escribia|llamaba|mandaba mensajes) (?:por las noches|de noche|de madrugada|a medianoche|en la noche)|(?:pidio|pedia|dijo|decia|hizo) que me quitara|(?:me|nos) (?:veia|miraba) banar\w*",
    # What it left behind, and how it was kept quiet.
    r"(?:me|nos) (?:rompio|quebro|partio|torcio) (?:el|la|las|los) \w+|(?:me|nos) dej(?:o|aba) (?:la cara|un ojo|marcad|moret|cicatri|sorda|inconsciente|tirada)\w*|(?:me|nos) (?:compro|robo|arruino|destruyo|quito|destrozo) (?:el silencio|la (?:infancia|ninez|vida|inocencia))",
    r"(?:me|nos) (?:saco|sacaba|echo) (?:a|de) la (?:calle|casa)|(?:nuestro|un) secreto|que no le dijera a nadie|cerr(?:o|aba) (?:la puerta con llave|las persianas)|yo lo (?:habia tentado|tente|provoque)",
)  # fmt: skip
_TRIED = (
    r"(?:pres[oa]s?(?! politic)|detenid[oa]s?|condenad[oa]s?|capturad[oa]s?|acusad[oa]s?|denunciad[oa]s?|sentenciad[oa]s?|absuelt[oa]s?|procesad[oa]s?|profug[oa]s?|libres?"
    r"|en (?:la )?(?:carcel|prision)|tras las rejas)"
)
TRIED = (
    rf"(?:fue|fueron|esta|estan|estaba|estuvo|estuvieron|sigue|siguen|salio|quedo|cayo|va) (?:\w+ )?{_TRIED}",
    r"(?:cumple|purga|paga) (?:una )?condena|(?:fue|fueron|llego) a (?:la )?(?:carcel|prision)",
)
_ACCUSED = (
    r"(?:(?:denunci|acus|conden|captur|arrest|sentenci|encarcel|senal|demand)(?:e|o|amos|aron|aba|aban|ar|ara|ando|aramos)|detuv(?:o|e|ieron|imos)|detener|absolv\w+"
    r"|(?:met|pus|llev)(?:io|o|ieron|imos|e|er|aron) pres[oa])"
)
_HARMED = r"(?:violad|abusad|golpead|agredid|maltratad|embarazad|amenazad|acosad|tocad|vendid|lastimad|secuestrad|explotad|obligad|forzad)[ao]s?"
NEXT = (
    rf"{_HARMED}(?: \w+)? (?:por|del?)|{_ACCUSED}(?: tambien)? al?",
    r"(?:declar|testifi|atestigu)\w+ (?:en )?contra(?: del?)?|(?:pus|pon|present|interpus)\w+ (?:la |una |mi )?(?:denuncia|demanda) (?:al?|contra|en contra del?)",
    r"(?:orden(?:es)? de captura|juicio|proceso|caso|sentencia|cargos|denuncia|demanda|audiencia)(?: \w+){0,3} (?:contra|en contra del?)|(?:juicio|condena|captura|detencion|arresto) del?|(?:cont|dij)(?:e|o|ar|eron|imos)[^.,;|]{0,25} lo del?",
    r"(?:miedo|terror|asco|panico|pavor|odio) (?:al?|del?|por(?! culpa))|(?:escap|defend|escond)\w+ del?|hu(?:i|imos|ir|yo) del?|por culpa del?|(?:prohib|orden)\w+ al?(?= [^.,;]{1,25} (?:que no )?(?:se )?acerc)|para que(?= (?:mi|el) (?:\w+ ){1,2}no (?:me|nos) (?:encontr|vi|toc|agarr|peg)\w+)|sobreviv\w+ al?|victima del?|(?:qued[eo]|quedaba|quedamos|dejaron|dejaban|dejaba) sol[ao]s? con",
    r"(?:me|nos) (?:entreg|vend|regal|cas)(?:aron|o|io|ieron) (?:al?|con)|(?:abusos?|golpes|amenazas|tocamientos|manoseos) (?:del?|por parte del?)|(?:en|a) (?:las )?manos del?",
    r"hij[oa] es de(?= mi )|(?:llev\w+) la policia al?|lo que (?:hizo|hacia)(?=[^.,;]{1,30} con(?:migo| nosotr))|fue el,",
)
BEFORE = (
    rf"los? {_ACCUSED}(?! a (?:mi|una?|la)\b)|(?:lo|los|le|les) tienen pres[oa]s?|lo mandaron a la carcel|se lo llevaron(?: pres[oa]| detenido)?|(?:fue el|fueron ellos)(?= ?[.;!]|$)",
    r"les? (?:dieron|cayeron|echaron|impusieron|salio) (?:\w+(?: y \w+)? anos|(?:la|una) (?:orden|condena|sentencia))|les? (?:puse|pusimos|pusieron) (?:la |una )?denuncia",
)
# No harm by themselves: what stands around it, with him as the subject.
SIGNS = (
    r"en ropa interior|si (?:yo )?(?:lo )?(?:hablaba|contaba|decia|gritaba)|con (?:el|mi) cuerpo|no dejar(?:me|nos) (?:tocar|besar)|(?:cambiando|banando|vistiendo|desvistiendo)(?:me|nos)|a solas(?: conmigo)?|a escondidas|a la fuerza|de mi cuerpo|mi cuerpo era|(?:me|nos) ban(?:aba|abamos)|(?:me|nos) (?:desvestia|cambiaba de ropa)",
    r"para (?:verme|mirarme|espiarme|que me dejara|que no (?:hablara|contara|dijera|gritara))|(?:mis fotos|fotos (?:mias|intimas|sin ropa))|tenia amenazad[ao]s?|como me miraba a mi",
)
CALLED = r"(?:mi|el|la|nuestro|un|su) (?:agresor|abusador|violador|victimario|culpable|acosador|(?:acusado|sindicado)(?= (?:era|es|fue) ))a?s?"

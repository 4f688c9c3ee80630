"""Words that say who somebody is, in Spanish and English, folded, with one code for both. `|` parts the spellings."""

# Who did it. The second number is its weight in bits: how rare that is among perpetrators, roughly.
RELATIONS: dict[str, tuple[float, str]] = {
    "stepfather": (
        2.5,
        "padrastro|stepfather|step-father|stepdad|(?:conviviente|pareja|marido) de mi (?:madre|mama)|my (?:mother|mom|mum)'s (?:partner|boyfriend|husband)",
    ),
    "father": (
        3,
        "papa|padre biologico|(?:mi|su|nuestro) padre|(?:my|her|his|our) father|biological father|(?:my|her|his|our) dad",
    ),
    "husband": (2.5, "mi (?:ex ?)?(?:esposo|marido)|my (?:ex-?)?husband"),
    "uncle": (
        3,
        "tio|uncle|(?:esposo|marido) de mi tia|my aunt's husband|hermano de mi (?:papa|padre|mama|madre)|my (?:father|mother|dad|mom)'s brother",
    ),
    "grandfather": (4, "abuel(?:o|ito)|grandfather|grandpa|granddad"),
    "brother": (4, "hermano|hermanastro|(?:half-|half )?brother|stepbrother"),
    "cousin": (3, "primos?|cousins?"),
    "brother-in-law": (4, "cunado|brother-in-law"),
    "neighbour": (2.5, "vecinos?|neighbou?rs?"),
    "boyfriend": (3, "(?:ex ?)?novio|enamorado|ex[ -]?pareja|(?:ex-?)?boyfriend|ex-?partner"),
    "family friend": (
        3.5,
        "amig[oa] de (?:la|mi|nuestra) (?:familia|casa)|amigo de mi (?:papa|padre|mama|madre|hermano)|compadre|padrino|family friend"
        "|friend of (?:the|my|our) (?:family|father|mother|brother|dad|mom)|(?:my|the) (?:father|mother|dad|mom|mum|brother|family)'s friend|godfather",
    ),
    "teacher": (5, "maestros?|profesor(?:es)?|profe|teachers?|docentes?"),
    "headmaster": (
        7,
        "director (?:de (?:la|mi|su) escuela|del (?:colegio|instituto))|headmaster|(?:school|the|our) principal|head teacher",
    ),
    "pastor": (6, "pastor|predicador|preacher"),
    "priest": (6.5, "sacerdote|parroco|(?:el|un|del|al|otro) cura|priest|catequista|catechist"),
    "coach": (6.5, "entrenador|coach"),
    "employer": (
        5,
        "patron|jefe|capataz|caporal|supervisor|gerente|encargado|employer|boss|finquero|foreman|manager|plantation owner",
    ),
    "police officer": (
        6,
        "(?:el|un|al|del|dos|tres|unos|los|era|eran|es|siendo) policias?|agentes? de (?:la )?policia|police ?(?:officer|man|men)s?|policem[ae]n",
    ),
    "soldier": (6, "soldados?|militar(?:es)?|soldiers?"),
    "doctor": (7, "doctor|medico|enfermero|male nurse"),
    "official": (
        7.5,
        "alcalde|concejal|diputado|gobernador|(?:secretario|empleado|sindico) (?:municipal|de la muni(?:cipalidad)?)"
        "|(?:the|our|a|town|then|village) mayor|mayor of|councill?or|congressman|governor|(?:town|municipal) clerk|clerk (?:of|at) the (?:town|city) hall",
    ),
    "driver": (
        5,
        "chofer|piloto|ayudante del bus|(?:\\w*bus|taxi|truck|lorry|van|tuk-?tuk) driver|driver of the \\w*(?:bus|taxi|van|truck|lorry)|taxista|mototaxista",
    ),
}

# What the narrator or the family live from.
WORK: dict[str, str] = {
    "nurse": "enfermera|enfermero|nurse",
    "teacher": "maestra|maestro|profesora|profesor|teacher",
    "midwife": "comadrona|partera|midwife",
    "weaver": "tejedora|tejedor|weaver",
    "lawyer": "abogada|abogado|lawyer",
    "social worker": "trabajadora social|trabajador social|social worker",
    "psychologist": "psicologa|psicologo|psychologist",
    "journalist": "periodista|journalist",
    "domestic worker": "empleada domestica|trabajadora de casa|empleada de casa|domestic worker|maid|housekeeper",
    "farmer": "campesina|campesino|agricultora|agricultor|jornalera|jornalero|farmer|farmworker|farm worker",
    "coffee picker": "cortadora de cafe|cortador de cafe|coffee picker",
    "fisher": "pescadora|pescador|fisherman|fisherwoman|fisher",
    "baker": "panadera|panadero|baker",
    "tailor": "costurera|sastre|modista|seamstress|tailor|dressmaker",
    "market seller": "vendedora|vendedor|vendedora del mercado|market seller|street seller|market vendor|street vendor",
    "shopkeeper": "tendera|tendero|shopkeeper",
    "cook": "cocinera|cocinero|cook",
    "mason": "albanil|mason|bricklayer|builder",
    "carpenter": "carpintera|carpintero|carpenter",
    "driver": "chofer|taxista|conductor de bus|bus driver|taxi driver|truck driver|camionero",
    "police officer": "policia|police officer",
    "soldier": "soldado|soldier",
    "pastor": "pastora|pastor",
    "mayor": "alcaldesa|alcalde|(?:town |village |deputy )?mayor(?= of|[.,;:|]|$)(?<!la mayor)(?<!el mayor)(?<!soy mayor)",
    "doctor": "doctora|doctor|medica|medico",
    "hairdresser": "peluquera|peluquero|estilista|hairdresser",
    "factory worker": "obrera|obrero|maquilera|factory worker",
    "security guard": "guardia de seguridad|security guard",
    "accountant": "contadora|contador|perito contador|accountant",
    "engineer": "ingeniera|ingeniero|engineer",
    "musician": "musica|musico|marimbista|musician|marimba player",
    "healer": "curandera|curandero|guia espiritual|ajq'ij|healer|spiritual guide",
    "radio presenter": "locutora|locutor|radio presenter|radio host",
}
# Work told as what somebody does.
WORK_DONE: dict[str, str] = {
    "market seller": r"vend(?:ia|e|o|emos|iamos|er|iendo)\b[^.|]{0,30}\b(?:mercado|calle|plaza)|s(?:old|ells?|elling)\b[^.|]{0,30}\b(?:market|street)",
    "tortilla maker": r"(?:hac|vend|torte)(?:ia|e|o|emos|iamos|iendo|er|a|aba|ando) (?:las )?tortillas|(?:ma(?:de|kes?|king)|s(?:old|ells?|elling)) tortillas",
    "coffee picker": r"cort(?:a|o|e|aba|abamos|ar|ando) cafe|pick(?:s|ed|ing)? coffee",
    "weaver": r"(?:mi|su) (?:mama|madre|abuel\w+) (?:teje|tejia)|my (?:mother|mom|grand\w+) (?:weaves|wove)|vivo de tejer|i weave",
    "domestic worker": r"(?:trabaj\w+|serv\w+) en casas?\b(?: particular| ajena)?|lav\w+ (?:ropa )?ajen[ao]|clean(?:s|ed|ing) houses|tak(?:es?|ing) in washing",
    "shopkeeper": r"(?:tengo|tenemos|tiene|teniamos|tenia|atiendo|atendia|puse) una (?:tienda|abarroteria|libreria)|(?:keep|run|have|own|kept|ran|had|opened) a (?:small |little |corner )?shop",
    "driver": r"manej(?:o|a|aba) (?:un|una|el) (?:\w+ )?(?:picop|bus|camion|camioneta|taxi|mototaxi|tuc ?tuc|trailer|microbus)|dr(?:ives?|ove) (?:an?|the) (?:\w+ )?(?:pick-?up|bus|truck|lorry|taxi|tuk-?tuk|minibus)",
    "factory worker": r"(?:trabaj|cos)\w+\b[^.|]{0,20}\b(?:en|de) (?:un|una|la) (?:maquila|fabrica)|(?:work|sew)(?:s|ed|ing)?\b[^.|]{0,20}\b(?:in|at) (?:a|the) (?:\w+ )?factory",
    "farmer": r"(?:sembramos|siembro|sembrabamos) (?:maiz|papas?|frijol|milpa|cebolla|repollo)|(?:we|i) (?:grow|grew|plant|planted) (?:maize|corn|potatoes|beans|onions|cabbages?)",
    "fisher": r"(?:pesco|pescaba|pescamos|pescabamos)|(?:i|we) (?:fish|fished)",
    "security guard": r"cuid(?:o|a|aba) (?:un banco|una garita|un edificio)",
}

# Peoples and their languages, with bits: the smaller, the more it says (census of 2018, rounded).
PEOPLES: dict[str, tuple[float, str]] = {
    "k'iche'": (3.5, "k'ich[e']+s?|kiches?|quiche"),
    "q'eqchi'": (3.5, "q'?eqchi'?(?:es)?|kekchi(?:es)?|kek'chi"),
    "kaqchikel": (4, "(?:kaq|cak|kak)ch(?:ik|iqu)el(?:es|s)?"),
    "mam": (4.5, "(?<!my )(?<!her )(?<!his )(?<!our )mam(?:es)?"),
    "poqomchi'": (6.5, "po[qc]omchi'?(?:es)?"),
    "tz'utujil": (7, "tz'?utuj?h?il(?:es|s)?"),
    "achi": (7, "achi(?:es)?"),
    "q'anjob'al": (6.5, "[qk]'?anjob'?al(?:es)?"),
    "ixil": (7, "ixil(?:es|s)?"),
    "akateko": (8, "a[kc]ate[kc](?:[oa]s?|an)?"),
    "popti'": (8, "popti'?|ja[kc]alte[kc](?:[oa]s?)?"),
    "chuj": (7.5, "chuj(?:es)?"),
    "poqomam": (8.5, "po[qc]omam(?:es)?"),
    "ch'orti'": (7, "ch'?orti'?(?:es)?"),
    "awakateko": (9, "a(?:wa|gua)[kc]ate[kc](?:[oa]s?)?|chalchite[kc](?:[oa]s?)?"),
    "sakapulteko": (9.5, "sa[kc]apulte[kc](?:[oa]s?)?"),
    "sipakapense": (10, "sipa[kc]apenses?"),
    "uspanteko": (11, "uspante[kc](?:[oa]s?)?"),
    "tektiteko": (12, "tektite[kc](?:[oa]s?)?|tecos?"),
    "mopan": (12, "mopan(?:es)?"),
    "itza'": (12, "itza(?:'|j|es)?"),
    "garifuna": (9, "garifunas?|garinagu"),
    "xinka": (6, "xin[kc]as?"),
}

# Where a name follows or goes before, it is one of its kind.
INSTITUTIONS: dict[str, str] = {
    "school": r"(?:escuela|colegio|instituto|liceo)(?: (?:oficial|nacional|normal|privado|privada|publica|publico|rural|urbana|urbano|mixta|mixto|primaria|basico|bilingue|tecnico|experimental|por cooperativa|de (?:ninas|varones|senoritas|parvulos|educacion basica)))*"
    r"|e\.?o\.?[ru]\.?m\.?|ineb|inebc?o|pain|(?:(?:primary|secondary|high|middle|elementary|boarding|rural|public|private|technical|teacher training|mixed) )*school|academy|institute|college",
    "church": r"(?:iglesia|congregacion|ministerio)(?: (?:evangelica|catolica|pentecostal|cristiana|bautista|presbiteriana))*|parroquia|templo|capilla|church|parish|temple|chapel|congregation",
    "hospital": r"(?:hospital|clinica)(?: (?:nacional|regional|general|privado|privada|departamental))*|centro de salud|clinic|health cent(?:re|er)",
    "home": r"(?:hogar|albergue|casa)(?: (?:seguro|temporal|hogar|de (?:proteccion|abrigo|ninas|ninos|acogida)))*(?<!casa)|casa hogar|orfanato|refugio|orphanage|(?:women's )?shelter|(?:children's |safe |foster )home",
    "university": r"universidad|university",
    "company": r"empresa|fabrica|maquila|finca|hacienda|company|factory|plantation|estate",
    "association": r"asociacion|fundacion|cooperativa|foundation|association|cooperative|co-op",
}

"""What is known of names in Guatemala: diminutives, abbreviations, and words too common to point at anybody.

All in plain words, as normalise.py leaves them. Collected by hand; another country adds its own here.
"""

# A given name and how people of that name are called, in Spanish and in Mayan languages.
DIMINUTIVES: dict[str, tuple[str, ...]] = {
    name: tuple(short.split())
    for name, short in {
        "adelaida": "ade lala",
        "adriana": "adri nana",
        "agustin": "tin tino",
        "agustina": "tina",
        "alberto": "beto albertito",
        "alejandra": "ale alex sandra jana",
        "alejandro": "ale alex jandro",
        "alfonso": "poncho foncho",
        "alfredo": "fredo fredy",
        "ana": "anita any ani",
        "andrea": "andy andreita",
        "andres": "lex andresito",
        "angela": "angelita angie",
        "antonia": "tona tonita toya",
        "antonio": "tono tonito",
        "asuncion": "chon chona",
        "beatriz": "bety betty bea",
        "candelaria": "cande candi",
        "carlos": "carlitos calin",
        "carmen": "carmencita menchita mela",
        "carolina": "caro carito",
        "catalina": "cata catita cati katarin",
        "catarina": "cata catita cati katarin kat",
        "cecilia": "ceci chila",
        "concepcion": "concha conchita chon",
        "consuelo": "chelo",
        "cristina": "cris tina kitina",
        "cristobal": "cris tobal",
        "daniel": "dani",
        "daniela": "dani",
        "diego": "dieguito tek",
        "dolores": "lola lolita",
        "dominga": "minga minguita",
        "domingo": "mingo minguito minkux",
        "eduardo": "lalo guayo edu",
        "elena": "nena elenita lena",
        "elizabeth": "eli liz betty",
        "encarnacion": "chon chona",
        "enrique": "quique kike",
        "esperanza": "pelancha espe",
        "esteban": "teban",
        "eulalia": "lala ewul",
        "felipa": "pipa lipa",
        "felipe": "lipe pipe",
        "fernanda": "fer nanda",
        "fernando": "fer nando",
        "florencio": "lencho",
        "francisca": "paca paquita chica chicha pancha panchita fran",
        "francisco": "paco paquito pancho panchito chico paxcu pascu fran",
        "gabriel": "gabi gabo",
        "gabriela": "gabi gaby",
        "gaspar": "gaxpar",
        "gerardo": "yayo",
        "graciela": "chela",
        "gregoria": "goya",
        "gregorio": "goyo",
        "guadalupe": "lupe lupita",
        "guillermo": "memo guicho willy",
        "ignacio": "nacho",
        "isabel": "chabela chabelita chabe isa xepel",
        "jacinta": "chinta",
        "jacinto": "chinto",
        "jeronimo": "chomo jero",
        "jesus": "chus chuy chuchito",
        "joaquin": "quin",
        "jorge": "coque jorgito",
        "josefa": "chepa chepita pepa",
        "josefina": "jose fina chepina",
        "jose": "chepe chepito pepe pepito joselito",
        "juan": "juanito juancho xuan",
        "juana": "juanita xuana",
        "julia": "juli yuli",
        "julio": "julito",
        "leticia": "lety leti",
        "lorenza": "lencha",
        "lorenzo": "lencho",
        "lucia": "luci lucy chia",
        "luis": "lucho guicho wicho luisito",
        "luisa": "luchi lucha luisita",
        "magdalena": "magda malena lena",
        "manuel": "manolo meme manuelito nel wel",
        "manuela": "mela nela manuelita wela",
        "marcela": "chela marce",
        "marcos": "marquitos",
        "margarita": "mago mague margot rita",
        "maria": "mari mary maruca marucha mariita mariy mayita",
        "marta": "martita tita",
        "mateo": "teo matey",
        "mercedes": "meches mencha meche merce",
        "micaela": "mica micay mikela",
        "miguel": "migue miguelito mike mekel",
        "natividad": "nati",
        "nicolas": "nico colas",
        "patricia": "paty pati",
        "paula": "pau pauli",
        "pascual": "pascualito paxcual",
        "pedro": "pedrito perico lu",
        "petrona": "petro petronita",
        "rafael": "rafa",
        "ramona": "moncha",
        "ramon": "moncho",
        "rigoberta": "rigo berta",
        "rigoberto": "rigo beto",
        "roberto": "beto tito",
        "rosa": "rosita chita",
        "rosario": "chayo charo",
        "salvador": "chava salva",
        "santiago": "chago santi",
        "santos": "santitos",
        "sebastiana": "bastiana",
        "sebastian": "bastian sebas baxh",
        "silvia": "chivi silvi",
        "sofia": "sofi chofi",
        "soledad": "chole",
        "susana": "susi",
        "teresa": "tere teresita techa",
        "tomasa": "tomasita maxa",
        "tomas": "tomasito max",
        "trinidad": "trini",
        "veronica": "vero",
        "vicenta": "chenta",
        "vicente": "chente",
        "victoria": "vicky toya",
        "ximena": "xime mena",
    }.items()
}

ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    "maria": ("ma",),
    "guadalupe": ("gpe",),
    "francisco": ("fco",),
    "francisca": ("fca",),
    "concepcion": ("concep",),
    "santa": ("sta",),
    "santo": ("sto",),
    "san": ("sn",),
    "escuela": ("esc",),
    "colegio": ("col",),
    "instituto": ("inst",),
    "nuestra": ("ntra",),
    "senora": ("sra",),
    "doctor": ("dr",),
    "doctora": ("dra",),
    "profesor": ("prof",),
    "licenciado": ("lic",),
}

# What a place is, beside what it is called.
GENERIC_PLACE_WORDS = frozenset(
    """
    aldea aldeas barrio canton caserio cabecera centro ciudad colonia colegio comunidad departamento educacion
    educativo escuela finca hamlet hospital iglesia instituto basica mixta municipal municipio nacional normal
    oficial paraje parroquia poblado primaria pueblo rural school town urbana urbano vecindario village zona
    eorm inebr ineb privado privada diversificado experimental cooperativa telesecundaria nufed high primary
    secondary institute public national
    mixto liceo parvulos parvularia preprimaria basico bilingue intercultural tecnico particular evangelico evangelica
    cristiano cristiana catolico catolica adventista bautista jornada matutina vespertina numero number academy
    elementary middle christian kindergarten parcelamiento lotificacion asentamiento residencial sector
    uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince veinte treinta cuarenta
    cincuenta sesenta setenta ochenta noventa cien
    """.split()
)

# Words of Spanish and English that are surnames or places too, and surnames that so many bear that one alone points at
# nobody. Each of these is guarded together with another word, never alone.
COMMON_WORDS = frozenset(
    """
    abril agua aguilar aguirre alba alegria alfaro almendro alonso alto altos alvarado alvarez amado amador
    amaya amor angel angeles antigua aragon arana arce arias arroyo avila ayala azul bajo banda barra barrera
    barrientos barrios batres bautista becker belen benavides bermudez blanca blanco bonilla bosque bravo bueno
    burgos cabello cabrera cadena caballero calderon calle camino campo campos cano canto capilla cardona carmen
    carranza carrera carrillo casa casas castaneda castellanos castillo castro ceiba cerda cerezo cerro chacon
    chavez cobos collado concepcion conde contreras corado cordero cordova corona coronado cortes cortez cortina
    costa crespo cruz cuesta cueva cuevas de delgado diaz dominguez dorado duarte duque enriquez escobar
    escobedo escuela espana espinoza espiritu esquivel estrada estrella faro felix fernandez ferrer figueroa
    flor flores fonseca franco frontera fuente fuentes galindo gallardo gallo galvez garcia garrido garza gil
    gomez gonzales gonzalez gracia gramajo granados guerra guerrero guevara guzman heredia hermosa hernandez
    herrera herrero hidalgo hierro hoyos hurtado ibanez iglesias izquierdo jerez jimenez juarez lago lara lazo
    leal leiva leon libertad lima linares llano llanos lobo lopez lorenzo loma lomas lopes lucas lucero lugo
    luna luz macias madrid maldonado manantial mansilla mar marin marina mario marquez marroquin marron martin
    martinez mata mateo mayor maza medina mejia melendez mendez mendizabal mendoza mercado merida mesa milagro
    mina mirador miranda molina molino monja monroy montana monte montenegro montero montes monzon mora moran
    morales moreno monterroso montufar munoz murillo naranjo natividad navarro nieto nieves noche norte noriega
    nova nueva nuevo nunez obispo ochoa ojeda oliva olivares oliveros ordonez orellana oro orozco ortega ortiz
    oscuro osorio otono ovalle pacheco padilla palacio palacios palencia palma palmas paloma paredes parra
    pascual pastor paz pedro pena peralta perdomo perez perla pico piedra pineda pinto pinula plaza poblano
    ponce porras portillo portal pozo pozos prado prieto primero progreso puente puerta puerto quinonez quintana
    quinteros quiroz ramirez ramos rangel real recinos rey reyes rico rincon rio rios rivas rivera robles roca
    rodas rodriguez rojas rojo roldan roman romero rosa rosales rosario rosas rubio rueda ruiz saenz sagastume
    sagrado salas salazar salcedo salvador salguero samayoa sanchez sandoval santa santiago santizo santo santos
    sarmiento segura serrano serra sierra silva solano soledad solis solo soto sosa suarez sur tejada tejeda
    tello tierra toledo toro torre torres trejo trigo trigueros trinidad trujillo urbina urrutia vaca valdes
    valdez valencia valenzuela valle valles vargas varela vasquez vazquez vega vela velasquez velazquez vera
    verde viejo viejos vicente victoria vidal viento villa villagran villalobos villanueva villatoro virtudes
    vista vivas volcan yanes ybarra zamora zapata zarate zavala zepeda zuniga back bell brown call cannon chapel
    church clear cook coy choc cross day dean field fields fisher ford gold good grant green hall hill hope
    house john king lake lane law light long love major march mark mary may miller moon north page park paul
    penn pool poll pop power price prince queen read reed rich river rock rose sales school short smith snow
    south star stone sub summer sun sweet tot town tree wall ward water wells west white will winter wise wood
    words young max mat mats call cal tun tol toc tax sis sac tale tipaz chub macs historia guatemala mexico
    salvador honduras capital lago atitlan izabal peten quiche solola totonicapan huehuetenango quetzaltenango
    xela retalhuleu suchitepequez escuintla chimaltenango sacatepequez jalapa jutiapa zacapa chiquimula verapaz
    baja alta coban america central
    batz brito caal can cay chen cobo coc cuc cucul ical maquin mucu quej raymundo rax simon tec tecun tiul toj tum tun
    tut tzi tzoc tzul us xol yat coche maquina
    """.split()
)

"""Guatemala's 22 departments with their 340 municipalities (Instituto Nacional de Estadística, codes of 2018)."""

_LIST = """
Guatemala: Guatemala, Santa Catarina Pinula, San José Pinula, San José del Golfo, Palencia, Chinautla,
  San Pedro Ayampuc, Mixco, San Pedro Sacatepéquez, San Juan Sacatepéquez, San Raymundo, Chuarrancho, Fraijanes,
  Amatitlán, Villa Nueva, Villa Canales, San Miguel Petapa
El Progreso: Guastatoya, Morazán, San Agustín Acasaguastlán, San Cristóbal Acasaguastlán, El Jícaro, Sansare,
  Sanarate, San Antonio la Paz
Sacatepéquez: Antigua Guatemala, Jocotenango, Pastores, Sumpango, Santo Domingo Xenacoj, Santiago Sacatepéquez,
  San Bartolomé Milpas Altas, San Lucas Sacatepéquez, Santa Lucía Milpas Altas, Magdalena Milpas Altas,
  Santa María de Jesús, Ciudad Vieja, San Miguel Dueñas, Alotenango, San Antonio Aguas Calientes,
  Santa Catarina Barahona
Chimaltenango: Chimaltenango, San José Poaquil, San Martín Jilotepeque, San Juan Comalapa, Santa Apolonia,
  Tecpán Guatemala, Patzún, Pochuta, Patzicía, Santa Cruz Balanyá, Acatenango, San Pedro Yepocapa,
  San Andrés Itzapa, Parramos, Zaragoza, El Tejar
Escuintla: Escuintla, Santa Lucía Cotzumalguapa, La Democracia, Siquinalá, Masagua, Tiquisate, La Gomera,
  Guanagazapa, San José, Iztapa, Palín, San Vicente Pacaya, Nueva Concepción, Sipacate
Santa Rosa: Cuilapa, Barberena, Santa Rosa de Lima, Casillas, San Rafael las Flores, Oratorio, San Juan Tecuaco,
  Chiquimulilla, Taxisco, Santa María Ixhuatán, Guazacapán, Santa Cruz Naranjo, Pueblo Nuevo Viñas,
  Nueva Santa Rosa
Sololá: Sololá, San José Chacayá, Santa María Visitación, Santa Lucía Utatlán, Nahualá, Santa Catarina Ixtahuacán,
  Santa Clara la Laguna, Concepción, San Andrés Semetabaj, Panajachel, Santa Catarina Palopó, San Antonio Palopó,
  San Lucas Tolimán, Santa Cruz la Laguna, San Pablo la Laguna, San Marcos la Laguna, San Juan la Laguna,
  San Pedro la Laguna, Santiago Atitlán
Totonicapán: Totonicapán, San Cristóbal Totonicapán, San Francisco el Alto, San Andrés Xecul, Momostenango,
  Santa María Chiquimula, Santa Lucía la Reforma, San Bartolo
Quetzaltenango: Quetzaltenango, Salcajá, Olintepeque, San Carlos Sija, Sibilia, Cabricán, Cajolá,
  San Miguel Sigüilá, San Juan Ostuncalco, San Mateo, Concepción Chiquirichapa, San Martín Sacatepéquez, Almolonga,
  Cantel, Huitán, Zunil, Colomba, San Francisco la Unión, El Palmar, Coatepeque, Génova, Flores Costa Cuca,
  La Esperanza, Palestina de los Altos
Suchitepéquez: Mazatenango, Cuyotenango, San Francisco Zapotitlán, San Bernardino, San José el Ídolo,
  Santo Domingo Suchitepéquez, San Lorenzo, Samayac, San Pablo Jocopilas, San Antonio Suchitepéquez,
  San Miguel Panán, San Gabriel, Chicacao, Patulul, Santa Bárbara, San Juan Bautista, Santo Tomás la Unión,
  Zunilito, Pueblo Nuevo, Río Bravo, San José la Máquina
Retalhuleu: Retalhuleu, San Sebastián, Santa Cruz Muluá, San Martín Zapotitlán, San Felipe,
  San Andrés Villa Seca, Champerico, Nuevo San Carlos, El Asintal
San Marcos: San Marcos, San Pedro Sacatepéquez, San Antonio Sacatepéquez, Comitancillo, San Miguel Ixtahuacán,
  Concepción Tutuapa, Tacaná, Sibinal, Tajumulco, Tejutla, San Rafael Pie de la Cuesta, Nuevo Progreso,
  El Tumbador, El Rodeo, Malacatán, Catarina, Ayutla, Ocós, San Pablo, El Quetzal, La Reforma, Pajapita, Ixchiguán,
  San José Ojetenam, San Cristóbal Cucho, Sipacapa, Esquipulas Palo Gordo, Río Blanco, San Lorenzo, La Blanca
Huehuetenango: Huehuetenango, Chiantla, Malacatancito, Cuilco, Nentón, San Pedro Necta, Jacaltenango,
  San Pedro Soloma, San Ildefonso Ixtahuacán, Santa Bárbara, La Libertad, La Democracia, San Miguel Acatán,
  San Rafael la Independencia, Todos Santos Cuchumatán, San Juan Atitán, Santa Eulalia, San Mateo Ixtatán,
  Colotenango, San Sebastián Huehuetenango, Tectitán, Concepción Huista, San Juan Ixcoy, San Antonio Huista,
  San Sebastián Coatán, Santa Cruz Barillas, Aguacatán, San Rafael Pétzal, San Gaspar Ixchil,
  Santiago Chimaltenango, Santa Ana Huista, Unión Cantinil, Petatán
Quiché: Santa Cruz del Quiché, Chiché, Chinique, Zacualpa, San Gaspar Chajul, Chichicastenango, Patzité,
  San Antonio Ilotenango, San Pedro Jocopilas, Cunén, San Juan Cotzal, Joyabaj, Santa María Nebaj,
  San Andrés Sajcabajá, Uspantán, Sacapulas, San Bartolomé Jocotenango, Canillá, Chicamán, Ixcán, Pachalum
Baja Verapaz: Salamá, San Miguel Chicaj, Rabinal, Cubulco, Granados, El Chol, San Jerónimo, Purulhá
Alta Verapaz: Cobán, Santa Cruz Verapaz, San Cristóbal Verapaz, Tactic, Tamahú, Tucurú, Panzós, Senahú,
  San Pedro Carchá, San Juan Chamelco, Lanquín, Santa María Cahabón, Chisec, Chahal, Fray Bartolomé de las Casas,
  Santa Catalina la Tinta, Raxruhá
Petén: Flores, San José, San Benito, San Andrés, La Libertad, San Francisco, Santa Ana, Dolores, San Luis, Sayaxché,
  Melchor de Mencos, Poptún, Las Cruces, El Chal
Izabal: Puerto Barrios, Livingston, El Estor, Morales, Los Amates
Zacapa: Zacapa, Estanzuela, Río Hondo, Gualán, Teculután, Usumatlán, Cabañas, San Diego, La Unión, Huité, San Jorge
Chiquimula: Chiquimula, San José la Arada, San Juan Ermita, Jocotán, Camotán, Olopa, Esquipulas,
  Concepción las Minas, Quezaltepeque, San Jacinto, Ipala
Jalapa: Jalapa, San Pedro Pinula, San Luis Jilotepeque, San Manuel Chaparrón, San Carlos Alzatate, Monjas,
  Mataquescuintla
Jutiapa: Jutiapa, El Progreso, Santa Catarina Mita, Agua Blanca, Asunción Mita, Yupiltepeque, Atescatempa, Jerez,
  El Adelanto, Zapotitlán, Comapa, Jalpatagua, Conguaco, Moyuta, Pasaco, San José Acatempa, Quesada
"""


def _read() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entry in _LIST.replace("\n  ", " ").strip().split("\n"):
        department, _, names = entry.partition(":")
        found[department] = tuple(name.strip() for name in names.split(","))
    return found


MUNICIPALITIES = _read()

# How people call them, and how they stand on older maps.
OTHER_NAMES = {
    "Xela": "Quetzaltenango",
    "Quezaltenango": "Quetzaltenango",
    "Xelajú": "Quetzaltenango",
    "La Antigua": "Antigua Guatemala",
    "La Antigua Guatemala": "Antigua Guatemala",
    "Tecpán": "Tecpán Guatemala",
    "Ciudad de Guatemala": "Guatemala",
    "Guatemala City": "Guatemala",
    "Ciudad Capital": "Guatemala",
    "Nebaj": "Santa María Nebaj",
    "Chajul": "San Gaspar Chajul",
    "Cotzal": "San Juan Cotzal",
    "Barillas": "Santa Cruz Barillas",
    "Soloma": "San Pedro Soloma",
    "Todos Santos": "Todos Santos Cuchumatán",
    "Carchá": "San Pedro Carchá",
    "Cahabón": "Santa María Cahabón",
    "Chamelco": "San Juan Chamelco",
    "Comalapa": "San Juan Comalapa",
    "Yepocapa": "San Pedro Yepocapa",
    "Ostuncalco": "San Juan Ostuncalco",
    "Santo Tomás Chichicastenango": "Chichicastenango",
    "Chichi": "Chichicastenango",
    "Pana": "Panajachel",
    "Petapa": "San Miguel Petapa",
    "La Tinta": "Santa Catalina la Tinta",
    "San Mateo Ixtatan": "San Mateo Ixtatán",
    "Santa Cruz Quiché": "Santa Cruz del Quiché",
    "Momos": "Momostenango",
    "Mazate": "Mazatenango",
    "Ixtahuacán": "San Ildefonso Ixtahuacán",
    "Quetzaltepeque": "Quezaltepeque",
    "Tecún Umán": "Ayutla",
    "Puerto San José": "San José",
    "San Ildefonso": "San Ildefonso Ixtahuacán",
}
OTHER_DEPARTMENTS = {"Huehue": "Huehuetenango", "Toto": "Totonicapán", "Reu": "Retalhuleu", "Suchi": "Suchitepéquez"}

# Saints, surnames and common words besides: a place only where the words around say so.
AMBIGUOUS = frozenset(
    """
    Agua Blanca|Cabañas|Casillas|Catarina|Ciudad Vieja|Concepción|Dolores|El Adelanto|El Palmar|El Progreso|El Quetzal|El
    Rodeo|El Tejar|El Tumbador|Flores|Granados|Génova|Guatemala|Jerez|La Blanca|La Democracia|La Esperanza|La
    Libertad|La Reforma|La Unión|La Tinta|Las Cruces|Livingston|Los Amates|Monjas|Morales|Morazán|Nueva
    Concepción|Nuevo Progreso|Oratorio|Palencia|Pana|Pastores|Pueblo Nuevo|Quesada|Río Blanco|Río Bravo|Río Hondo|San
    Andrés|San Bartolo|San Benito|San Bernardino|San Diego|San Felipe|San Francisco|San Gabriel|San
    Ildefonso|San Jacinto|San Jerónimo|San Jorge|San José|San Juan Bautista|San Lorenzo|San Luis|San Marcos|San
    Mateo|San Pablo|San Sebastián|Santa Ana|Santa Bárbara|Santa Eulalia|Santa Rosa|Santa Rosa de Lima|Toto|Reu|Suchi|Chichi|Villa Nueva|Zaragoza|Colomba|Petén
    """.replace("\n    ", " ")
    .strip()
    .split("|")
) - {"Petén"}

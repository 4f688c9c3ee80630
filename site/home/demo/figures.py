"""Numbers with who says them. Each is (number, what it counts, source)."""

from home.demo.texts import Figure, Text

IJM_GUATEMALA = Text("IJM, página sobre Guatemala (hacia 2014)", "IJM, page on Guatemala (about 2014)")
IJM_TEN_YEARS = Text("IJM, diez años en Guatemala (2015)", "IJM, ten years in Guatemala (2015)")
IJM_BRIEF = Text(
    "IJM, recomendaciones sobre Centroamérica (mayo de 2021)", "IJM, recommendations on Central America (May 2021)"
)
IJM_CANADA = Text("IJM Canadá, visita a Guatemala (hacia 2022)", "IJM Canada, visit to Guatemala (about 2022)")
IOM = Text("OIM Guatemala, primer año de su proyecto", "IOM Guatemala, first year of its project")

THREE_OF_TEN = Figure(
    Text("3 de 10", "3 in 10"),
    Text(
        "casos de violencia sexual contra la niñez fueron investigados a fondo, según cinco años de expedientes",
        "cases of sexual violence against children were fully investigated, in five years of court files",
    ),
    IJM_GUATEMALA,
)
ONE_IN_FOUR = Figure(
    Text("1 de 4", "1 in 4"),
    Text(
        "adolescentes ha sufrido violencia sexual en algunos barrios del país",
        "adolescent girls have suffered sexual violence in some of the country’s neighbourhoods",
    ),
    IJM_GUATEMALA,
)
INSTITUTE_6486 = Figure(
    Text("6,486", "6,486"),
    Text(
        "personas atendió en un año el Instituto de la Víctima, que abrió su primera sede en 2020",
        "people were served in one year by the Victim’s Institute, which opened its first office in 2020",
    ),
    IJM_CANADA,
)
CHILDREN_372 = Figure(
    Text("372", "372"),
    Text(
        "niñas y niños fueron acompañados en su proceso de justicia entre 2005 y 2016",
        "children were accompanied on their way through the courts from 2005 to 2016",
    ),
    IJM_CANADA,
)
PROSECUTORS_350 = Figure(
    Text("Más de 350", "Over 350"),
    Text(
        "fiscales aprendieron en talleres a llevar estos casos, en tres departamentos",
        "prosecutors learnt in workshops how to handle these cases, in three departments",
    ),
    IJM_TEN_YEARS,
)
SENTENCES_111 = Figure(
    Text("111 años", "111 years"),
    Text(
        "es la pena más alta que los tribunales habían dictado por violencia sexual contra la niñez",
        "is the longest sentence that courts had handed down for sexual violence against children",
    ),
    IJM_TEN_YEARS,
)
DEPARTMENTS_22 = Figure(
    Text("22", "22"),
    Text(
        "departamentos con datos en tiempo real, abiertos a cualquiera, en el Observatorio de las Mujeres del MP",
        "departments with real-time data, open to anybody, at the Prosecutor’s Office’s Women’s Observatory",
    ),
    IJM_BRIEF,
)
TRIPLED = Figure(
    Text("El triple", "Three times"),
    Text(
        "de capturas y condenas desde que fiscalía, policía y organizaciones trabajan juntas",
        "as many arrests and convictions since prosecutors, police and organisations began to work together",
    ),
    IJM_BRIEF,
)
PROTECTED_2030 = Figure(
    Text("9.2 millones", "9.2 million"),
    Text(
        "de personas protegidas de la violencia contra mujeres y niñez: la meta de IJM y sus aliados para 2030",
        "people protected from violence against women and children: the aim of IJM and its partners for 2030",
    ),
    IJM_CANADA,
)
TRAFFICKING_65 = Figure(
    Text("Más de 65", "Over 65"),
    Text(
        "víctimas de trata recibieron ayuda en un año, veinte más de las que se esperaban",
        "victims of trafficking were assisted in one year, twenty more than expected",
    ),
    IOM,
)
OFFICIALS_61 = Figure(
    Text("61", "61"),
    Text(
        "personas de instituciones y organizaciones se formaron para atenderlas",
        "people from public offices and organisations were trained to care for them",
    ),
    IOM,
)

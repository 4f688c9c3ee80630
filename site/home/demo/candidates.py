"""The election, its candidates and the pledge. Every person and party here is invented, and so is the list."""

from dataclasses import dataclass
from datetime import date

from home.demo.texts import Text

ELECTION_SLUG = "elecciones-generales-2027"
ELECTION_NAME = Text("Elecciones generales 2027 (ficticias)", "General election 2027 (fictional)")
ELECTION_DATE = date(2027, 6, 27)
OFFICE = Text("Presidencia de la República", "President of the Republic")
# Addresses under `.example` lead nowhere (RFC 2606).
LIST_URL = "https://tribunal-electoral.example/lista-oficial-2027"
LIST_READ_DATE = date(2026, 11, 2)

PLEDGE_SLUG = "que-la-ninez-sea-lo-primero"
PLEDGE_TITLE = Text("Compromiso por la niñez", "A pledge for children")
PLEDGE_PREAMBLE = Text(
    "Si gano la elección, la violencia contra la niñez será una prioridad de mi gobierno desde el primer día. Me comprometo "
    "ante las personas sobrevivientes y ante el país a lo siguiente:",
    "If I win the election, violence against children will be a priority of my government from the first day. Before "
    "survivors and before the country I commit myself to the following:",
)
PLEDGE_POINTS = (
    Text(
        "Investigar cada caso por completo. Presentaré en cien días un plan, con metas por año, para que ninguna denuncia "
        "de violencia contra una niña o un niño se archive sin investigación.",
        "To have every case investigated in full. Within one hundred days I will present a plan, with targets for each "
        "year, so that no report of violence against a child is shelved without an investigation.",
    ),
    Text(
        "Formar a quienes reciben a las víctimas. La Policía Nacional Civil y su unidad especializada tendrán formación "
        "continua y mentoría en el puesto de trabajo, y apoyaré la de fiscales, juezas y jueces.",
        "To train those who meet victims. The National Civil Police and its specialised unit will have continuous training "
        "and mentoring on the job, and I will support that of prosecutors and judges.",
    ),
    Text(
        "Financiar el Instituto de la Víctima. Su presupuesto crecerá cada año hasta que haya atención legal, psicológica y "
        "médica gratuita en los 22 departamentos.",
        "To fund the Victim’s Institute. Its budget will grow each year until there is free legal, psychological and "
        "medical care in all 22 departments.",
    ),
    Text(
        "Hacer de los juzgados un lugar para la niñez. Promoveré salas donde niñas y niños declaren una sola vez, sin ver a "
        "su agresor, en su idioma y con acompañamiento.",
        "To make courts a place for children. I will promote rooms where children testify once only, without seeing the "
        "person who hurt them, in their own language and with somebody beside them.",
    ),
    Text(
        "Publicar los datos. Cualquiera podrá ver, por departamento y al día, cuántas denuncias hay, cuántas se investigan "
        "y cuántas llegan a sentencia, sin exponer a nadie.",
        "To publish the data. Anybody will be able to see, by department and up to date, how many reports there are, how "
        "many are investigated and how many end in a judgement, without exposing anyone.",
    ),
    Text(
        "Gobernar escuchando a las personas sobrevivientes. Tendrán un lugar en las mesas donde se decidan estas políticas, "
        "y cada año rendiré cuentas en público de este compromiso.",
        "To govern by listening to survivors. They will have a place at the tables where these policies are decided, and "
        "every year I will give public account of this pledge.",
    ),
)

PARTIES = {
    "puente": ("Partido Puente", "PUENTE", "#2b6cb0"),
    "altiplano": ("Unión del Altiplano", "UDA", "#2f855a"),
    "lago": ("Voces del Lago", "VDL", "#0e7490"),
    "milpa": ("Alternativa Milpa", "AM", "#b7791f"),
    "horizonte": ("Horizonte Cívico", "HC", "#c05621"),
    "camino": ("Camino Claro", "CC", "#6b46c1"),
    "plaza": ("Nueva Plaza", "NP", "#9b2c2c"),
    "cordillera": ("Partido Cordillera", "CORDI", "#4a5568"),
    "faro": ("Partido Faro", "PF", "#b83280"),
    "jacaranda": ("Alianza Jacaranda", "AJ", "#805ad5"),
    "acuerdo": ("Acuerdo Central", "AC", "#285e61"),
    "amate": ("Frente Amate", "FA", "#744210"),
}


@dataclass(frozen=True)
class DemoCandidate:
    """`steps` are the states that the demo leads this candidate through, from the first invitation on."""

    name: str
    party: str
    email: str
    steps: tuple[str, ...]
    reply: str = ""
    reason: str = ""


INVITED = ("invited", "delivered")
SIGNED = (*INVITED, "claimed", "verified", "published")

CANDIDATES = (
    DemoCandidate(
        "Amalia Berdúo Chay",
        "puente",
        "amalia@puente.example",
        SIGNED,
        reply="Firmo los seis puntos. Fui maestra doce años y sé lo que pesa una niña que nadie escucha. Mi equipo ya trabaja "
        "en el plan de los cien días y lo publicaremos antes de la votación.",
    ),
    DemoCandidate("Bernabé Ordóñez Lux", "altiplano", "bernabe@altiplano.example", SIGNED),
    DemoCandidate(
        "Celeste Arrivillaga Pop",
        "lago",
        "celeste@lago.example",
        SIGNED,
        reply="Con gusto y con respeto. Pido que se agregue algo que no está en el texto: que la formación llegue también a las "
        "comadronas y a las autoridades indígenas, porque a ellas se acude primero.",
    ),
    DemoCandidate("Doroteo Quim Valdizán", "milpa", "doroteo@milpa.example", SIGNED),
    DemoCandidate("Esperanza Monterroso Yac", "horizonte", "esperanza@horizonte.example", (*INVITED, "claimed")),
    DemoCandidate("Fabián Echeverría Toj", "camino", "fabian@camino.example", (*INVITED, "claimed", "verified")),
    DemoCandidate(
        "Graciela Recinos Ajú",
        "plaza",
        "graciela@plaza.example",
        (*INVITED, "declined"),
        reply="Comparto el fin, pero no firmaré documentos que aten partidas del presupuesto antes de conocer las cuentas del "
        "Estado. Mi propuesta está en la página 14 de nuestro plan y recibo al movimiento cuando guste.",
    ),
    DemoCandidate("Horacio Luarca Sis", "cordillera", "horacio@cordillera.example", (*INVITED, "declined")),
    DemoCandidate("Irma Catalán Coy", "faro", "irma@faro.example", INVITED),
    DemoCandidate("Leonel Samayoa Xol", "acuerdo", "leonel@acuerdo.example", ("invited",)),
    # Mateo's invitation lies in the mail tray: whoever tries the demo signs in his place.
    DemoCandidate("Mateo Solórzano Tux", "jacaranda", "mateo@jacaranda.example", ("invited",)),
    DemoCandidate(
        "Noemí Barrientos Cux",
        "amate",
        "noemi@amate.example",
        (*SIGNED, "withdrawn"),
        reason="Retiró su firma por carta pública: su partido pidió no asumir el punto 3.",
    ),
    DemoCandidate("Octavio Palacios Mux", "", "octavio@independiente.example", ()),
)

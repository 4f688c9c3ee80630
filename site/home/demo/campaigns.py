"""The two campaigns: one asks candidates for a pledge, the other asks everybody for the care of survivors."""

from home.demo import figures as f
from home.demo.texts import DemoCampaign, Figures, Prose, Quotation, Text

PRIORITY = DemoCampaign(
    has_pledge=True,
    stories=("three-times", "at-the-table", "glass-of-water"),
    title=Text("Que la niñez sea lo primero", "Children come first"),
    slug=Text("que-la-ninez-sea-lo-primero", "children-come-first"),
    teaser=Text(
        "Pedimos a cada candidatura presidencial que firme: la violencia contra la niñez será una prioridad de su gobierno.",
        "We ask every presidential candidate to sign: violence against children will be a priority of their government.",
    ),
    ask=Text(
        "Que cada persona que aspira a la presidencia firme que la violencia contra la niñez será una prioridad.",
        "That everyone who runs for president sign that violence against children will be a priority.",
    ),
    intro=Text(
        "Quien gobierne Guatemala decidirá si un caso se investiga o se archiva, si hay quien reciba a una niña en la "
        "puerta de un juzgado y si esa puerta queda a dos horas de su casa. Antes de pedirles el voto, las personas "
        "sobrevivientes les pedimos su firma.",
        "Whoever governs Guatemala will decide whether a case is investigated or shelved, whether there is somebody to "
        "meet a girl at the door of a court, and whether that door is two hours from her home. Before they ask for our "
        "vote, we survivors ask for their signature.",
    ),
    body=(
        Prose(
            Text(
                """
<h2>Por qué ahora</h2>
<p>Hace unos años, especialistas en derechos humanos decían que en este país era imposible. Hoy hay una unidad policial
especializada, fiscales que han aprendido a llevar estos casos, tribunales que condenan y un Instituto de la Víctima que
ayudamos a diseñar. Nada de eso nació solo y nada de eso está asegurado: depende de presupuestos, de nombramientos y de
que alguien, desde arriba, diga que importa.</p>
""",
                """
<h2>Why now</h2>
<p>Some years ago, human rights experts said that in this country it could not be done. Today there is a specialised police
unit, there are prosecutors who have learnt to handle these cases, courts that convict, and a Victim’s Institute that we
helped to design. None of it came by itself, and none of it is safe: it hangs on budgets, on appointments, and on
somebody at the top saying that it matters.</p>
""",
            )
        ),
        Figures((f.THREE_OF_TEN, f.TRIPLED, f.INSTITUTE_6486)),
        Prose(
            Text(
                """
<h2>Cómo cuidamos que sea justo</h2>
<p>Invitamos a todas las candidaturas de la lista oficial, con la misma carta y el mismo plazo. No apoyamos a ninguna. Mostramos
a quien firma, a quien dice que no y a quien todavía no responde, y cada quien puede publicar su respuesta. Una firma
solo aparece cuando dos personas del equipo han comprobado que es auténtica. Y todo queda en un registro público que
cualquiera puede verificar.</p>
<p>Después de la elección seguiremos aquí, anotando punto por punto lo que se cumple.</p>
""",
                """
<h2>How we keep it fair</h2>
<p>We invited every candidate on the official list, with the same letter and the same time to answer. We support none of them.
We show who signs, who says no and who has not answered yet, and each may publish a reply. A signature appears only when
two people of the team have checked that it is genuine. And everything goes into a public ledger that anybody can
verify.</p>
<p>After the election we will still be here, noting point by point what is kept.</p>
""",
            )
        ),
        Quotation(
            Text(
                "No les pedimos que nos tengan lástima. Les pedimos que nos pongan en el presupuesto.",
                "We don’t ask them to pity us. We ask them to put us in the budget.",
            ),
            Text("Alma Tecún Rivas, Mi Historia Importa", "Alma Tecún Rivas, Mi Historia Importa"),
        ),
    ),
    share_text=Text(
        "Las personas sobrevivientes piden a cada candidatura presidencial que la niñez sea lo primero. Vea quién ya firmó.",
        "Survivors are asking every presidential candidate in Guatemala to put children first. See who has signed.",
    ),
    give_title=Text("Sostenga la campaña", "Keep the campaign going"),
    give_text=Text(
        "Su aporte paga el trabajo de quienes comprueban cada firma y los viajes de las y los sobrevivientes que hablan con "
        "las candidaturas en los 22 departamentos.",
        "Your gift pays for the people who check each signature, and for the journeys of the survivors who speak with "
        "candidates in all 22 departments.",
    ),
    goal_minor=2_500_000,
)

CARE = DemoCampaign(
    stories=("four-oclock-bread", "said-aloud", "glass-of-water"),
    title=Text("Una puerta en cada departamento", "A door in every department"),
    slug=Text("una-puerta-en-cada-departamento", "a-door-in-every-department"),
    teaser=Text(
        "Atención gratuita, cerca y en su idioma para cada sobreviviente: abogada, psicóloga y doctora bajo un mismo techo.",
        "Free care for every survivor, nearby and in their language: lawyer, psychologist and doctor under one roof.",
    ),
    ask=Text(
        "Que en cada uno de los 22 departamentos haya una puerta donde una persona sobreviviente sea recibida.",
        "That each of the 22 departments have a door where a survivor is met.",
    ),
    intro=Text(
        "Denunciar cuesta un pasaje, un día de trabajo y mucho valor. Sanar cuesta más. El Instituto de la Víctima y "
        "organizaciones hermanas ofrecen ayuda legal, psicológica y médica sin cobrar. Pero esa ayuda sigue quedando lejos "
        "de donde vive la mayoría.",
        "To report costs a bus fare, a day’s wages and a great deal of courage. To heal costs more. The Victim’s Institute "
        "and our sister organisations give legal, psychological and medical help without charge. But that help is still "
        "far from where most people live.",
    ),
    body=(
        Figures((f.INSTITUTE_6486, f.CHILDREN_372, f.TRAFFICKING_65)),
        Prose(
            Text(
                """
<h2>Lo que hace una buena puerta</h2>
<p>Sabemos cómo debe ser porque la diseñamos quienes la hubiéramos necesitado. Que haya alguien esperando. Que una sola persona
acompañe de principio a fin. Que no haya que repetir la historia. Que se pueda llegar con los hijos y en el idioma
propio.</p>
<h2>Lo que paga su aporte</h2>
<ul>
<li><strong>El camino:</strong> pasajes y comida para llegar a una audiencia o a una terapia.</li>
<li><strong>La compañía:</strong> personas formadas que esperan con la familia, explican y traducen.</li>
<li><strong>El tiempo después:</strong> grupos de apoyo, talleres de oficio y escuelas para madres y padres.</li>
</ul>
<p>Trabajamos con el Instituto de la Víctima, la SVET y organizaciones que llevan años en esto: AMG, Oasis, la Asociación
Nuevos Horizontes y El Refugio de la Niñez, entre otras.</p>
""",
                """
<h2>What makes a good door</h2>
<p>We know what it should be like, because it was designed by those who would have needed it. Somebody is waiting. One person
stays with you from beginning to end. You don’t have to tell your story again and again. You can come with your
children, and in your own language.</p>
<h2>What your gift pays for</h2>
<ul>
<li><strong>The journey:</strong> fares and food on the way to a hearing or to therapy.</li>
<li><strong>Company:</strong> trained people who wait with the family, explain and interpret.</li>
<li><strong>The time after:</strong> support groups, workshops for a trade, and schools for parents.</li>
</ul>
<p>We work with the Victim’s Institute, with SVET, the state’s secretariat against violence and trafficking, and with
organisations that have done this for years: AMG, Oasis, Nuevos Horizontes and El Refugio de la Niñez, among others.</p>
""",
            )
        ),
        Figures((f.PROSECUTORS_350, f.OFFICIALS_61, f.PROTECTED_2030)),
    ),
    share_text=Text(
        "Sanar no debería quedar a seis horas en bus. Ayudemos a abrir una puerta en cada departamento de Guatemala.",
        "Healing should not be six hours away by bus. Let’s open a door for survivors in every department of Guatemala.",
    ),
    give_title=Text("Ayude a abrir la próxima puerta", "Help to open the next door"),
    give_text=Text(
        "Un aporte mensual permite prometerle a alguien que habrá quien le acompañe hasta el final, no solo hasta fin de mes.",
        "A monthly gift lets us promise somebody company to the very end, not just to the end of the month.",
    ),
    goal_minor=6_000_000,
)

CAMPAIGNS = (PRIORITY, CARE)

INDEX_TITLE = Text("Campañas", "Campaigns")
INDEX_SLUG = Text("campanas", "campaigns")
INDEX_INTRO = Text(
    "Lo que pedimos, a quién se lo pedimos y lo que usted puede hacer hoy.",
    "What we ask, whom we ask it of, and what you can do today.",
)

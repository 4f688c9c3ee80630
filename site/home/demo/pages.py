"""The organisation's own pages."""

from home.demo import figures as f
from home.demo.pages_of_trust import ACCESSIBILITY, PRIVACY, PROTECTION
from home.demo.texts import DemoPage, Figures, Prose, Quotation, Text

ABOUT = DemoPage(
    title=Text("Quiénes somos", "About us"),
    slug=Text("quienes-somos", "about-us"),
    teaser=Text(
        "Un movimiento de personas adultas que sobrevivimos a la violencia sexual en la niñez.",
        "A movement of adults who survived sexual violence as children.",
    ),
    intro=Text(
        "Mi Historia Importa nació en 2017, cuando un grupo de sobrevivientes dejó de esperar que alguien más hablara.",
        "Mi Historia Importa, My Story Matters, began in 2017, when a group of survivors stopped waiting for somebody else to "
        "speak.",
    ),
    body=(
        Prose(
            Text(
                """
<p>Guatemala es un país hermoso que guarda una herida. En algunos barrios, una de cada cuatro adolescentes ha sufrido
violencia sexual. Durante mucho tiempo, denunciarlo no servía de nada: una revisión de cinco años de expedientes
encontró que solo tres de cada diez casos se habían investigado a fondo.</p>
<p>Quienes formamos este movimiento fuimos esas niñas y esos niños. Hoy somos maestras, panaderos, abogadas, madres y padres.
Unas tuvimos justicia y otras no. A todas nos consta que se puede hacer mejor, porque lo hemos visto.</p>
<h2>Lo que hacemos</h2>
<ul>
<li><strong>Acompañamos.</strong> Nadie debería ir a su primera cita sin compañía.</li>
<li><strong>Proponemos.</strong> Participamos en el diseño del modelo de atención del Instituto de la Víctima, una entidad
autónoma que ofrece ayuda legal, psicológica y médica gratuita.</li>
<li><strong>Vigilamos.</strong> Pedimos compromisos a quienes quieren gobernar y anotamos si los cumplen.</li>
<li><strong>Contamos.</strong> A nuestro modo, con el nombre que queramos y mientras queramos.</li>
</ul>
""",
                """
<p>Guatemala is a beautiful country that carries a wound. In some neighbourhoods, one adolescent girl in four has suffered
sexual violence. For a long time it was no use to report it: a review of five years of court files found that only three
cases in ten had been fully investigated.</p>
<p>We in this movement were those girls and boys. Today we are teachers, bakers, lawyers, mothers and fathers. Some of us had
justice and others did not. All of us know that it can be done better, because we have seen it.</p>
<h2>What we do</h2>
<ul>
<li><strong>We stand beside people.</strong> Nobody should go to her first appointment alone.</li>
<li><strong>We propose.</strong> We took part in designing how the Victim’s Institute, an independent public body that gives
free legal, psychological and medical help, cares for people.</li>
<li><strong>We watch.</strong> We ask those who want to govern for pledges, and note whether they keep them.</li>
<li><strong>We tell.</strong> In our own way, under the name that we choose, for as long as we choose.</li>
</ul>
""",
            )
        ),
        Quotation(
            Text(
                "Un país no pasa la página hasta que la lee.",
                "A country doesn’t turn the page until it has read it.",
            ),
            Text("Mi Historia Importa", "Mi Historia Importa"),
        ),
        Figures((f.ONE_IN_FOUR, f.TRIPLED, f.DEPARTMENTS_22)),
        Prose(
            Text(
                """
<h2>Con quiénes caminamos</h2>
<p>Trabajamos junto al Instituto de la Víctima, el Ministerio Público, la SVET y organizaciones como AMG, Oasis, la Asociación
Nuevos Horizontes, El Refugio de la Niñez y MOCVIN. International Justice Mission, que llegó al país en 2005, acompaña al
movimiento y publica buena parte de los datos que citamos aquí.</p>
<h2>De dónde salen los números</h2>
<p>Cada cifra de este sitio lleva su fuente y su año. Si una fuente no dice la fecha exacta, escribimos «hacia». Si encuentra
un error, escríbanos: lo corregiremos y lo diremos.</p>
""",
                """
<h2>Who walks with us</h2>
<p>We work beside the Victim’s Institute, the Public Prosecutor’s Office, SVET and organisations such as AMG, Oasis, Nuevos
Horizontes, El Refugio de la Niñez and MOCVIN. International Justice Mission, which came to the country in 2005, supports
the movement and publishes much of the data that we quote here.</p>
<h2>Where the numbers come from</h2>
<p>Each figure on this site carries its source and its year. Where a source gives no exact date we write “about”. If you find
a mistake, write to us: we will correct it, and say so.</p>
""",
            )
        ),
    ),
)

CONTACT = DemoPage(
    title=Text("Contacto y prensa", "Contact and media"),
    slug=Text("contacto", "contact"),
    teaser=Text(
        "Cómo escribirnos, cómo pedir ayuda y qué pedimos a los medios.",
        "How to write to us, how to find help, and what we ask of the media.",
    ),
    intro=Text(
        "Leemos todo. Contestamos en español o en inglés, casi siempre en dos días hábiles.",
        "We read everything. We answer in Spanish or English, nearly always within two working days.",
    ),
    body=(
        Prose(
            Text(
                """
<h2>Si necesita ayuda ahora</h2>
<p>No somos un servicio de emergencia. En Guatemala, el Ministerio Público atiende denuncias de violencia a toda hora en el
<a href="tel:1572">1572</a>, y la Policía Nacional Civil en el <a href="tel:110">110</a>. Las dos llamadas son gratuitas.</p>
<h2>Para escribirnos</h2>
<p>Escriba a <a href="mailto:hola@historia.example">hola@historia.example</a>. Por favor no nos cuente su historia por correo: un
buzón puede abrirlo otra persona. Díganos solo cómo y a qué hora es seguro hablar con usted.</p>
<h2>Prensa</h2>
<p>Escriba a <a href="mailto:prensa@historia.example">prensa@historia.example</a>. Con gusto ponemos en contacto a medios con
voceras y voceros del movimiento. Pedimos cuatro cosas:</p>
<ul>
<li>Respetar el nombre que cada persona eligió y el asterisco que lo acompaña.</li>
<li>No pedir detalles de los hechos. No son la noticia.</li>
<li>No fotografiar a nadie sin su permiso escrito, que puede retirarse.</li>
<li>Publicar, junto a la nota, a dónde se puede llamar.</li>
</ul>
""",
                """
<h2>If you need help now</h2>
<p>We are not an emergency service. In Guatemala the Public Prosecutor’s Office takes reports of violence at any hour on
<a href="tel:1572">1572</a>, and the National Civil Police on <a href="tel:110">110</a>. Both calls are free.</p>
<h2>To write to us</h2>
<p>Write to <a href="mailto:hola@historia.example">hola@historia.example</a>. Please don’t tell us your story by e-mail: somebody
else may open a mailbox. Tell us only how, and at what hour, it is safe to speak with you.</p>
<h2>Media</h2>
<p>Write to <a href="mailto:prensa@historia.example">prensa@historia.example</a>. We gladly put the media in touch with
spokespeople of the movement. We ask for four things:</p>
<ul>
<li>Respect the name that each person chose, and the asterisk beside it.</li>
<li>Don’t ask for details of what was done. They are not the news.</li>
<li>Don’t photograph anyone without their written permission, which may be taken back.</li>
<li>Print beside the report where people can call.</li>
</ul>
""",
            )
        ),
    ),
)

PAGES = (ABOUT, PROTECTION, CONTACT, PRIVACY, ACCESSIBILITY)

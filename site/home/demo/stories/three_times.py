"""Josefa, a mother: a file that stayed open because somebody had been trained to keep it open."""

from home.demo.texts import DemoStory, Prose, Quotation, Text

THREE_TIMES = DemoStory(
    key="three-times",
    name="Josefa",
    role="relative",
    topics=("family", "justice"),
    place="GT-09",
    witness="social_worker",
    title=Text("Tres veces fui a preguntar", "Three times I went to ask"),
    slug=Text("tres-veces-fui-a-preguntar", "three-times-i-went-to-ask"),
    teaser=Text(
        "A Josefa le dijeron dos veces que esperara. La tercera la atendió una fiscal que sí buscó.",
        "Twice Josefa was told to wait. The third time she met a prosecutor who did look.",
    ),
    content_note=Text(
        "Una madre habla de la búsqueda de justicia para su hija. No describe los hechos.",
        "A mother speaks of seeking justice for her daughter. It does not describe what was done.",
    ),
    body=(
        Prose(
            Text(
                """
<p>La primera vez me dijeron: «Espere, señora, le vamos a llamar». Yo no tenía teléfono; di el de la tienda. Durante cuatro
meses le pregunté a la dueña si habían llamado. Me daba pena, porque ella ya me contestaba antes de que yo abriera la
boca.</p>
<p>La segunda vez el expediente estaba debajo de otros. Lo sacaron para enseñármelo y conté las hojas: eran seis. Seis hojas,
y dos eran las copias de mi documento. Volví en la camioneta sin poder ver el paisaje. Pensé: si mi hija fuera de otra
familia, tendría más hojas.</p>
<h2>La tercera</h2>
<p>La tercera vez me atendió una fiscal que acababa de llegar. Era joven y tenía un cuaderno. Leyó las seis hojas enteras,
delante de mí, y después dijo algo que no se me olvida: «Aquí falta casi todo. Vamos a buscarlo».</p>
<p>Y buscaron. Fueron al lugar. Hablaron con la maestra, con la vecina, con el doctor. Me explicaron en mi idioma qué era cada
paso y cuánto podía tardar. Cuando algo salía mal, me llamaban también, para que no me enterara por otros. Después supe
que ella había llevado un curso sobre cómo se trabajan estos casos. Se notaba. No porque supiera palabras, sino porque
sabía qué preguntar y a quién, y cuándo callarse.</p>
""",
                """
<p>The first time they said: “Wait, señora, we’ll call you.” I had no telephone; I gave them the shop’s. For four months I
asked the owner whether they had called. I was ashamed, because by then she would answer before I opened my mouth.</p>
<p>The second time, the file lay under other files. They pulled it out to show me and I counted the sheets: six. Six sheets,
and two of them were copies of my identity card. I rode home on the bus and could not see the landscape. I thought: if
my daughter came from another family, she would have more sheets.</p>
<h2>The third</h2>
<p>The third time I met a prosecutor who had just arrived. She was young, and she had a notebook. She read all six sheets in
front of me, and then she said something that I won’t forget: “Almost everything is missing here. Let’s go and find
it.”</p>
<p>And they did. They went to the place. They spoke with the teacher, with the neighbour, with the doctor. They explained to me
in my own language what each step was and how long it might take. When something went wrong they called me as well, so
that I shouldn’t hear it from others. Later I learnt that she had taken a course on how to work on such cases. You could
tell. Not because she knew the words, but because she knew what to ask and whom, and when to be quiet.</p>
""",
            )
        ),
        Quotation(
            Text(
                "Si mi hija fuera de otra familia, tendría más hojas.",
                "If my daughter came from another family, she would have more sheets.",
            ),
            Text("Josefa", "Josefa"),
        ),
        Prose(
            Text(
                """
<h2>Lo que pido</h2>
<p>Cuando se cerró el caso, el expediente no cabía en una caja. Mi hija no quiso verlo. Ella quería que le arreglaran la
bicicleta. Eso también lo hicimos.</p>
<p>Dicen que de cada diez casos, solo tres se investigaban completos. Yo no sé de números, pero sé en cuál lado estuvimos
primero y en cuál terminamos, y que la diferencia fue una persona que había aprendido. No puede depender de la suerte.
Por eso pido que le enseñen a todas y a todos: a la policía que abre la puerta, a quien escribe la primera hoja, a quien
decide si hay una segunda.</p>
""",
                """
<h2>What I ask</h2>
<p>When the case ended, the file no longer fitted in one box. My daughter did not want to see it. She wanted her bicycle mended.
We did that too.</p>
<p>They say that of every ten cases only three used to be investigated in full. I know nothing about numbers, but I know on
which side we began and on which we ended, and that the difference was one person who had learnt. It cannot be a matter
of luck. That is why I ask that all of them be taught: the police officer who opens the door, whoever writes the first
sheet, and whoever decides whether there is a second.</p>
""",
            )
        ),
    ),
)

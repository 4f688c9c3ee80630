"""Daniel: a man who said it for the first time at an age when everyone thinks it is over."""

from home.demo.texts import DemoStory, Prose, Quotation, Text

SAID_ALOUD = DemoStory(
    key="said-aloud",
    name="Daniel",
    role="survivor",
    topics=("healing", "community"),
    title=Text("Lo dije en una fila de sillas plásticas", "I said it on a row of plastic chairs"),
    slug=Text("lo-dije-en-una-fila-de-sillas-plasticas", "i-said-it-on-a-row-of-plastic-chairs"),
    teaser=Text(
        "A Daniel le tomó veinte años decirlo y un minuto comprobar que nadie se levantaba de su silla.",
        "It took Daniel twenty years to say it, and a minute to see that nobody got up from their chair.",
    ),
    content_note=Text(
        "Un hombre adulto habla de haber sobrevivido a violencia sexual en la niñez y de pensamientos de no seguir. "
        "No describe los hechos.",
        "A grown man speaks of having survived sexual violence as a child, and of thoughts of not going on. "
        "It does not describe what was done.",
    ),
    body=(
        Prose(
            Text(
                """
<p>De los hombres se espera que esas cosas no nos pasen y, si nos pasan, que no se note. Yo cumplí: no se notó. Fui buen
alumno, buen portero, buen yerno. Dormía con la luz encendida y decía que era por costumbre.</p>
<p>Cuando nació mi hijo empecé a tener miedo de todo. Revisaba la puerta tres veces. Una noche pensé que sin mí estarían más
tranquilos. Ese pensamiento me asustó más que los otros, y fue el que me hizo pedir ayuda. Llamé a un número que había
visto pegado en la clínica. Contestó una mujer y no me preguntó qué me pasó. Me preguntó si estaba en un lugar seguro.
Luego me preguntó si había cenado.</p>
<h2>El grupo</h2>
<p>Meses después, la psicóloga me habló de un grupo. Era un salón prestado, con sillas plásticas en fila, porque nadie había
tenido tiempo de ponerlas en círculo. Había una regla escrita en cartulina: <em>aquí nadie está obligado a contar</em>.
Fui cuatro sábados sin decir nada. Llevaba el café.</p>
<p>El quinto sábado lo dije. Fueron nueve palabras; las conté después. Esperé a que alguien se levantara y se fuera. Nadie se
levantó. El señor de al lado, que podría ser mi papá, me pasó el azúcar. «A mí me tomó cuarenta años», dijo. «Vos venís
adelantado».</p>
""",
                """
<p>Men are expected not to have such things happen to them and, if they do, not to let it show. I did my part: it did not show.
I was a good pupil, a good goalkeeper, a good son-in-law. I slept with the light on and said that it was a habit.</p>
<p>When my son was born I began to be afraid of everything. I checked the door three times. One night I thought that they would
have more peace without me. That thought frightened me more than the others, and it was the one that made me ask for
help. I called a number that I had seen on the wall of the clinic. A woman answered, and she did not ask what had
happened to me. She asked whether I was somewhere safe. Then she asked whether I had had supper.</p>
<h2>The group</h2>
<p>Months later the psychologist told me of a group. It met in a borrowed hall, on plastic chairs in a row, because nobody had
had time to put them in a circle. There was one rule, written on a piece of card: <em>nobody here has to tell</em>. I
went for four Saturdays and said nothing. I made the coffee.</p>
<p>On the fifth Saturday I said it. It was nine words; I counted them afterwards. I waited for somebody to get up and leave.
Nobody got up. The man beside me, who could have been my father, handed me the sugar. “It took me forty years,” he said.
“You’re early.”</p>
""",
            )
        ),
        Quotation(
            Text(
                "Esperé a que alguien se fuera. Me pasaron el azúcar.",
                "I waited for somebody to leave. They handed me the sugar.",
            ),
            Text("Daniel", "Daniel"),
        ),
        Prose(
            Text(
                """
<h2>Ahora</h2>
<p>No fui a un tribunal. En mi caso había pasado demasiado tiempo, y eso lo sigo masticando. Pero hay más de una manera de que
se haga justicia. Una es que mi hijo tenga un papá que duerme. Otra es ir a las escuelas con el movimiento y hablar con
los maestros sobre las señales que nadie me vio a mí.</p>
<p>Si usted está leyendo esto con la luz encendida: no hace falta que lo diga hoy. Hay una fila de sillas. Alguien lleva el
café.</p>
""",
                """
<h2>Now</h2>
<p>I never went to court. In my case too much time had passed, and I am still chewing on that. But justice can be done in more
than one way. One is that my son has a father who sleeps. Another is that I visit schools with the movement and talk to
teachers about the signs that nobody saw in me.</p>
<p>If you are reading this with the light on: you don’t have to say it today. There is a row of chairs. Somebody brings the
coffee.</p>
""",
            )
        ),
    ),
)

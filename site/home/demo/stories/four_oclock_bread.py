"""Lucero: a shelter, a trade, and a mother who went to school as well."""

from home.demo.texts import DemoStory, Prose, Quotation, Text

FOUR_OCLOCK_BREAD = DemoStory(
    key="four-oclock-bread",
    name="Lucero",
    role="survivor",
    topics=("healing", "family"),
    witness="social_worker",
    title=Text("El pan de las cuatro", "The four o’clock bread"),
    slug=Text("el-pan-de-las-cuatro", "the-four-oclock-bread"),
    teaser=Text(
        "En el refugio, Lucero aprendió un oficio y a desconfiar menos. Su mamá también fue a la escuela.",
        "At the shelter Lucero learnt a trade, and to mistrust a little less. Her mother went to school too.",
    ),
    content_note=Text(
        "Habla de la vida después de la trata de personas. No describe los hechos.",
        "Speaks of life after human trafficking. It does not describe what was done.",
    ),
    body=(
        Prose(
            Text(
                """
<p>En el refugio todo tenía hora, y al principio eso me molestaba. Desayuno a las siete, clases a las ocho, la licenciada los
martes. A las cuatro, pan. Después entendí que los horarios eran para nosotras: cuando todo ha sido un desorden, saber
qué sigue es un descanso.</p>
<p>Llegué sin hablar casi. No por terca: es que ya había hablado con demasiada gente que quería algo. Me ofrecieron dos
talleres, costura o panadería. Escogí panadería porque ahí se trabaja de pie y viendo la mesa, y nadie espera que uno
conteste.</p>
<h2>Las manos primero</h2>
<p>Doña Chabela, la maestra del horno, no preguntaba. Decía: «Más harina. Ahora dejala descansar». La masa se deja descansar
para que crezca; si uno la apura, queda dura. Un día le dije que a mí también me habían dejado descansar. Se rió y me
dijo que ya estaba yo creciendo, entonces. Fue lo primero que platiqué.</p>
<p>Me quedé allí siete meses. A mi mamá la invitaron a una escuela para padres, los sábados. Ella iba con miedo de que la
regañaran. Volvía con tareas: preguntarme una cosa buena del día, no revisar mi cuarto, pedir perdón una vez y no cien.
Las hacía todas, con lápiz, en un cuaderno de mi hermano.</p>
""",
                """
<p>At the shelter there was an hour for everything, and at first that annoyed me. Breakfast at seven, lessons at eight, the
counsellor on Tuesdays. At four, bread. Later I understood that the timetable was there for us: when everything has been
disorder, knowing what comes next is a rest.</p>
<p>I hardly spoke when I came. It wasn’t stubbornness: I had already spoken with too many people who wanted something. They
offered two workshops, sewing or baking. I chose baking, because you do it standing up and looking at the table, and
nobody expects you to answer.</p>
<h2>Hands first</h2>
<p>Doña Chabela, who taught us at the oven, asked nothing. She said: “More flour. Now let it rest.” You let dough rest so that
it rises; if you hurry it, it turns out hard. One day I told her that they had let me rest as well. She laughed and said
that I must be rising, then. It was the first conversation I had there.</p>
<p>I stayed for seven months. My mother was invited to a school for parents, on Saturdays. She went afraid of being scolded. She
came back with homework: ask me for one good thing of the day; don’t search my room; say sorry once, not a hundred times.
She did all of it, in pencil, in one of my brother’s notebooks.</p>
""",
            )
        ),
        Quotation(
            Text("La masa se deja descansar para que crezca.", "You let dough rest so that it rises."),
            Text("Lucero", "Lucero"),
        ),
        Prose(
            Text(
                """
<h2>Volver</h2>
<p>Regresé con mi familia. No es como en las películas: hay días. Pero hay pan. Vendo por encargo con una vecina, y con eso
pagué el primer año del básico. A las cuatro, esté donde esté, me da hambre.</p>
<p>Las personas que me acompañaron sabían lo que hacían. Alguien las preparó. Alguien pagó la harina, también. Si usted es de
los que pagan la harina, gracias. Salió buena.</p>
""",
                """
<h2>Going back</h2>
<p>I went back to my family. It isn’t like in the films: there are days. But there is bread. I bake to order with a neighbour,
and it paid for my first year back at school. At four o’clock, wherever I am, I get hungry.</p>
<p>The people who were with me knew what they were doing. Somebody had trained them. Somebody had paid for the flour, too. If
you are one of those who pay for the flour, thank you. It turned out well.</p>
""",
            )
        ),
    ),
    other_pseudonyms="Doña Chabela",
)

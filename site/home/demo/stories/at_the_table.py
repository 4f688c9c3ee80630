"""Alma Tecún Rivas, under her own name by choice: from being asked for a story to being asked for a judgement."""

from home.demo.texts import DemoStory, Prose, Quotation, Text

AT_THE_TABLE = DemoStory(
    key="at-the-table",
    name="Alma Tecún Rivas",
    own_name=True,
    role="leader",
    topics=("leadership", "justice"),
    other_pseudonyms="don Rufino",
    conditions="Con mi nombre, porque es mío.",
    witness="lawyer",
    title=Text("Nos hicieron lugar en la mesa", "They made room for us at the table"),
    slug=Text("nos-hicieron-lugar-en-la-mesa", "they-made-room-for-us-at-the-table"),
    teaser=Text(
        "Alma Tecún Rivas ayudó a diseñar la atención que ella no tuvo. Firma con su nombre porque así lo decidió.",
        "Alma Tecún Rivas helped to design the care that she never had. She signs with her own name, by her own choice.",
    ),
    content_note=Text(
        "Menciona violencia sexual en la niñez, sin describirla.",
        "Mentions sexual violence in childhood, without describing it.",
    ),
    body=(
        Prose(
            Text(
                """
<p>Durante años me invitaron a contar. Llegaba a un salón, contaba, la gente lloraba, me daban un refrigerio y después
otros se quedaban a decidir. Un día pregunté si podía quedarme yo también. Hubo un silencio. Alguien acercó una silla.</p>
<p>Así empezó para mí. Mi Historia Importa es un movimiento de personas adultas que sobrevivimos a la violencia sexual en la
niñez. Desde 2017 pedimos lo mismo: que la justicia llegue también a quien no tiene apellido ni padrino. Cuando el país
creó el Instituto de la Víctima, nos llamaron. Esta vez no para contar, sino para opinar sobre cómo debía atender.</p>
<h2>El croquis</h2>
<p>Recuerdo la primera sesión. Sobre la mesa había un croquis con cajas y flechas: entrada, registro, entrevista, archivo.
Era ordenado y era frío. Una compañera tomó un lapicero y dibujó, antes de la primera caja, a una persona parada en la
banqueta. «Aquí empieza», dijo. «Lleva dos horas en bus, no ha comido y está pensando en regresarse. ¿Quién la
recibe?»</p>
<p>De esa pregunta salieron muchas otras. Que no haya que explicar el motivo de la visita frente a un mostrador. Que la misma
persona acompañe de principio a fin. Que la abogada, la psicóloga y la doctora se hablen entre ellas, para que una no
tenga que repetirlo todo tres veces. Que haya alguien con quien dejar a los hijos un rato. Cosas pequeñas: las que
deciden si uno vuelve.</p>
""",
                """
<p>For years I was invited to tell my story. I would arrive in some hall and tell it; people cried, I was given a snack, and
then others stayed behind to decide. One day I asked whether I could stay as well. There was a silence. Somebody drew up
a chair.</p>
<p>That is how it began for me. Mi Historia Importa, My Story Matters, is a movement of adults who survived sexual violence as
children. Since 2017 we have asked for one thing: that justice reach people without connections too. When the country
created the Victim’s Institute, they called us. Not to tell our stories this time, but to say how it should care for
people.</p>
<h2>The diagram</h2>
<p>I remember the first session. On the table lay a diagram of boxes and arrows: entrance, registration, interview, file. It
was tidy, and it was cold. One of us took a pen and drew, in front of the first box, a person standing on the pavement.
“It starts here,” she said. “She has been two hours on a bus, she hasn’t eaten, and she is thinking of going home. Who
meets her?”</p>
<p>That question led to many others. That nobody should have to explain across a counter why she has come. That the same
person be with her from beginning to end. That the lawyer, the psychologist and the doctor talk to one another, so that
she needn’t tell everything three times. That there be somebody to leave the children with for a while. Small things:
those that decide whether you come back.</p>
""",
            )
        ),
        Quotation(
            Text(
                "Nos llamaban para que la gente llorara. Ahora nos llaman para que la gente decida mejor.",
                "They used to call us so that people would cry. Now they call us so that people decide better.",
            ),
            Text("Alma Tecún Rivas", "Alma Tecún Rivas"),
        ),
        Prose(
            Text(
                """
<h2>Por qué firmo</h2>
<p>El hombre que me hizo daño, a quien aquí llamo don Rufino, contaba con que yo me callara por vergüenza. Muchas compañeras
prefieren otro nombre, y hacen bien: una se protege como puede y como quiere. Yo decidí usar el mío. Lo pensé un año
entero, lo hablé con mi familia y con mi abogada, y sé que puedo retirarlo el día que lo necesite. Mientras tanto, la
vergüenza que cambie de casa.</p>
<p>El Instituto abrió su primera sede en 2020. En un año atendió a 6,486 personas. A veces paso por la banqueta de enfrente y
veo a alguien dudando antes de entrar. Y veo que alguien sale a recibirla.</p>
""",
                """
<h2>Why I sign</h2>
<p>The man who hurt me, whom I call don Rufino here, counted on my keeping quiet out of shame. Many of us choose another name,
and they do well: you protect yourself as you can and as you wish. I decided to use mine. I thought about it for a whole
year, I talked it over with my family and my lawyer, and I know that I can take it back on the day that I need to. Until
then, let the shame move to another house.</p>
<p>The Institute opened its first office in 2020. In one year it served 6,486 people. Sometimes I walk along the pavement
opposite and see somebody hesitate before going in. And I see somebody come out to meet her.</p>
""",
            )
        ),
    ),
)

"""Marisol: what it is to testify when a court has learnt how to listen."""

from home.demo.texts import DemoStory, Prose, Quotation, Text

GLASS_OF_WATER = DemoStory(
    key="glass-of-water",
    name="Marisol",
    role="survivor",
    topics=("justice", "healing"),
    place="GT-01",
    title=Text("La jueza me preguntó si quería agua", "The judge asked whether I would like some water"),
    slug=Text("la-jueza-me-pregunto-si-queria-agua", "the-judge-asked-whether-i-would-like-some-water"),
    teaser=Text(
        "Marisol declaró una sola vez, en una sala con cojines y sin verlo a él. Lo que recuerda de ese día es un vaso.",
        "Marisol testified once only, in a room with cushions, without having to see him. What she remembers is a glass.",
    ),
    content_note=Text(
        "Habla de un juicio por violencia sexual en la niñez. No describe los hechos.",
        "Speaks of a trial for sexual violence in childhood. It does not describe what was done.",
    ),
    body=(
        Prose(
            Text(
                """
<p>La gente cree que uno se acuerda de lo peor. Yo me acuerdo del vaso. Era de vidrio, con una flor pintada, como los
que había en la casa de mi abuela. La jueza lo llenó ella misma y lo puso donde yo lo alcanzara. «¿Querés agua,
Marisol?», me dijo. Nadie con un cargo tan grande me había preguntado nunca qué quería.</p>
<p>Yo llevaba semanas sin dormir, pensando en ese día. Me había imaginado un salón enorme, con él enfrente y todos los demás
mirándome. La psicóloga que me acompañaba lo supo sin que se lo dijera. Por eso la semana antes me llevó a conocer el
lugar vacío: dónde me iba a sentar, por qué puerta iba a entrar, cómo se apagaba el micrófono. Me dijo que, si
necesitaba parar, bastaba con levantar la mano.</p>
<h2>Una sola vez</h2>
<p>Hablé en un cuarto pequeño, con cojines. Él estaba en otra parte del edificio y yo no lo vi ni lo oí. Las preguntas me
las hacía una sola persona, despacio, con palabras que yo usaba. Levanté la mano dos veces. Las dos veces paramos, y
nadie suspiró ni vio el reloj.</p>
<p>Lo más importante vino después, y fue algo que <em>no</em> pasó: no me volvieron a llamar. Quedó grabado. Otras muchachas
del grupo habían contado lo suyo cinco, seis veces, a gente distinta, y cada vez les quedaba menos voz. Yo lo dije una
vez y valió.</p>
""",
                """
<p>People think that the worst is what stays with you. What stayed with me is the glass. It had a flower painted on it, like
the ones in my grandmother’s house. The judge filled it herself and put it where I could reach. “Would you like some
water, Marisol?” she said. Nobody with such an important job had ever asked me what I would like.</p>
<p>I had not slept properly for weeks, thinking of that day. I had imagined an enormous hall, with him across from me and
everyone else staring. The psychologist who was by my side knew it without my telling her. So the week before, she took
me to see the place empty: where I would sit, which door I would come in by, how the microphone was turned off. If I
needed to stop, she said, all I had to do was raise my hand.</p>
<h2>Once only</h2>
<p>I spoke in a small room with cushions. He was in another part of the building; I neither saw nor heard him. One person
asked the questions, slowly, in words that I use myself. I raised my hand twice. Both times we stopped, and nobody
sighed or looked at the clock.</p>
<p>The most important thing came afterwards, and it was something that did <em>not</em> happen: they never called me back.
It had been recorded. Other girls in my group had told theirs five or six times, to different people, and each time they
had a little less voice left. I said it once, and it counted.</p>
""",
            )
        ),
        Quotation(
            Text("Lo dije una vez y valió.", "I said it once, and it counted."),
            Text("Marisol", "Marisol"),
        ),
        Prose(
            Text(
                """
<h2>Lo que cambió en mí</h2>
<p>Hubo sentencia. No voy a contar de cuántos años, porque lo que yo quería no era un número. Quería que alguien que sabe
de leyes dijera en voz alta que aquello fue un delito y que la culpa tenía dueño, y que ese dueño no era yo. Lo dijeron.
Salí a la calle y hacía sol, y me compré un helado con mi mamá como cualquier día.</p>
<p>Hoy trabajo y estudio los fines de semana. Cuento esto porque sé que hay alguien sin dormir, imaginándose el salón
enorme. No siempre es así. Puede haber cojines. Puede haber una jueza que te llena el vaso. Debería haberla siempre, en
todas partes, y por eso estoy en el movimiento.</p>
""",
                """
<h2>What changed in me</h2>
<p>There was a sentence. I won’t say how many years, because a number was not what I wanted. I wanted somebody who knows
the law to say aloud that it was a crime, that the guilt had an owner, and that the owner was not me. They said it. I
walked out into the street, the sun was shining, and my mother and I bought ice cream as on any other day.</p>
<p>Now I work, and I study at weekends. I tell this because I know that somebody is lying awake, imagining the enormous
hall. It is not always like that. There can be cushions. There can be a judge who fills your glass. There should be one
always, everywhere, and that is why I am in the movement.</p>
""",
            )
        ),
    ),
)

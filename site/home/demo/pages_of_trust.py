"""How people are protected, what is kept of readers, and who can use the site."""

from home.demo.texts import DemoPage, Prose, Text

PROTECTION = DemoPage(
    title=Text("Cómo protegemos a las personas", "How we protect people"),
    slug=Text("como-protegemos", "how-we-protect-people"),
    teaser=Text(
        "Las reglas que siguen nuestras historias, y lo que hacemos para que usted pueda leerlas con tranquilidad.",
        "The rules that our stories follow, and what we do so that you can read them in peace.",
    ),
    intro=Text(
        "Este sitio está hecho para que nadie pueda usarlo para encontrar a una persona sobreviviente.",
        "This site is made so that nobody can use it to find a survivor.",
    ),
    body=(
        Prose(
            Text(
                """
<h2>Quien cuenta, decide</h2>
<ul>
<li><strong>El nombre.</strong> Cada persona elige con qué nombre aparece. Si es un seudónimo, lleva un asterisco en todas
partes. El nombre real no entra nunca a este sitio: ni en una nota, ni en una foto, ni en un archivo.</li>
<li><strong>El permiso.</strong> Vale para ciertos idiomas y ciertos lugares, y por tres años como máximo. Cuando se acaba, la
historia se retira sola.</li>
<li><strong>Cambiar de opinión.</strong> Basta pedirlo. La historia desaparece en todos los idiomas, y comprobamos que así
sea.</li>
</ul>
<h2>Cómo escribimos</h2>
<p>No describimos la violencia. No damos pueblos, escuelas ni fechas: ningún lugar más pequeño que un departamento. Lo que sabe
un vecino y lo que sabe un primo no deben juntarse en una página. Antes de los pasajes difíciles avisamos, y siempre se
puede seguir de largo.</p>
<h2>Quien lee</h2>
<p>Puede que alguien mire su pantalla. Por eso el botón <strong>Salir</strong> está siempre a la vista y lleva a una página
cualquiera; también puede oprimir tres veces la tecla Esc. Ojo: salir no borra el historial de su navegador. Si el
aparato no es suyo, use una ventana privada.</p>
""",
                """
<h2>Whoever tells, decides</h2>
<ul>
<li><strong>The name.</strong> Each person chooses the name that they appear under. A pseudonym carries an asterisk wherever it
is shown. The real name never enters this site: not in a note, a picture or a file.</li>
<li><strong>The consent.</strong> It holds for certain languages and certain places, and for three years at most. When it ends,
the story goes by itself.</li>
<li><strong>A change of mind.</strong> It is enough to ask. The story disappears in every language, and we check that it
did.</li>
</ul>
<h2>How we write</h2>
<p>We don’t describe violence. We name no village, school or date, and no place smaller than a department. What a neighbour
knows and what a cousin knows must not meet on one page. We give notice before hard passages, and you can always read
past them.</p>
<h2>Whoever reads</h2>
<p>Somebody may be looking at your screen. So the <strong>Exit</strong> button is always in sight and leads to some page or
other; you can also press the Esc key three times. Take care: leaving does not clear your browser’s history. If the
device is not yours, use a private window.</p>
""",
            )
        ),
    ),
)

PRIVACY = DemoPage(
    title=Text("Privacidad", "Privacy"),
    slug=Text("privacidad", "privacy"),
    teaser=Text("Qué guardamos de usted y qué no.", "What we keep of you, and what we don’t."),
    intro=Text(
        "Si solo viene a leer, no guardamos nada de usted. Ni una sola cookie.",
        "If you only come to read, we keep nothing of you. Not a single cookie.",
    ),
    body=(
        Prose(
            Text(
                """
<h2>Al leer</h2>
<p>No usamos cookies ni medidores de visitas, y ninguna página pide nada a otros sitios. Nadie más se entera de lo que leyó
aquí.</p>
<h2>Al inscribirse</h2>
<p>Guardamos su correo, su idioma, los temas que eligió y la prueba de que lo confirmó. Usamos Mailchimp para enviar las cartas.
Cada una trae un enlace para darse de baja con un clic, y puede pedirnos que borremos todo.</p>
<h2>Al dar</h2>
<p>El pago se hace en Stripe: su tarjeta nunca pasa por nosotros. Guardamos su nombre, si quiere darlo, su correo y sus aportes,
porque la ley nos pide llevar cuentas.</p>
<h2>Al compartir</h2>
<p>El enlace personal de una persona del movimiento cuenta cuántas visitas, inscripciones y aportes trajo cada día. No sabe quién lo
siguió. Los números menores de diez no se muestran a nadie.</p>
<h2>Sus derechos</h2>
<p>Puede ver, corregir o borrar lo que tenemos de usted. Escriba a
<a href="mailto:hola@historia.example">hola@historia.example</a>.</p>
""",
                """
<h2>When you read</h2>
<p>We use no cookies and no visitor counters, and no page asks anything of another site. Nobody else learns what you read
here.</p>
<h2>When you sign up</h2>
<p>We keep your address, your language, the topics that you chose and the proof that you confirmed. We send our letters through
Mailchimp. Each has a link to unsubscribe with one click, and you can ask us to erase everything.</p>
<h2>When you give</h2>
<p>You pay at Stripe: your card never passes through us. We keep your name, if you wish to give it, your address and your gifts,
because the law asks us to keep accounts.</p>
<h2>When you share</h2>
<p>A member’s own link counts how many visits, sign-ups and gifts it brought each day. It does not know who followed it. Numbers
below ten are shown to nobody.</p>
<h2>Your rights</h2>
<p>You may see, correct or erase what we have of you. Write to
<a href="mailto:hola@historia.example">hola@historia.example</a>.</p>
""",
            )
        ),
    ),
)

ACCESSIBILITY = DemoPage(
    title=Text("Accesibilidad", "Accessibility"),
    slug=Text("accesibilidad", "accessibility"),
    teaser=Text("Para que pueda usar este sitio como lo necesite.", "So that you can use this site the way you need."),
    intro=Text(
        "Una historia que no se puede leer no se ha contado.",
        "A story that cannot be read has not been told.",
    ),
    body=(
        Prose(
            Text(
                """
<p>Hicimos este sitio siguiendo las pautas WCAG 2.2, nivel AA. Funciona con teclado y con lectores de pantalla, con la letra al
doble de su tamaño, en un teléfono pequeño y con una conexión lenta. Respeta si usted prefiere fondo oscuro o menos
movimiento. Casi todo funciona también sin JavaScript.</p>
<h2>Lo que todavía falta</h2>
<p>Por ahora estamos en español e inglés. Queremos estar también en los idiomas mayas que hablan muchas de las familias a las que
acompañamos. Todavía no todas las historias se pueden escuchar.</p>
<h2>Díganos qué no funciona</h2>
<p>Escriba a <a href="mailto:hola@historia.example">hola@historia.example</a> y cuéntenos qué quería hacer y con qué aparato. Si
prefiere, le enviamos cualquier página en letra grande.</p>
""",
                """
<p>We made this site by the WCAG 2.2 guidelines, level AA. It works by keyboard and with screen readers, with letters at twice
their size, on a small phone and over a slow connection. It respects your choice of a dark background or of less
movement. Nearly everything works without JavaScript as well.</p>
<h2>What is still missing</h2>
<p>For now we are here in Spanish and English. We want to be here too in the Mayan languages of many of the families whom we
accompany. Not all stories can be listened to yet.</p>
<h2>Tell us what doesn’t work</h2>
<p>Write to <a href="mailto:hola@historia.example">hola@historia.example</a> and tell us what you wanted to do and on which
device. If you like, we will send you any page in large print.</p>
""",
            )
        ),
    ),
)

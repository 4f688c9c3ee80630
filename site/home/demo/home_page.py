"""The first page."""

from home.demo import figures as f
from home.demo.texts import Text

FIELDS: dict[str, Text] = {
    "seo_title": Text("Mi Historia Importa", "My Story Matters"),
    "search_description": Text(
        "Personas adultas que sobrevivimos a la violencia sexual en la niñez, por una Guatemala donde ya no pase.",
        "Adults who survived sexual violence as children, for a Guatemala where it no longer happens.",
    ),
    "hero_eyebrow": Text("Mi Historia Importa · Guatemala", "Mi Historia Importa · Guatemala"),
    "hero_title": Text("Nos pasó.\nLo contamos.\nLo cambiamos.", "It happened to us.\nWe tell it.\nWe change it."),
    "hero_text": Text(
        "Somos personas adultas que sobrevivimos a la violencia sexual en la niñez. Desde 2017 pedimos justicia para las "
        "niñas y los niños de hoy, y ya estamos cambiando cómo se les recibe, se les escucha y se les cree.",
        "We are adults who survived sexual violence as children. Since 2017 we have been asking for justice for the children "
        "of today, and we are already changing how they are met, heard and believed.",
    ),
    "voice_title": Text("Quiénes hablamos aquí", "Who is speaking here"),
    "voice_text": Text(
        "Este movimiento lo llevamos sobrevivientes. Ayudamos a diseñar la atención del Instituto de la Víctima; hoy vamos a "
        "escuelas, juzgados y ministerios, y hablamos con quienes quieren gobernar. Cada quien decide qué cuenta, con qué "
        "nombre y hasta cuándo.",
        "This movement is led by survivors. We helped to design how the Victim’s Institute cares for people; today we go to "
        "schools, courts and ministries, and we speak with those who want to govern. Each of us decides what to tell, under "
        "which name, and for how long.",
    ),
    "voice_quotation": Text(
        "Antes nos llamaban para que la gente llorara. Ahora nos llaman para que la gente decida mejor.",
        "They used to call us so that people would cry. Now they call us so that people decide better.",
    ),
    "voice_attribution": Text("Alma Tecún Rivas, con su nombre", "Alma Tecún Rivas, under her own name"),
    "stories_title": Text("Historias contadas a nuestra manera", "Stories told our way"),
    "stories_text": Text(
        "Sin morbo y sin lástima. Un nombre con asterisco* es un seudónimo: protege a quien cuenta.",
        "Without horror and without pity. A name with an asterisk* is a pseudonym: it protects the person who tells.",
    ),
    "figures_title": Text("Lo que era imposible", "What could not be done"),
    "figures_text": Text(
        "Cuando todo empezó, en 2005, la gente experta decía que el sistema estaba demasiado roto. Falta muchísimo. Pero miren.",
        "When it all began, in 2005, the experts said that the system was too broken. There is a very long way to go. But look.",
    ),
    "give_title": Text("Camine con nosotras y nosotros", "Walk with us"),
    "give_text": Text(
        "Un caso puede durar años. Con un aporte mensual, quien decide hablar sabe que no va a llegar sola al final.",
        "A case can take years. With a gift every month, whoever decides to speak knows that she won’t reach the end alone.",
    ),
    "signup_title": Text("Una carta de vez en cuando", "A letter now and then"),
    "signup_text": Text(
        "Historias, noticias de las campañas y maneras de ayudar. Nunca más de dos al mes, y con un asunto discreto.",
        "Stories, news of the campaigns and ways to help. Never more than two a month, under a discreet subject line.",
    ),
}

FIGURES = (f.INSTITUTE_6486, f.TRIPLED, f.SENTENCES_111, f.DEPARTMENTS_22, f.CHILDREN_372, f.THREE_OF_TEN)

# The stories on the first page, by key.
STORIES = ("glass-of-water", "at-the-table", "three-times")

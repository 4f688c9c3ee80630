"""The demo's stories, in the order of the index."""

from home.demo.stories.at_the_table import AT_THE_TABLE
from home.demo.stories.four_oclock_bread import FOUR_OCLOCK_BREAD
from home.demo.stories.glass_of_water import GLASS_OF_WATER
from home.demo.stories.said_aloud import SAID_ALOUD
from home.demo.stories.three_times import THREE_TIMES
from home.demo.texts import Text

STORIES = (GLASS_OF_WATER, AT_THE_TABLE, THREE_TIMES, SAID_ALOUD, FOUR_OCLOCK_BREAD)

INDEX_TITLE = Text("Historias", "Stories")
INDEX_SLUG = Text("historias", "stories")
INDEX_INTRO = Text(
    "Cada historia la cuenta quien la vivió, con el nombre que eligió y mientras así lo quiera. Los nombres con asterisco* "
    "son seudónimos.",
    "Each story is told by the person who lived it, under the name that they chose and for as long as they wish. Names with "
    "an asterisk* are pseudonyms.",
)

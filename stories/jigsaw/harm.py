"""The ways of telling harm, each with where in the sentence he who did it stands. Folded text, both languages.

DID      he is its subject: "my uncle hurt me", "me lastimó mi tío"; TRIED: "my uncle is in prison"
NEXT     he follows at once: "raped by my uncle", "denuncié a mi tío", "afraid of my uncle"
BEFORE   he went before, as no subject: "a mi tío lo detuvieron", "they arrested him"
SIGNS    he is its subject, and harm is hinted at only: "my uncle sought me out alone"
CALLED   a word for him, which "was" joins to who he was: "the perpetrator was my uncle"
"""

import re

from stories.jigsaw import harm_english, harm_spanish

_SPANISH, _ENGLISH = "|".join(harm_spanish.DID), "|".join(harm_english.DID)
_TRIED = "|".join((*harm_spanish.TRIED, *harm_english.TRIED))
DID = re.compile(rf"\b(?:(?P<spanish>{_SPANISH})|(?P<english>{_ENGLISH})|(?P<tried>{_TRIED}))(?!\w)")
NEXT = re.compile(rf"\b(?:{'|'.join((*harm_spanish.NEXT, *harm_english.NEXT))})(?!\w)")
BEFORE = re.compile(rf"\b(?:{'|'.join((*harm_spanish.BEFORE, *harm_english.BEFORE))})(?!\w)")
SIGNS = re.compile(rf"\b(?:{'|'.join((*harm_spanish.SIGNS, *harm_english.SIGNS))})(?!\w)")
CALLED = re.compile(rf"\b(?:{harm_spanish.CALLED}|{harm_english.CALLED})(?!\w)")

NEVER = re.compile(
    r"\b(?:nunca|jamas|no|ni|never|not|didn't|wasn't|nobody|nadie|sin|without)(?: (?!cuando|que|when|that|y|and)\w+){0,2} $"
)
# Of fear alone does a "never" clear him: whom somebody never reported may have done it.
FEARED = re.compile(r"miedo|terror|asco|panico|pavor|odio|afraid|scared|frightened|fear|terrified")
HELPED = re.compile(
    r"(?: \w+)? (?:(?:me|nos|le) (?:crey\w+|acompan\w+|ayud\w+|defend\w+|atendi\w*|explic\w+|abraz\w+|prest\w+|salv\w+|consol\w+|cuid\w+)|(?:fue|iba|vino|llego|declaro|denuncio|testifico) conmigo"
    r"|(?:\w+ )?(?:believed|helped|defended|hugged|accompanied|treated|saved|comforted) (?:me|us|her)|(?:came|went|stood) (?:with|by) (?:me|us)|explained|(?:has )?died|murio)"
)
# Told of all, or of others in the news: only who is said to be the narrator's own counts.
GENERAL = re.compile(
    r"\b(?:much[ao]s (?:nin|muj|mad)\w+|casi siempre|a veces es|la mayoria|cada ano|noticias|periodicos?|la ley|ley dice|deberian|quien(?:es)? quiera|ningun[ao] nin\w+|si una?"
    r"|many (?:girls|women|children)|nearly always|almost always|usually|often it is|every year|most (?:girls|women|of)|in the news|(?:news)?papers?|the law|should|if an?|can rape)\b"
)
# Who was asked for: "The judge asked who. I answered that it was my father."
ASKED_WHO = re.compile(r"\b(?:quien|who)(?:(?: (?:te|le|me|lo|se|hizo|hacia|habia|hecho|fue|era|did|had|done|was|this|that|it|to|you))*(?:[.?!]|$))|\bquien (?:te|me|le) (?:lo )?(?:hizo|hacia)|\bwho did (?:that|this|it)")  # fmt: skip

"""Whether a sentence speaks of harm that somebody did, or of a trial: there, a relation is that to a perpetrator."""

import re

_ME = r"(?:me|nos|la|las|le|les|lo|los|te)"
_SPANISH = (
    r"abus\w+|viol(?:o|a|e|an|en|aba\w*|ad[oa]s?|ar\w*|aron|and\w+|acion\w*|ador\w*)|agred\w+|agres\w+|dano|lastim\w+"
    rf"|{_ME} toc(?:o|a|aba|aban|aron)\b(?! (?:a |en |ir |vivir |\w+[aei]r\b))|(?:tocar|tocando|manosear|manoseando)(?:me|nos|la|le)|toc(?:o|aba) a (?:mi|su|otr)\w*|tocamientos?"
    r"|manose\w+|amenaz\w+|oblig\w+|forz\w+|fuerza(?! de)|denunci\w+|conden\w+|deten\w+|detuv\w+|captur\w+|pres[oa]s?|carcel|prision|tras las rejas|sentenci\w+"
    r"|acus\w+|culpable|golpe\w*|peg(?:o|aba|aban|aron|arme)|me embarazo|embarazarme|embarazada (?:de|por)|acos(?:o|a|aba\w*|ar\w*|ador\w*|ando)|secuestr\w+|explot(?:o|aba\w*|ar\w*|ador\w*)"
    r"|me (?:agarr|bes|emborrach|drog|persegu|persigui|manose)\w+|profugo|absuelt\w+|absolv\w+|extorsion\w+|viola\w+"
    r"|se (?:met|sub)(?:ia|io) (?:a|en) mi (?:cuarto|cama)|en sus (?:piernas|rodillas)|(?:nuestro|un) secreto|no le dig\w+ a nadie"
    r"|(?:miedo|terror|asco|panico) a (?:mi|el|l)\b|me (?:daba|dio|da) (?:miedo|terror|asco)|(?:pidio|pedia|mandaba|mando|tomo|tomaba) fotos|que me quitara|quitarme|tentado"
    r"|me encerr\w+|me desnud\w+|me (?:hizo|hacia|hicieron|hacian)|lo que (?:nos |te )?hizo"
)
_ENGLISH = (
    r"abus\w+|rap(?:ed|ing|ists?|e|es)|touch(?:ed|ing)|grop(?:ed|ing)|hurt\w*|harm\w*|threat\w+|assault\w*|attack\w*|molest\w*|forc(?:ed|ing)|report(?:ed|ing)"
    r"|convict\w+|arrest\w*|jail\w*|prison\w*|behind bars|sentenc\w+|accus\w+|guilty|beat|beating|beaten|hit (?:me|us|her)|perpetrator|did (?:this |it )?to (?:me|us|her)"
    r"|(?:grabbed|kissed|followed|drugged) (?:me|us|her)|got me drunk|fugitive|at large|acquitted|blackmail\w*|tempted him"
    r"|(?:came|come|got|climbed|crept) into my (?:room|bed)|on his (?:lap|knees)|(?:our|a) secret|(?:don't|not to|never) tell (?:anyone|anybody)"
    r"|(?:afraid|terrified|scared|frightened) of (?:my|the|him)|frightened me|(?:asked|asking) (?:me )?for (?:photos|pictures)|(?:sent|took) (?:me )?(?:photos|pictures)|take off my|took off my"
    r"|testif\w+ against|harass\w+|made me pregnant|pregnant by|kidnap\w+|exploit\w*|locked (?:me|us)|undress\w*"
)
_HARM = re.compile(rf"\b(?:{_SPANISH}|{_ENGLISH})(?!\w)")
_HELPS = re.compile(
    r"\b(?:(?:me|nos|le) (?:crey\w+|acompan\w+|ayud\w+|defend\w+|atendi\w*|explic\w+)"
    r"|(?:believed|helped|defended|came with|went with|stood by|accompanied|treated) (?:me|us|her)|explained)"
)
# What the next sentence tells of him who was named in this one.
_HE = re.compile(
    r"\b(?:(?:pidio|pedia) (?:que me|fotos)|asked me (?:to take off|for (?:photos|pictures))|(?:me|nos|la) (?:toc(?:o|aba)|viol(?:o|aba)|golpe(?:o|aba)|peg(?:o|aba)|oblig(?:o|aba)|forz(?:o|aba)|amenaz(?:o|aba)|acos(?:o|aba)|lastim(?:o|aba))"
    r"|abus(?:o|aba) de|(?:lo|fue|esta|estuvo) (?:detuvieron|detenid\w+|capturad\w+|capturaron|condenad\w+|condenaron|acus\w+|denunci\w+|pres[oa])"
    r"|(?:touched|raped|beat|hit|forced|threatened|harassed|hurt|abused|groped) (?:me|us|her)|he (?:\w+ ){0,2}(?:touched|raped|beat|hit|forced|threatened|harassed|hurt|abused|is in (?:prison|jail)|was (?:arrested|convicted|sentenced|jailed|reported|accused))"
    r"|(?:convicted|arrested|sentenced|reported|accused|jailed) him|him in (?:prison|jail))(?!\w)"
)


# A witness is no perpetrator.
WITNESS = re.compile(
    r" (?:que|who|and a \w+ who) (?:had |nos |me |lo |la )?(?:oyo|vio|escucho|supo|creyo|heard|saw|knew|believed)\b"
)


def tells_of_harm(folded: str, following: str = "") -> bool:
    """Of one sentence. What `following`, the next one, says of "him" belongs to whoever was named in this one."""
    return not _HELPS.search(folded) and bool(_HARM.search(folded) or _HE.search(following))

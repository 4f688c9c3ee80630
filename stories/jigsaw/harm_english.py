"""Harm as English tells it (folded: lower case). The lists are those of harm.py."""

_ME = (
    r"(?:me|us|her(?=[.,;:!?]| (?:and|when|with|in|at|on|for|until|too|so|as|every|from|because|while|again|sister|daughter|mother)\b)"
    r"|them|my(?! (?:hand|hair|shoulders?|eye|attention|heart|feelings|story|name|words?)\b)|our|both of us|(?:the|two|three|other|some|several|many) (?:\w+ )?(?:girls|boys|children|of us)|a girl)"
)
# Verbs that hurt, force, hold, or use somebody: those that take -ed and -ing as they are, those that lose an e or
# double a letter, and the irregular ones.
_REGULAR = (
    r"assault|abduct|attack|belt|caress|corner|exploit|follow|gag|harass|harm|humiliat|hurt|insult|intimidat|kick|kill|kiss|coax|lick|lock|mistreat|molest|pester|pinch|pull|punch|punish|push|smack|smother|stalk"
    r"|strip|threaten|torment|touch|traffic|undress|wound"
)
_WITH_E = r"abus|belittl|blackmail|bruis|chas|chok|confin|deceiv|degrad|enslav|fondl|lur|entic|forc|grop|manipulat|penetrat|persecut|prostitut|rap|scar|seduc|squeez|starv|stok|strangl|strok|sedat|tortur|us|violat"
_DOUBLED = r"grab|drag|drug|kidnap|slap|stab|trap|whip|rub|grip|control"
_HURT = (
    rf"(?:(?:{_REGULAR})(?:ed|ing)?|(?:{_WITH_E})(?:ed?|ing)|(?:{_DOUBLED})(?:[bpgl]?(?:ed|ing))?|beat(?:en|ing)?(?: up)?|bit|bitten|bound|bullied|burn(?:ed|t|ing)?|caught|chose|exposed himself to|hit(?:ting)?|held(?= me (?:down|by|against|captive|still|prisoner))"
    r"|knock(?:ed|ing)?|shook|shot|shoved?|sold|spat (?:at|on)|threw|tied|(?:leer|whistl|peep|spit)(?:ed|ing) at|(?:abuse|beat|harasse|hit|humiliate|hurt|insult|rape|threaten)s)"
)
_PLACE_OF_HIS = r"(?:his (?:house|room|car|bed|office|place)|an? (?:(?:empty|abandoned) )?(?:house|hotel|motel|toilet|pasture|ravine|storeroom|vacant lot|building site)|(?:the|a|an) (?:woods|storeroom|alley|field|dirt road|maize field|coffee field))"
_ABUSE = r"(?:rape|abuse|harassment|incest|violence|a crime)"

DID = (
    # Done to somebody.
    rf"(?<!without ){_HURT} {_ME}",
    r"held (?:me|us) down|pinned (?:me|us)|(?:got|made) me (?:drunk|pregnant|undress|touch)|left me (?:for dead|without (?:food|water|supper))|threw [\w ]{1,20} (?:at|over|on) (?:me|us)|told me to (?:undress|take (?:\w+ )?off)|asked me to take \w+ off|threatened to (?:tell|kill|hurt|take|leave|burn)|made my life (?:impossible|hell|a hell|a misery)|put me (?:on|in|into) (?:a|the|his) (?:motorbike|car|pickup|van|truck|taxi)|threw me (?:out|down|against|onto)|put (?:a gun|a knife|the machete) (?:to|on)",
    # Done, without its name.
    r"(?:did|do|does|doing|done) (?:this|that|it|the same|something|things)(?: \w+)? to (?:me|us|her)|(?:did|was doing|used to do) (?:to|with) (?:me|us|her)|do that too",
    rf"(?:it|that|this) (?:is called|was called|was) {_ABUSE}",
    # Where he came, and where he took somebody.
    r"(?:came|come|coming|got|gets?|getting|climb\w+|crept|slip\w+|walked)(?: \w+)? ?in ?to (?:my|our|the) (?:room|bed|hammock)",
    rf"came into the house|(?:took|dragged|pulled|pushed) me (?:in ?to|to|down|behind|along) {_PLACE_OF_HIS}|came back for me|(?:came|come|coming) (?:looking )?for (?:me|us) (?:at night|when|in the)",
    # Alone with him.
    r"invited me to his \w+|(?:kept|keep|made) (?:me|us) (?:stay )?(?:until the end|till last|after|behind)|left me till last|asked? me to stay (?:after|behind)",
    # His hands, and what he would have seen.
    r"(?:laid|lay|laying|put|putting) (?:his|their) hands? (?:on|over|under|between) (?:me|us|my)|on top of me|(?<=felt )his hands?|his hands? (?:on|under|over|between) my|(?:sat me|sit me|sitting|seated) on his (?:lap|knees)",
    r"(?:asked|asking) (?:me )?for (?:photos|pictures)|(?:sent|took)(?: me)? (?:photos|pictures)|asked me to take off|take off my|took off my|sp(?:y|ied|ying) on (?:me|us)|watch(?:ed|ing)? me (?:bathe|undress|sleep)",
    r"filmed (?:me|what he did)|(?:writ(?:e|ing)|wrote|text(?:ed)?|call(?:ed)?|sen[dt]) (?:to )?me (?:messages )?(?:at (?:night|midnight)|in the (?:night|small hours))|left (?:my face|me (?:with a|bruised|unconscious|scarred|deaf|lying))|frightened me",
    # What it left behind, and how it was kept quiet.
    r"(?:broke|split|twisted|cover|covered) my \w+|(?:bought|stole|ruined|destroyed|took) my (?:silence|childhood|life|innocence)",
    r"(?:our|a) secret|not to tell (?:anyone|anybody)|lock(?:ed)? the door|clos(?:ed?) the blinds|i had tempted him",
)  # fmt: skip
TRIED = (
    r"(?:is|are|was|were|has been|had been|got) (?:now |still |already |finally )?(?:arrested|convicted|sentenced|acquitted|jailed|reported|accused|charged|in (?:prison|jail)|behind bars|a fugitive|at large|free(?! (?:from|of)))",
    r"(?:is|was) (?:given|serving) \w+(?:[ -]\w+)? years|(?:spent|spending) (?:\w+ ){1,3}in (?:prison|jail)|went to (?:prison|jail)",
)
_ACCUSED = (
    r"(?:report(?:ed|ing|s)?|arrest(?:ed|ing)|convict(?:ed|ing)|sentenc(?:ed|ing)|jailed|acquitted|accus(?:ed?|ing))"
)
NEXT = (
    r"(?:warrant|trial|case|charges|sentence|proceedings|report|complaint|evidence)(?: \w+){0,4} against|(?:fear|afraid|scared)\b[^.,;]{0,25} because of|(?:forbade|ordered)(?= my [^.,;]{1,25} to (?:come near|approach|stay away|keep away))|(?:restraining|protection) order (?:against|from)|so that(?= (?:my|the) [\w-]+ (?:would|could) not (?:find|see|touch|catch|reach) (?:me|us))|(?:trial|conviction|arrest) of|(?:told|tell) [^.,;|]{0,25}about",
    r"(?:raped|abused|assaulted|beaten|attacked|threatened|harassed|hurt|touched|molested|groped|sold|exploited|kidnapped|forced|made pregnant|pregnant)(?: \w+)? by",
    rf"{_ACCUSED}|testif\w+ against|(?:fil|ma|lodg|present)(?:ed|e|ing|de) (?:a|the|my) (?:report|complaint)s? against",
    r"(?:escap\w+|r[au]n away|ran|fled|got away|hid(?:ing)?) from|surviv(?:ed?|ing)|(?:afraid|terrified|scared|frightened|terror|fear) of|victim of|(?:left|was|were|be) alone with",
    r"(?:handed over|given(?: away)?|sold|married off|married me off) to|police (?:taking|took|take)|(?:at|in) the hands of|(?:abuse|threats|blows|beatings) (?:by|from|of)",
    r"it was him,|put(?= (?:my|the) [^.,;|]{1,25} in (?:prison|jail))|(?:son|child|daughter) is(?= my \w+'s)",
)
BEFORE = (
    rf"{_ACCUSED} (?:him|them)|(?:testified|complaint|report|warrant|charges) against (?:him|them)|(?:him|them) in (?:prison|jail)|(?:took|taken) (?:him|them) (?:to (?:prison|jail)|away)|it was (?:him|them)(?=[.;!]|$)",
)
SIGNS = (
    r"in (?:my|our) underwear|if i (?:talked|told|spoke|screamed)|with my body|not letting him \w+|(?:me|us) (?:changing|bathing|dressing|undressing)|alone with me|me out alone|in secret|by force|(?:about|of) my body|i was (?:bathing|washing|dressing|undressing)|to (?:watch|see) me(?! (?:graduate|off))|let him touch",
    r"so that i would not (?:talk|tell|speak|scream)|(?:posted|shared|showed) my photos|(?:nude|naked|intimate) (?:photos|pictures)|under threat|used to look at me",
)
CALLED = r"(?:my|the|our|a|his|her) (?:abuser|rapist|perpetrator|attacker|aggressor|molester|harasser|(?:accused|defendant)(?= (?:was|is) ))s?"

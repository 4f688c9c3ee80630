"""Numbers to ninety-nine, in digits and in the words of both languages; years in words."""

_SPANISH = """cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis
diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete
veintiocho veintinueve""".split()
_ENGLISH = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen""".split()
_SPANISH_TENS = dict(
    zip(range(30, 100, 10), "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split(), strict=True)
)
_ENGLISH_TENS = dict(
    zip(range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split(), strict=True)
)
_ENGLISH_ORDINALS = """zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split()


def _words() -> dict[str, int]:
    found = {word: number for number, word in enumerate(_SPANISH)}
    found |= {word: number for number, word in enumerate(_ENGLISH)}
    found |= {"un": 1, "una": 1, "veintiun": 21, "veintiuna": 21}
    for tens, word in _SPANISH_TENS.items():
        found[word] = tens
        found |= {f"{word} y {_SPANISH[unit]}": tens + unit for unit in range(1, 10)} | {f"{word} y un": tens + 1}
    for tens, word in _ENGLISH_TENS.items():
        found[word] = tens
        found |= {f"{word}{gap}{_ENGLISH[unit]}": tens + unit for unit in range(1, 10) for gap in "- "}
    return found


def _any_of(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


WORDS = _words()
NUMBER = rf"(?:\d{{1,2}}|{_any_of(WORDS)})(?!\w)"
"""A pattern for folded text."""

_ORDINALS = {word: number for number, word in enumerate(_ENGLISH_ORDINALS)}
ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{_any_of(_ORDINALS)})\b"

_CENTURIES = {
    "dos mil": 2000,
    "two thousand and": 2000,
    "two thousand": 2000,
    "twenty": 2000,
    "mil novecientos": 1900,
    "nineteen hundred and": 1900,
    "nineteen": 1900,
}
YEAR_IN_WORDS = rf"(?:{_any_of(_CENTURIES)}) (?:{_any_of(WORDS)})(?!\w)"


def number(text: str) -> int:
    """Of a cardinal or an ordinal."""
    digits = text.rstrip("stndrh")
    if digits.isdigit():
        return int(digits)
    return WORDS[text] if text in WORDS else _ORDINALS[text]


def year(words: str) -> int:
    """ "dos mil doce" is 2012. Raises ValueError for what is no year in words."""
    for century in sorted(_CENTURIES, key=len, reverse=True):
        if words.startswith(f"{century} ") and words[len(century) + 1 :] in WORDS:
            return _CENTURIES[century] + WORDS[words[len(century) + 1 :]]
    raise ValueError(words)

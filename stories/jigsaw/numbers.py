"""Numbers to ninety-nine, in digits and in the words of both languages."""

_SPANISH = """cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis
diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete
veintiocho veintinueve""".split()
_ENGLISH = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen""".split()
_SPANISH_TENS = {
    30: "treinta",
    40: "cuarenta",
    50: "cincuenta",
    60: "sesenta",
    70: "setenta",
    80: "ochenta",
    90: "noventa",
}
_ENGLISH_TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty"}


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


WORDS = _words()
NUMBER = r"(?:\d{1,2}|" + "|".join(sorted(WORDS, key=len, reverse=True)) + r")(?!\w)"
"""A pattern for folded text."""


def number(text: str) -> int:
    return int(text) if text.isdigit() else WORDS[text]

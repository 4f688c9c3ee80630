"""One thing that a text says of a person, in the same words whatever the language: age 11 is once and eleven."""

from typing import NamedTuple

KINDS = ("age", "date", "department", "municipality", "village", "institution", "relation", "work", "people", "family")


class Facet(NamedTuple):
    """`value` is normalised: "11", "2019-03", "alta verapaz", "school:los pinos", "stepfather"."""

    kind: str
    value: str

    @property
    def code(self) -> str:
        return f"{self.kind}:{self.value}"

    @classmethod
    def of(cls, code: str) -> "Facet":
        """The facet of a code. Raises ValueError for one of no known kind."""
        kind, _, value = code.partition(":")
        if kind not in KINDS or not value:
            raise ValueError(code)
        return cls(kind, value)

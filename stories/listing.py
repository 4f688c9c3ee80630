"""The filters of a stories' index: by topic, place and who tells it. Plain links, each with what it would show."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from stories.choices import NarratorRole, Topic, places
from stories.fields import held

Row = dict[str, Any]


@dataclass(frozen=True)
class Option:
    """One link: choosing it, or letting go of it when it is on. `count` is how many stories it leads to."""

    label: str
    count: int
    href: str
    is_on: bool


@dataclass(frozen=True)
class Group:
    """The options of one filter that lead to a story, beside what is chosen in the others."""

    name: str
    label: str
    options: list[Option]


class Filters:
    """What a reader chose, out of the address. What is no choice of ours counts as nothing chosen."""

    def __init__(self, query: QueryDict) -> None:
        # Built on each request: places follow the settings' country, labels the reader's language.
        self.choices: dict[str, list[tuple[str, Any]]] = {
            "topic": list(Topic.choices),
            "place": places(),
            "kind": list(NarratorRole.choices),
        }
        asked = {name: query.get(name, "") for name in self.choices}
        self.chosen = {name: code for name, code in asked.items() if code in dict(self.choices[name])}

    def apply(self, stories: Any) -> Any:
        """Those of `stories` that fit everything chosen."""
        if topic := self.chosen.get("topic"):
            stories = stories.filter(topics__contains=held(topic))
        exact = {"place": "place", "kind": "narrator__role"}
        return stories.filter(**{exact[name]: code for name, code in self.chosen.items() if name in exact})

    def groups(self, stories: Any) -> list[Group]:
        """Each filter with its counts; one query, whatever is chosen. `stories` are all that may be listed."""
        rows = [
            {"topic": topics, "place": [place], "kind": [kind]}
            for topics, place, kind in stories.order_by().values_list("topics", "place", "narrator__role")
        ]
        labels = {"topic": _("Topic"), "place": _("Place"), "kind": _("Who tells it")}
        found = [Group(name, labels[name], self._options(name, rows)) for name in self.choices]
        return [group for group in found if group.options]

    def _options(self, name: str, rows: list[Row]) -> list[Option]:
        others = {other: code for other, code in self.chosen.items() if other != name}
        fitting = [row for row in rows if all(code in row[other] for other, code in others.items())]
        counts = Counter(code for row in fitting for code in row[name])
        return [
            Option(str(label), counts[code], self._href(others, name, code), self.chosen.get(name) == code)
            for code, label in self.choices[name]
            if counts[code] or self.chosen.get(name) == code
        ]

    def _href(self, others: dict[str, str], name: str, code: str) -> str:
        wanted = others if self.chosen.get(name) == code else {**others, name: code}
        # "?" alone leads to this address without a query.
        return "?" + urlencode(sorted(wanted.items()))

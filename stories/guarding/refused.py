"""What was refused during one request, for the list of blocked attempts. Only ids of terms are kept."""

from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID

from django.http import HttpRequest

from stories.guarding import memory

# Without a script Wagtail answers a refused step of a review by leading back to the page, and says nothing.
SILENT = {"wagtailadmin_pages:workflow_action", "wagtailadmin_pages:collect_workflow_action_data"}


@dataclass
class Refusals:
    """One request of the admin: what was refused in it."""

    request: HttpRequest
    places: set[tuple[str, str]] = field(default_factory=set)
    terms: set[UUID] = field(default_factory=set)

    @property
    def is_preview(self) -> bool:
        """Previews come with every key that is pressed, and are not written down."""
        return "/preview/" in self.request.path_info

    def errors_are_drawn(self, *, by_prefix: bool) -> bool:
        """Whether the answer shows a form's errors beside its fields. Forms with a prefix are pieces of another."""
        match = self.request.resolver_match
        return is_script(self.request) or not (by_prefix or (match and match.view_name in SILENT))


current: ContextVar[Refusals | None] = ContextVar("refusals", default=None)


def note(texts: Iterable[str]) -> None:
    """Remember which terms these texts hold, if somebody is there to be recorded."""
    refusals = current.get()
    if refusals is not None and not refusals.is_preview:
        for text in texts:
            refusals.terms |= memory.terms_in(text)


def place(table: str, columns: Iterable[str]) -> None:
    refusals = current.get()
    if refusals is not None:
        refusals.places.add((table, ", ".join(sorted(columns))))


def is_script(request: HttpRequest) -> bool:
    """Sent by a script, which shows the answer in the page that is open: a message would wait for the next one."""
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"

"""Adding a term and forgetting it, removing one, and finding what had it before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from accounts.roles import Role
from stories.guard.index import Fingerprinter, Index
from stories.guard.variants import Kind, TermError, expand
from stories.guarding.found import describe
from stories.guarding.tables import EXEMPT_COLUMNS, is_exempt
from stories.guarding.values import texts_of
from stories.models import GuardedTerm, Narrator

ROWS_AT_ONCE = 200
MOST_PLACES = 500


def guard_term(*, term: str, kind: str, narrator: Narrator | None, by: Any, now: datetime) -> GuardedTerm:
    """Expand the term, seal it, forget it. Raises ValidationError, without the term, for one that cannot be guarded."""
    try:
        variants = expand(term, Kind(kind))
    except TermError as error:
        raise ValidationError(_explain(error), code="unguardable") from None
    sealed = Fingerprinter(settings.FINGERPRINT_KEY).seal(variants)
    return GuardedTerm.objects.create(
        narrator=narrator, kind=kind, sealed=sealed, created_at=now, created_by=role_of(by)
    )


def _explain(error: TermError) -> str:
    if "common" in str(error):
        return _("This word is so common that hardly any text could be written. Add the words that go with it.")
    return _("This is too short to be recognised. Write it in full.")


def remove_term(*, term: GuardedTerm, reason: str, by: Any, now: datetime) -> None:
    """Guard it no longer. What was sealed goes; that it was removed, by which role, when and why stays."""
    term.sealed, term.removed_at, term.removed_by, term.removal_reason = None, now, role_of(by), reason
    with transaction.atomic():
        term.full_clean()
        term.save(update_fields=["sealed", "removed_at", "removed_by", "removal_reason"])


def role_of(user: Any) -> str:
    """What this person is here, never who."""
    if user is None or not user.is_authenticated:
        return ""
    groups = set(user.groups.values_list("name", flat=True))
    role = next((role.value for role in Role if role.value in groups), "")
    return role or ("Administrator" if user.is_superuser else "other")


@dataclass(frozen=True)
class Place:
    """Where a term stands already."""

    model: type[models.Model]
    pk: Any
    columns: tuple[str, ...]

    @property
    def where(self) -> str:
        return describe(self.model._meta.db_table, self.columns)

    def instance(self) -> Any:
        return self.model._base_manager.filter(pk=self.pk).first()


def places_of(term: GuardedTerm) -> list[Place]:
    """Everything that has this term now, MOST_PLACES at most. Reads every table that the guard reads."""
    if term.sealed is None:
        return []
    index = Index.of(settings.FINGERPRINT_KEY, [bytes(term.sealed)])
    found: list[Place] = []
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy and not is_exempt(model._meta.db_table):
            for place in _places_in(model, index):
                found.append(place)
                if len(found) >= MOST_PLACES:
                    return found
    return found


WORDS = (models.CharField, models.TextField, models.JSONField, models.FileField)


def _places_in(model: type[models.Model], index: Index) -> Iterator[Place]:
    table = model._meta.db_table
    columns: list[str] = [
        str(field.column)
        for field in model._meta.local_concrete_fields
        if (isinstance(field, WORDS) or field.get_internal_type() in {"JSONField", "TextField"})
        and (table, field.column) not in EXEMPT_COLUMNS
    ]
    if not columns:
        return
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, [str(model._meta.pk.column), *columns]))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {quote(table)}")  # noqa: S608 - the models' own names
        while batch := cursor.fetchmany(ROWS_AT_ONCE):
            for pk, *values in batch:
                hit = tuple(
                    column
                    for column, value in zip(columns, values, strict=True)
                    if any(index.finds_in(text) for text in texts_of(table, column, value))
                )
                if hit:
                    yield Place(model, pk, hit)

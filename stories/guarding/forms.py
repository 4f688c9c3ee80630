"""The kind layer: every form that the admin takes names the field, keeps what was typed, and saves nothing.

Django has no hook for a rule that all forms keep, and the admin's forms come from five packages (pages, pictures, tags,
collections, redirects, workflow comments, users, wagtail-localize …). So BaseForm.full_clean, which all of them pass,
is wrapped; it acts within a request of the admin alone. Were it passed over, the total layer would still refuse.
"""

from collections.abc import Iterator
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db.models import Model
from django.forms import BaseForm
from django.utils.translation import gettext as _
from wagtail.blocks import Block, ListBlock, StreamBlock, StructBlock
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError, StreamValue
from wagtail.blocks.struct_block import StructBlockValidationError

from stories.guarding import memory, refused
from stories.guarding.files import texts_in
from stories.guarding.found import describe
from stories.guarding.tables import is_exempt
from stories.guarding.values import texts

CODE = "guarded"


def words() -> str:
    return _("This field names something that is guarded. Nothing was saved.")


def install() -> None:
    original = BaseForm.full_clean
    if hasattr(original, "guarded"):
        return

    @wraps(original)
    def full_clean(self: BaseForm) -> None:
        original(self)
        if _is_read(self):
            _add_errors(self)

    full_clean.guarded = True  # type: ignore[attr-defined]
    BaseForm.full_clean = full_clean  # type: ignore[method-assign]


def _is_read(form: BaseForm) -> bool:
    """A form sent to the admin, unless it holds what is exempt: accounts' addresses, and the term itself."""
    if refused.current.get() is None or not form.is_bound or getattr(form, "holds_a_term", False):
        return False
    return not is_exempt(_table(form))


def _table(form: BaseForm) -> str:
    model = getattr(getattr(form, "_meta", None), "model", None)
    return str(model._meta.db_table) if model else ""


def _add_errors(form: BaseForm) -> None:
    terms = memory.current()
    if terms.is_empty:
        return
    bad = {}
    for name in form.fields:
        if error := _error_in(form, name, terms):
            bad[name] = error
    for name, error in bad.items():
        form.add_error(name, error)
    if bad:
        refused.place(_table(form), bad)
        _tell(form, list(bad))


def _tell(form: BaseForm, names: list[str]) -> None:
    """Also where a form's errors are not drawn: a comment at the side, the further fields of an upload."""
    labels = ", ".join(str(form.fields[name].label or name) for name in names)
    upload = next((name for name in form.files if name in form.fields), None)
    if upload and upload not in names:
        form.add_error(upload, ValidationError(f"{labels}: {words()}", code=CODE))
    refusals = refused.current.get()
    if refusals and not upload and not refusals.errors_are_drawn(by_prefix=bool(form.prefix)):
        messages.error(refusals.request, f"{describe(_table(form), []) or labels}: {words()}")


def _error_in(form: BaseForm, name: str, terms: memory.Memory) -> ValidationError | None:
    """What this field's value has against being saved. Of a body, the very block."""
    cleaned = getattr(form, "cleaned_data", {})
    value = cleaned[name] if name in cleaned else form[name].data
    if isinstance(value, StreamValue):
        return _error_in_block(value.stream_block, value, terms)
    # A field that cleans its file gives another; what was sent is read.
    sent = form.files.get(form.add_prefix(name)) if form.files else None
    found = [text for text in _texts(sent if sent is not None else value) if terms.finds_in(text)]
    refused.note(found)
    return ValidationError(words(), code=CODE) if found else None


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, File):
        yield from texts_in(value)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _texts(each)
    elif not isinstance(value, Model):
        yield from texts(value)


def _error_in_block(block: Block, value: Any, terms: memory.Memory) -> ValidationError | None:
    if isinstance(block, StreamBlock):
        children = {at: _error_in_block(child.block, child.value, terms) for at, child in enumerate(value)}
        return _gathered(StreamBlockValidationError, children)
    if isinstance(block, StructBlock):
        named = {name: _error_in_block(child, value.get(name), terms) for name, child in block.child_blocks.items()}
        return _gathered(StructBlockValidationError, named)
    if isinstance(block, ListBlock):
        listed = {at: _error_in_block(block.child_block, each, terms) for at, each in enumerate(value)}
        return _gathered(ListBlockValidationError, listed)
    found = [text for text in texts(block.get_prep_value(value)) if terms.finds_in(text)]
    refused.note(found)
    return ValidationError(words(), code=CODE) if found else None


def _gathered(error: type[Any], children: dict[Any, ValidationError | None]) -> ValidationError | None:
    bad = {key: child for key, child in children.items() if child}
    found: ValidationError | None = error(block_errors=bad) if bad else None
    return found

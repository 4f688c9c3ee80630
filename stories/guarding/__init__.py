"""The guard at work: what the engine in stories.guard recognises is kept out of everything that this site saves.

    memory.py      the terms, opened, in each process; refreshed when their set changes
    values.py      the texts that one value of a column holds: JSON, forms, sessions
    statements.py  what a SQL statement writes, and where
    tables.py      the few tables that the guard does not read, and why
    database.py    the total layer: every INSERT and UPDATE is read before it runs
    files.py       uploads: their names and the text inside them
    pdf_text.py    the text that a PDF shows
    forms.py       the kind layer: every form of the admin says which field it is
    middleware.py  what a person sees whose save was refused otherwise
    terms.py       adding and removing terms, and finding what is there already
    admin.py       the reviewer's pages

It stops what is new. What was there before its term was added is listed for the reviewer, and may still be taken down.
"""

from stories.guarding.found import GuardedTermFound

__all__ = ["GuardedTermFound", "check_text", "is_guarded"]


def is_guarded(text: str) -> bool:
    """Whether a guarded term stands in `text`. For apps below, core.guarding.check is this function."""
    from stories.guarding import memory

    return memory.current().finds_in(text)


def check_text(text: str) -> None:
    """Raises GuardedTermFound if a guarded term stands in `text`; the exception does not hold it."""
    if is_guarded(text):
        raise GuardedTermFound

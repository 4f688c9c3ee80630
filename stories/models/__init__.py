"""Narrators, their consent, their stories, and what stays of a story that was withdrawn."""

from stories.models.consent import AppendOnly, ConsentRecord
from stories.models.guarded import BlockedAttempt, GuardedTerm
from stories.models.narrators import Narrator
from stories.models.pages import StoryIndexPage, StoryPage
from stories.models.review import Approval, StoryReviewTask
from stories.models.tombstones import GoneAddress, Tombstone

__all__ = [
    "AppendOnly",
    "Approval",
    "BlockedAttempt",
    "ConsentRecord",
    "GoneAddress",
    "GuardedTerm",
    "Narrator",
    "StoryIndexPage",
    "StoryPage",
    "StoryReviewTask",
    "Tombstone",
]

"""Narrators, their consent, their stories, and what stays of a story that was withdrawn."""

from stories.models.consent import AppendOnly, ConsentRecord
from stories.models.guarded import BlockedAttempt, GuardedTerm
from stories.models.jigsaw import FacetCorrection, FacetKind, JigsawDecision
from stories.models.links import NarratorLink, NarratorRequest
from stories.models.narrators import Narrator
from stories.models.pages import StoryIndexPage, StoryPage
from stories.models.review import Approval, StoryReviewTask
from stories.models.tombstones import GoneAddress, Tombstone
from stories.models.translation_step import StoryTranslationTask
from stories.models.withdrawals import Step, Withdrawal

__all__ = [
    "AppendOnly",
    "Approval",
    "BlockedAttempt",
    "ConsentRecord",
    "FacetCorrection",
    "FacetKind",
    "GoneAddress",
    "GuardedTerm",
    "JigsawDecision",
    "Narrator",
    "NarratorLink",
    "NarratorRequest",
    "Step",
    "StoryIndexPage",
    "StoryPage",
    "StoryReviewTask",
    "StoryTranslationTask",
    "Tombstone",
    "Withdrawal",
]

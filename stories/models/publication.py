"""What keeps a story from the public until it may be there."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone
from wagtail.models import Revision, Workflow

from stories import faces
from stories.choices import Channel
from stories.models.review import Approval, story_workflow
from stories.permissions import StoryPermissionTester
from stories.refusals import ConsentMissing, LanguagesDiffer, PublicationRefused, ReviewMissing, TooRevealing

if TYPE_CHECKING:
    from stories.models.narrators import Narrator

SCHEDULED = "wagtail.publish.scheduled"
# What of a live story changes by publishing a revision alone.
TEXT_FIELDS = {
    *("title", "seo_title", "search_description", "slug", "url_path", "narrator", "intro", "content_note", "body"),
    *("other_pseudonyms", "topics", "place", "reading_minutes"),
}


class PublishedByConsent(models.Model):
    """A page that is live only while its narrator's consent covers its language on this site, and only with a text
    that somebody other than its author approved.

    The rules are kept in `save`, which every route passes: Wagtail's views and actions, schedules, copies, aliases,
    wagtail-localize, and code.
    """

    if TYPE_CHECKING:
        narrator: models.ForeignKey[Narrator, Narrator]
        live: bool
        alias_of: Any
        alias_of_id: int | None
        live_revision: Any
        live_revision_id: int | None
        locale: Any
        locale_id: int
        owner_id: int | None
        go_live_at: datetime | None
        revisions: Any
        objects: Any

    is_taken_down_alone = False
    """Set where each language is asked by itself whether it may stay: see stories.taking_back."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the rules of publication, whichever way this row is written.

        A live story's text changes by publishing a revision alone. wagtail-localize writes a draft of a translation
        straight into the live row; here that leaves the public text as it is.
        """
        writes_all = kwargs.get("update_fields") is None
        if not writes_all and "live" not in kwargs["update_fields"]:
            return super().save(*args, **kwargs)
        if self.alias_of_id:
            self.live = bool(self.live and self._may_be_live_alias())
        elif self._state.adding and self.owner_id:
            self.live = False  # What a person makes, or copies, begins as a draft: the admin's form says live.
        elif self.live:
            published = type(self).objects.filter(pk=self.pk).values_list("live", "live_revision").first()
            if published == (True, self.live_revision_id):
                return super().save(*args, **{**kwargs, "update_fields": self._fields_beside_the_text()})
            self._refuse_publication(is_new=published is None)
        return super().save(*args, **kwargs)

    def is_covered(self, *, at: datetime) -> bool:
        """Does the narrator's consent cover this language on this site, then?"""
        return self.narrator.consents_to(language=self.locale.language_code, channel=Channel.SITE, now=at)

    def why_not_to_publish(self) -> PublicationRefused | None:
        """What consent has against publishing now, or when it is scheduled for; and what all stories tell together."""
        return next(self.refusals(), None)

    def refusals(self) -> Iterator[PublicationRefused]:
        """Everything that stands against publishing, the gravest first."""
        from stories import parity, revealing
        from stories.facet_words import listed

        now = timezone.now()
        at = max(now, self.go_live_at) if self.go_live_at else now
        if not self.is_covered(at=at):
            yield ConsentMissing(language=self.locale.get_display_name())
        if not revealing.together(self).may_be_told:
            yield TooRevealing()
        for difference in parity.left_out_elsewhere(self, now=at):
            yield LanguagesDiffer(language=difference.language, left_out=listed(difference.facets))
        if shown := faces.why_not_to_show(self, at=at):
            yield shown

    def get_workflow(self) -> Workflow | None:
        return story_workflow()

    def permissions_for_user(self, user: Any) -> StoryPermissionTester:
        return StoryPermissionTester(user, self)

    def publish(self, revision: Revision, *args: Any, log_action: Any = True, **kwargs: Any) -> Any:
        """Publish, with the translations that are ready; withhold those that still tell what this text does not.

        A scheduled publication that is refused is called off instead: it would hold up all the others.
        """
        from stories import translations

        before = type(self).objects.filter(pk=self.pk, live=True).first()
        try:
            with transaction.atomic():
                result = super().publish(revision, *args, log_action=log_action, **kwargs)  # type: ignore[misc]
                translations.follow(story_id=self.pk, before=before, now=timezone.now())
        except PublicationRefused:
            if log_action != SCHEDULED:
                raise
            self.revisions.update(approved_go_live_at=None)
            return None
        return result

    def _fields_beside_the_text(self) -> list[str]:
        return [f.name for f in self._meta.concrete_fields if not f.primary_key and f.name not in TEXT_FIELDS]

    def _may_be_live_alias(self) -> bool:
        """An alias in another language is a place for a translation; it is never shown in the language it isn't in."""
        same_language = self.alias_of is not None and self.alias_of.locale_id == self.locale_id
        return same_language and self.is_covered(at=timezone.now())

    def _refuse_publication(self, *, is_new: bool) -> None:
        refusal = self.why_not_to_publish()
        if refusal:
            raise refusal
        revision = self.live_revision
        if revision is None and not is_new:
            raise ReviewMissing
        if revision is not None and revision.user_id and not Approval.objects.by_another(revision).exists():
            raise ReviewMissing

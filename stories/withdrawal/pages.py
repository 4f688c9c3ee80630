"""Pages, with their revisions, reviews, comments and translations."""

from collections import Counter

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Comment, Page, ReferenceIndex, Revision, TaskState, WorkflowState
from wagtail_localize.models import (
    SegmentOverride,
    String,
    StringTranslation,
    Template,
    TranslatableObject,
    TranslationContext,
    TranslationSource,
)

from stories.models import StoryPage
from stories.withdrawal.inventory import Notes


@transaction.atomic
def erase_pages(notes: Notes) -> Counter[str]:
    """Redirects, then aliases, then translations, then what they came from; then what hung on them."""
    removed: Counter[str] = Counter()
    removed["redirects"] = _count(Redirect.objects.filter(_leads_here(notes)).delete())
    page_kind = ContentType.objects.get_for_model(Page)
    ids = [str(pk) for pk in notes["pages"]]
    removed["comments"] = Comment.objects.filter(page__in=notes["pages"]).count()
    revisions = Revision.objects.filter(base_content_type=page_kind, object_id__in=ids)
    removed["revisions"] = revisions.count()
    removed["reviews"] = TaskState.objects.filter(revision__in=revisions).count()
    # Aliases have larger ids than what they are aliases of, and a copy of a copy a larger one still.
    for page in StoryPage.objects.filter(pk__in=notes["pages"]).order_by("-pk"):
        StoryPage.objects.get(pk=page.pk).delete()
        removed["pages"] += 1
    WorkflowState.objects.filter(base_content_type=page_kind, object_id__in=ids).delete()
    Revision.objects.filter(base_content_type=page_kind, object_id__in=ids).delete()
    Comment.objects.filter(page__in=notes["pages"]).delete()
    ReferenceIndex.objects.filter(base_content_type=page_kind, object_id__in=ids).delete()
    return removed


def _leads_here(notes: Notes) -> Q:
    here = Q(redirect_page_id__in=notes["pages"])
    for address in notes["addresses"]:
        if len(address.strip("/")) > 1:
            here |= Q(redirect_link__endswith=address) | Q(old_path=Redirect.normalise_path(address))
    return here


@transaction.atomic
def erase_localisation(notes: Notes) -> Counter[str]:
    """What wagtail-localize keeps of a page after the page is gone, and its memory of the passages."""
    keys = notes["keys"]
    removed: Counter[str] = Counter()
    contexts = TranslationContext.objects.filter(object_id__in=keys)
    removed["translated passages"] = _count(StringTranslation.objects.filter(context__in=contexts).delete())
    SegmentOverride.objects.filter(context__in=contexts).delete()
    # Segments protect their contexts, so the sources go first.
    removed["translation sources"] = TranslationSource.objects.filter(object_id__in=keys).count()
    TranslationSource.objects.filter(object_id__in=keys).delete()
    contexts.delete()
    TranslatableObject.objects.filter(translation_key__in=keys).delete()
    unused = String.objects.filter(segments=None)
    # What this story said, and what nothing says any more: passages of earlier versions lead to no page.
    mine = unused.filter(Q(pk__in=notes["strings"]) | Q(translations=None))
    removed["passages"] = _count(String.objects.filter(pk__in=list(mine.values_list("pk", flat=True))).delete())
    templates = Template.objects.filter(segments=None)
    removed["templates"] = _count(Template.objects.filter(pk__in=list(templates.values_list("pk", flat=True))).delete())
    SegmentOverride.objects.filter(context=None).delete()
    return removed


def _count(deleted: tuple[int, dict[str, int]]) -> int:
    return deleted[0]

"""Narrators with consent, and their stories, in two lines."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

from stories import services
from stories.choices import Channel, ConsentKind, WitnessRole
from stories.models import Narrator, StoryIndexPage, StoryPage, StoryTranslationTask


def make_narrator(shown_name: str = "Marisol", **fields: Any) -> Narrator:
    return services.add_narrator(shown_name=shown_name, **fields)


def consent(narrator: Narrator, *languages: str, **terms: Any) -> Any:
    """Consent for these languages on this site, for a year from today, unless said otherwise."""
    today = timezone.localdate()
    agreed = {
        "kind": ConsentKind.GIVEN,
        "languages": list(languages),
        "channels": [Channel.SITE],
        "witness_role": WitnessRole.PSYCHOLOGIST,
        "text_version": "2026-1",
        "from_date": today,
        "until_date": today + timedelta(days=365),
    }
    return services.record_consent(narrator=narrator, by=None, now=timezone.now(), **{**agreed, **terms})


def make_story(
    index: StoryIndexPage, narrator: Narrator, *, live: bool = False, owner: Any = None, **fields: Any
) -> Any:
    """A story as code makes it; the admin's ways are driven by the client in the tests."""
    given = {
        "title": f"La historia de {narrator.shown_name}",
        "intro": f"{narrator.shown_name} volvió a la escuela.",
        "body": [("text", f"<p>{narrator.shown_name} habló, y le creyeron.</p>")],
        "locale": index.locale,
    }
    story: StoryPage = index.add_child(
        instance=StoryPage(narrator=narrator, live=live, owner=owner, **{**given, **fields})
    )
    story.save_revision(user=owner)
    return story


def locale(code: str) -> Locale:
    return Locale.objects.get(language_code=code)


def form_of(story: StoryPage, **changes: Any) -> dict[str, Any]:
    """What the admin's form of this story posts; `changes` are the fields that an editor changed."""
    return nested_form_data(
        {
            "title": story.title,
            "slug": story.slug,
            "narrator": str(story.narrator_id),
            "intro": story.intro,
            "content_note": story.content_note,
            "other_pseudonyms": story.other_pseudonyms,
            "place": story.place,
            "body": streamfield([("text", rich_text(f"<p>{story.narrator.shown_name} habló.</p>"))]),
            "comments": inline_formset([]),
            **changes,
        }
    )


def approve_as(user: Any, story: StoryPage) -> None:
    """What the reviewer's Approve does, by whichever view."""
    state = story.current_workflow_task_state
    state.task.specific.on_action(state, user, "approve")


def submit(story: StoryPage, user: Any) -> None:
    """What "Submit" does: the translator has the story now, or its reviewer where nothing is left to translate."""
    workflow = story.get_workflow()
    assert workflow
    workflow.start(story, user)


def send_to_review(story: StoryPage, user: Any) -> None:
    """Submitted, and handed on as far as it is translated."""
    submit(story, user)
    state = story.current_workflow_task_state
    if isinstance(state.task.specific, StoryTranslationTask):
        state.approve(user=user)


def begin_translation(story: StoryPage, user: Any) -> Translation:
    """What "Translate this page" does: a draft in English, kept in step with the story."""
    translate_object(story, [locale("en")], user=user)
    return Translation.objects.get(source__object_id=story.translation_key, target_locale=locale("en"))


def translate(translation: Translation, user: Any, words: str = "In English: {}") -> None:
    """Translate every passage, as the side-by-side editor does one by one."""
    for segment in translation.source.stringsegment_set.select_related("string", "context"):
        text = "the-english-slug" if segment.context.path == "slug" else words.format(segment.string.data)
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": text, "last_translated_by": user},
        )


def let_the_hour_come(*stories: StoryPage) -> None:
    """Move the schedule that was approved, and the one in the text, into the past."""
    past = timezone.now() - timedelta(minutes=1)
    for story in stories:
        revision = StoryPage.objects.get(pk=story.pk).get_latest_revision()
        revision.content = {**revision.content, "go_live_at": past.isoformat()}
        revision.approved_go_live_at = past
        revision.save()

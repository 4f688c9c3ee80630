"""Where roles work: the stories' and campaigns' indexes in each language, and collections for their media.

Permissions are given on these (0005), so they must be there before anybody is.
"""

import uuid
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

STEP = 4  # treebeard's materialized path: four base-36 digits a level
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

# (app, model): language: (title, slug). A further language gets the English words until an editor writes its own.
INDEXES = {
    ("stories", "StoryIndexPage"): {"es": ("Historias", "historias"), "en": ("Stories", "stories")},
    ("campaigns", "CampaignIndexPage"): {"es": ("Campañas", "campanas"), "en": ("Campaigns", "campaigns")},
}
# "Narrators" is stories.services.NARRATORS_COLLECTION: each narrator's own collection lies under it.
COLLECTIONS = ["Narrators", "Campaigns", "Shared"]


def make_places(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    homes = apps.get_model("home", "HomePage").objects.filter(depth=2).order_by("path")
    for (app, model), words in INDEXES.items():
        key = uuid.uuid4()
        for home in homes:
            make_index(apps, home, apps.get_model(app, model), words, key)
    make_collections(apps)


def make_index(apps: Apps, home: Any, model: Any, words: dict[str, tuple[str, str]], key: uuid.UUID) -> None:
    if model.objects.filter(path__startswith=home.path).exists():
        return
    title, slug = words.get(home.locale.language_code, words["en"])
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=model._meta.app_label, model=model._meta.model_name
    )
    page, now = apps.get_model("wagtailcore", "Page"), timezone.now()
    model.objects.create(
        title=title,
        draft_title=title,
        slug=slug,
        content_type=content_type,
        path=next_child_path(page, home.path),
        depth=home.depth + 1,
        numchild=0,
        url_path=f"{home.url_path}{slug}/",
        locale=home.locale,
        translation_key=key,
        show_in_menus=True,
        first_published_at=now,
        last_published_at=now,
    )
    page.objects.filter(pk=home.pk).update(numchild=page.objects.filter(**children_of(home)).count())


def make_collections(apps: Apps) -> None:
    collection = apps.get_model("wagtailcore", "Collection")
    root = collection.objects.get(depth=1)
    for name in COLLECTIONS:
        if not collection.objects.filter(name=name, **children_of(root)).exists():
            collection.objects.create(name=name, path=next_child_path(collection, root.path), depth=2, numchild=0)
    collection.objects.filter(pk=root.pk).update(numchild=collection.objects.filter(**children_of(root)).count())


def children_of(parent: Any) -> dict[str, Any]:
    return {"path__startswith": parent.path, "depth": parent.depth + 1}


def next_child_path(model: Any, parent_path: str) -> str:
    siblings = model.objects.filter(path__startswith=parent_path, depth=len(parent_path) // STEP + 1)
    last = siblings.order_by("-path").values_list("path", flat=True).first()
    number = int(last[-STEP:], 36) + 1 if last else 1
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return parent_path + digits.rjust(STEP, "0")


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0003_home_and_content_pages"),
        ("stories", "0001_initial"),
        ("campaigns", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_places, migrations.RunPython.noop)]

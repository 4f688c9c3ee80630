"""Puts the translator's step before the review, in every workflow that reviews stories."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# The names of accounts.roles.Role.
GROUPS = ("Translators", "Editors")
# Shown to editors as it stands here, in whichever language they work.
NAME = "Traducción · Translation"


def add_step(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="stories", model="storytranslationtask"
    )
    task = apps.get_model("stories", "StoryTranslationTask").objects.create(name=NAME, content_type=content_type)
    for name in GROUPS:
        task.groups.add(apps.get_model("auth", "Group").objects.get_or_create(name=name)[0])
    steps = apps.get_model("wagtailcore", "WorkflowTask").objects
    for review in steps.filter(task__in=apps.get_model("stories", "StoryReviewTask").objects.values("pk")):
        steps.create(workflow_id=review.workflow_id, task=task, sort_order=review.sort_order)
        review.sort_order += 1
        review.save(update_fields=["sort_order"])


def remove_step(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("stories", "StoryTranslationTask").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0008_translation_step"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(add_step, remove_step)]

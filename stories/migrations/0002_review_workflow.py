"""The workflow of every story: review by a second person. The group gets its rights in home's migrations."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# The name of accounts.roles.Role.REVIEWER.
REVIEWERS = "Reviewers"
# Shown to editors as it stands here, in whichever language they work.
NAME = "Revisión · Review"


def create_workflow(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="stories", model="storyreviewtask"
    )
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=REVIEWERS)
    task = apps.get_model("stories", "StoryReviewTask").objects.create(name=NAME, content_type=content_type)
    task.groups.add(group)
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=NAME)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task=task, sort_order=0)


def remove_workflow(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    tasks = apps.get_model("stories", "StoryReviewTask").objects.filter(name=NAME)
    apps.get_model("wagtailcore", "Workflow").objects.filter(workflow_tasks__task__in=tasks).delete()
    tasks.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_workflow, remove_workflow)]

"""What a translator may do: enter the admin, and translate what the workflow of stories brings them.

They have no right over any page: stories.permissions opens to them the translations and nothing else.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# accounts.roles.Role.TRANSLATOR
NAME = "Translators"
PERMISSIONS = (("wagtailadmin", "admin", "access_admin"), ("stories", "storytranslationtask", "translate_story"))


def give_role(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=NAME)
    group.permissions.set([_permission(apps, *names) for names in PERMISSIONS])


def _permission(apps: Apps, app: str, model: str, codename: str) -> object:
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
    )
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0005_roles"),
        ("stories", "0009_workflow_translates"),
    ]

    operations = [migrations.RunPython(give_role, migrations.RunPython.noop)]

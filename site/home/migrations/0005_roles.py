"""What each role may do, as groups and permissions. Run again it sets the same; rights beyond these are taken away.

Names are accounts.roles.Role. Permissions' rows are made by Django after all migrations, so they are made here first.
tests/accounts/test_roles.py shows role by role what this opens.
"""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ENTER = "wagtailadmin.access_admin"
TRANSLATE = "wagtail_localize.submit_translation"

# "app.codename" of what holds everywhere.
PERMISSIONS: dict[str, list[str]] = {
    "Editors": [ENTER, TRANSLATE, "stories.view_narrator", "stories.view_consentrecord"],
    "Reviewers": [
        ENTER,
        TRANSLATE,
        "stories.add_narrator",
        "stories.change_narrator",
        "stories.view_narrator",
        "stories.withdraw_narrator",
        "stories.add_consentrecord",
        "stories.view_consentrecord",
        # A term is typed once, and never shown again, to them either.
        "stories.add_guardedterm",
        "stories.view_guardedterm",
        "stories.delete_guardedterm",
        "stories.view_blockedattempt",
        # The second of the two people whom a candidate's signature needs.
        "pledges.verify_signature",
        "pledges.view_signature",
    ],
    "Campaign managers": [
        ENTER,
        TRANSLATE,
        *(
            f"pledges.{action}_{model}"
            for model in ("election", "race", "party", "candidate", "pledge", "pledgetext", "invitation")
            for action in ("add", "change", "view")
        ),
        "pledges.view_signature",
        "pledges.manage_signature",
        "pledges.verify_signature",
        "pledges.view_signatureevent",
        "pledges.view_ledgerentry",
        "signups.view_signup",
        # What the outbox could not do is theirs and the treasurer's to see to.
        "core.view_outboxentry",
        "core.change_outboxentry",
    ],
    "Treasurers": [
        ENTER,
        *(f"donations.view_{model}" for model in ("donor", "gift", "payment", "refund", "stripeevent", "concern")),
        "donations.change_concern",
        "core.view_outboxentry",
        "core.change_outboxentry",
    ],
    "Members": [],
}

# Of what lies under the index pages, in every language. Editors never publish: reviewers do.
PAGES: dict[str, tuple[tuple[str, str], list[str]]] = {
    "Editors": (("stories", "StoryIndexPage"), ["add_page", "change_page"]),
    "Reviewers": (("stories", "StoryIndexPage"), ["change_page", "publish_page", "lock_page", "unlock_page"]),
    "Campaign managers": (("campaigns", "CampaignIndexPage"), ["add_page", "change_page", "publish_page"]),
}

# By collection, for pictures and documents alike.
MEDIA: dict[str, dict[str, list[str]]] = {
    "Editors": {"Narrators": ["add", "choose"], "Shared": ["choose"]},
    "Reviewers": {"Narrators": ["add", "change", "choose"], "Shared": ["choose"]},
    "Campaign managers": {"Campaigns": ["add", "change", "choose"], "Shared": ["add", "change", "choose"]},
}
MEDIA_MODELS = [("wagtailimages", "image"), ("wagtaildocs", "document")]


def give_roles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    group_model = apps.get_model("auth", "Group")
    # Wagtail makes these two with rights over the whole tree. Ours are narrower, and "Editors" is one of them.
    group_model.objects.filter(name="Moderators", user__isnull=True).delete()
    for name, permissions in PERMISSIONS.items():
        group, _ = group_model.objects.get_or_create(name=name)
        group.permissions.set([permission(apps, *split(dotted)) for dotted in permissions])
        give_pages(apps, group)
        give_media(apps, group)


def give_pages(apps: Apps, group: Any) -> None:
    rights = apps.get_model("wagtailcore", "GroupPagePermission").objects
    rights.filter(group=group).delete()
    if group.name not in PAGES:
        return
    index, codenames = PAGES[group.name]
    for page in apps.get_model(*index).objects.all():
        for codename in codenames:
            right = permission(apps, "wagtailcore", codename, "page")
            rights.create(group=group, page_id=page.pk, permission=right)


def give_media(apps: Apps, group: Any) -> None:
    rights = apps.get_model("wagtailcore", "GroupCollectionPermission").objects
    rights.filter(group=group).delete()
    collections = apps.get_model("wagtailcore", "Collection").objects.filter(depth=2)
    for collection_name, actions in MEDIA.get(group.name, {}).items():
        collection = collections.get(name=collection_name)
        for app, model in MEDIA_MODELS:
            for action in actions:
                right = permission(apps, app, f"{action}_{model}", model)
                rights.create(group=group, collection=collection, permission=right)


def split(dotted: str) -> tuple[str, str, str]:
    app, codename = dotted.split(".")
    return app, codename, "admin" if dotted == ENTER else codename.split("_", 1)[1]


def permission(apps: Apps, app: str, codename: str, model: str) -> Any:
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
    )
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0004_places"),
        ("stories", "0003_guarded_terms"),
        ("pledges", "0001_initial"),
        ("donations", "0001_initial"),
        ("signups", "0001_initial"),
        ("core", "0001_initial"),
        ("accounts", "0001_initial"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(give_roles, migrations.RunPython.noop)]

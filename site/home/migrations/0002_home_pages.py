"""The tree that every installation starts with: a home page in Spanish and its translation in English."""

import uuid

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

HOMES = {"es": ("Inicio", "home"), "en": ("Home", "home-en")}


def create_home_pages(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    content_type_model = apps.get_model("contenttypes", "ContentType")
    home_page = apps.get_model("home", "HomePage")
    page = apps.get_model("wagtailcore", "Page")
    site = apps.get_model("wagtailcore", "Site")
    locale = apps.get_model("wagtailcore", "Locale")

    site.objects.all().delete()
    page.objects.filter(depth=2).delete()
    content_type, _ = content_type_model.objects.get_or_create(model="homepage", app_label="home")
    key = uuid.uuid4()
    for position, (code, _name) in enumerate(settings.LANGUAGES, start=1):
        title, slug = HOMES.get(code, (code, f"home-{code}"))
        home = home_page.objects.create(
            title=title,
            draft_title=title,
            slug=slug,
            content_type=content_type,
            path=f"0001{position:04d}",
            depth=2,
            numchild=0,
            url_path=f"/{slug}/",
            locale=locale.objects.get_or_create(language_code=code)[0],
            translation_key=key,
        )
        if code == settings.LANGUAGE_CODE:
            site.objects.create(hostname="localhost", port=80, root_page=home, is_default_site=True)
    page.objects.filter(depth=1).update(numchild=len(settings.LANGUAGES))


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_home_pages, migrations.RunPython.noop)]

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0004_duties")]

    operations = [
        migrations.AlterModelOptions(
            name="coreimage", options={"verbose_name": "picture", "verbose_name_plural": "pictures"}
        ),
    ]

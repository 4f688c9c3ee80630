"""What `manage.py check` says of the limits that an organisation sets itself."""

from typing import Any

from django.conf import settings
from django.core import checks


@checks.register()
def the_limits_can_be_kept(**kwargs: Any) -> list[checks.CheckMessage]:
    """With a group of one, or one larger than the crowd, the jigsaw check would allow everything or nothing."""
    population, group = settings.JIGSAW_POPULATION, settings.JIGSAW_SMALLEST_GROUP
    if 2 <= group <= population:
        return []
    return [
        checks.Error(
            f"JIGSAW_SMALLEST_GROUP is {group} and JIGSAW_POPULATION {population}.",
            hint="The group must be two at least, and no larger than the population: see docs/safety-jigsaw.md.",
            id="stories.E001",
        )
    ]

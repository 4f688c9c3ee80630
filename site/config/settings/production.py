"""Production: the strict base, and a refusal to start half-configured."""

from config.checks_at_start import refuse_half_configured
from config.settings.base import *  # noqa: F403

refuse_half_configured(globals())

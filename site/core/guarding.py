"""What every app may ask before it keeps a text. Stories, which know what is guarded, answer (stories.guarding)."""

from collections.abc import Callable


def _nobody_asked_yet(text: str) -> bool:
    raise RuntimeError("core.guarding.check is set when the stories app is ready")


check: Callable[[str], bool] = _nobody_asked_yet
"""Whether a guarded term stands in a text. Call it as `guarding.check(text)`: it is set when the apps are loaded."""

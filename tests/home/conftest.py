from tests.loaded_demo import _loaded, demo

__all__ = ["_loaded", "demo"]

"""Faults on request: what the vendors' servers do on a bad day."""

import fnmatch
import time

from sandbox.http import Request, Response
from sandbox.store import Record


def find_fault(request: Request) -> Record | None:
    """The first fault set for this request; it is used up by this."""
    store = request.world.store
    with store.transaction():
        for fault in store.all("fault"):
            if fault["method"] in {"*", request.method} and fnmatch.fnmatch(request.path, fault["path"]):
                fault["times"] -= 1
                if fault["times"] > 0:
                    store.put("fault", fault["id"], fault)
                else:
                    store.delete("fault", fault["id"])
                return fault
    return None


def faulty_response(fault: Record) -> Response | None:
    """What is answered in the place of the true answer; None when the fault was only a delay."""
    time.sleep(min(float(fault["delay"]), 60))
    if not fault["status"]:
        return None
    return Response(fault["body"].encode(), fault["status"], fault["content_type"], fault["headers"])


def add_fault(request: Request) -> Record:
    """Set a fault; see sandbox.server for its fields. Raises ValueError for what makes no sense."""
    wanted = request.json
    store = request.world.store
    fault: Record = {
        "id": f"fault_{time.time_ns()}",
        "path": str(wanted["path"]),
        "method": str(wanted.get("method", "*")).upper(),
        "status": int(wanted.get("status", 0)),
        "body": str(wanted.get("body", "")),
        "content_type": str(wanted.get("content_type", "application/json")),
        "headers": {str(name): str(value) for name, value in dict(wanted.get("headers", {})).items()},
        "times": int(wanted.get("times", 1)),
        "delay": float(wanted.get("delay", 0)),
        "done": bool(wanted.get("done", False)),
    }
    return store.put("fault", fault["id"], fault)

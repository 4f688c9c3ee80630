"""The controls under /_control/ that all stand-ins share; each stand-in adds its own under /_control/<name>/."""

from typing import Any

from sandbox.faults import add_fault
from sandbox.http import Request, Response, Router, json_response

router = Router()


@router.route("GET", "/_control/state")
def state(request: Request) -> dict[str, Any]:
    return request.world.state()


@router.route("POST", "/_control/clock/advance")
def advance(request: Request) -> dict[str, Any]:
    wanted = request.json
    world = request.world
    steps = {unit: int(wanted.get(unit, 0)) for unit in ("seconds", "days", "months")}
    world.advance_to(world.clock.target(**steps))
    return world.clock.state()


@router.route("POST", "/_control/faults")
def faults(request: Request) -> Response:
    return json_response(add_fault(request), 201)


@router.route("DELETE", "/_control/faults")
def no_faults(request: Request) -> dict[str, Any]:
    request.world.store.clear("fault")
    request.world.webhooks.lose_next(0)
    return {"faults": []}


@router.route("POST", "/_control/webhooks/lose")
def lose_webhooks(request: Request) -> dict[str, Any]:
    times = int(request.json.get("times", 1))
    request.world.webhooks.lose_next(times)
    return {"times": times}


@router.route("POST", "/_control/reset")
def reset(request: Request) -> dict[str, Any]:
    request.world.reset()
    return {"reset": True}

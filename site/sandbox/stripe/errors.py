"""Errors in Stripe's shape: https://docs.stripe.com/api/errors"""

from typing import Any

from sandbox.http import Response, json_response


class StripeError(Exception):
    """Answered as {"error": …}. With `keep`, what was done before it stays: a declined charge is on record."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        type: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        keep: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(message)
        self.status, self.keep = status, keep
        fields = {"type": type, "message": message, "code": code, "param": param, **more}
        self.body = {"error": {name: value for name, value in fields.items() if value is not None}}

    def response(self) -> Response:
        return json_response(self.body, self.status)


def missing(kind: str, id: str, *, param: str = "id") -> StripeError:
    """No such object: 404 when it was the address that named it, 400 when a parameter did."""
    name = kind.rpartition(".")[2].replace("_", " ")
    return StripeError(
        f"No such {name}: '{id}'", status=404 if param == "id" else 400, code="resource_missing", param=param
    )


def card_error(declined: dict[str, Any]) -> StripeError:
    """402, from a payment intent's `last_payment_error`."""
    return StripeError(
        declined["message"],
        status=402,
        type="card_error",
        code=declined["code"],
        decline_code=declined.get("decline_code"),
        charge=declined.get("charge"),
        keep=True,
    )

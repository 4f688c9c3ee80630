"""The checks of conformance.py can fail."""

import os

import pydantic
import pytest

from tests.sandbox.conformance import check_request, described_faults, object_faults, undeclared_keys

needs_description = pytest.mark.skipif(not os.environ.get("VENDOR_SPECS"), reason="VENDOR_SPECS names no folder")


@pytest.mark.parametrize(
    "sent", ["colour=red", "metadata=x", "reason[a]=b", "amount=much", "expand=charge", "metadata[a][b]=c"]
)
def test_a_request_that_the_package_could_not_send_is_found(sent: str) -> None:
    check_request("POST", "/v1/refunds", "charge=ch_1&amount=500&metadata[gift]=7&expand[]=charge")
    with pytest.raises(pydantic.ValidationError):
        check_request("POST", "/v1/refunds", sent)


def test_unknown_parameters_are_found_however_deep() -> None:
    with pytest.raises(pydantic.ValidationError):
        check_request("POST", "/v1/checkout/sessions", "line_items[0][price_data][colour]=red")


def test_a_key_that_the_package_does_not_declare_is_found_however_deep() -> None:
    answer = {"object": "list", "data": [{"object": "invoice", "status_transitions": {"paid_at": 1, "sent_at": 2}}]}
    assert undeclared_keys(answer) == ["Invoice.StatusTransitions.sent_at (.data[].status_transitions)"]
    assert undeclared_keys({"object": "charge", "invoice": "in_1", "metadata": {"anything": "goes"}}) == [
        "Charge.invoice ()"
    ]


@needs_description
def test_an_answer_that_is_not_as_described_is_found() -> None:
    assert described_faults("GET", "/v1/refunds/re_1", {"id": "re_1", "object": "refund", "amount": "500"})
    assert described_faults("GET", "/v1/nowhere", {})
    assert object_faults({"object": "charge", "id": None})

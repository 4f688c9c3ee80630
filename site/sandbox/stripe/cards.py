"""Test cards, by Stripe's own numbers: https://docs.stripe.com/testing

One differs: 4000 0000 0000 0341 fails here only when the donor is away, so that a gift can begin and its renewal fail.
"""

import hashlib
from dataclasses import dataclass

from sandbox.stripe.objects import Obj, new_id, save
from sandbox.world import World


@dataclass(frozen=True)
class Card:
    """What a number does. `decline` is (code, decline code, message) of a payment that is refused."""

    brand: str = "visa"
    decline: tuple[str, str | None, str] | None = None
    # Refused only without the donor there, as at a renewal.
    only_off_session: bool = False
    # "once": 3-D Secure when it is set up; "always": at each payment, so that a renewal cannot pass.
    authenticate: str = ""
    disputed: bool = False


DECLINED = ("card_declined", "generic_decline", "Your card was declined.")
NO_FUNDS = ("card_declined", "insufficient_funds", "Your card has insufficient funds.")
CARDS = {
    "4242424242424242": Card(),
    "5555555555554444": Card(brand="mastercard"),
    "378282246310005": Card(brand="amex"),
    "4000000000000002": Card(decline=DECLINED),
    "4000000000009995": Card(decline=NO_FUNDS),
    "4000000000009987": Card(decline=("card_declined", "lost_card", "Your card was declined.")),
    "4000000000009979": Card(decline=("card_declined", "stolen_card", "Your card was declined.")),
    "4000000000000069": Card(decline=("expired_card", None, "Your card has expired.")),
    "4000000000000127": Card(decline=("incorrect_cvc", None, "Your card's security code is incorrect.")),
    "4000000000000119": Card(decline=("processing_error", None, "An error occurred while processing your card.")),
    "4000000000000341": Card(decline=DECLINED, only_off_session=True),
    "4000002500003155": Card(authenticate="once"),
    "4000002760003184": Card(authenticate="always"),
    "4000000000000259": Card(disputed=True),
}
# Payment methods that exist without being made: https://docs.stripe.com/testing?testing-method=payment-methods
READY_MADE = {
    "pm_card_visa": "4242424242424242",
    "pm_card_mastercard": "5555555555554444",
    "pm_card_chargeDeclined": "4000000000000002",
    "pm_card_chargeDeclinedInsufficientFunds": "4000000000009995",
    "pm_card_chargeCustomerFail": "4000000000000341",
    "pm_card_authenticationRequired": "4000002760003184",
    "pm_card_createDispute": "4000000000000259",
}


def number_of(payment_method: Obj) -> str:
    return str(payment_method["_number"])


def card_of(payment_method: Obj) -> Card:
    return CARDS[number_of(payment_method)]


def make_payment_method(world: World, number: str, *, name: str | None = None, email: str | None = None) -> Obj:
    """A card that has been typed in, not yet anybody's."""
    return save(
        world,
        {
            "id": new_id("pm_"),
            "object": "payment_method",
            "allow_redisplay": "limited",
            "billing_details": {"address": None, "email": email, "name": name, "phone": None, "tax_id": None},
            "card": card_details(number),
            "created": world.clock.now(),
            "customer": None,
            "livemode": False,
            "metadata": {},
            "type": "card",
            "_number": number,
        },
    )


def card_details(number: str) -> Obj:
    brand = CARDS[number].brand
    return {
        "brand": brand,
        "checks": {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"},
        "country": "US",
        "display_brand": "american_express" if brand == "amex" else brand,
        "exp_month": 12,
        "exp_year": 2040,
        "fingerprint": hashlib.sha256(number.encode()).hexdigest()[:16],
        "funding": "credit",
        "generated_from": None,
        "last4": number[-4:],
        "networks": {"available": [brand], "preferred": None},
        "regulated_status": "unregulated",
        "three_d_secure_usage": {"supported": True},
        "wallet": None,
    }


def charged_card(payment_method: Obj, *, authenticated: bool) -> Obj:
    """`payment_method_details` of a charge."""
    card = payment_method["card"]
    same = ("brand", "checks", "country", "exp_month", "exp_year", "fingerprint", "funding", "last4", "wallet")
    secure = {
        "authentication_flow": "challenge",
        "electronic_commerce_indicator": "05",
        "exemption_indicator": None,
        "result": "authenticated",
        "result_reason": None,
        "transaction_id": None,
        "version": "2.2.0",
    }
    return {
        "card": {
            **{key: card[key] for key in same},
            "installments": None,
            "mandate": None,
            "network": card["brand"],
            "three_d_secure": secure if authenticated else None,
        },
        "type": "card",
    }

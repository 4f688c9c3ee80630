"""Lucía at the form, at Stripe's page and in the mail, with the stand-in for Stripe answering over real HTTP."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from campaigns.models import CampaignPage
from donations.models import Gift
from donations.signals import gift_recorded
from home.models import HomePage
from tests.campaigns.factories import make_campaign
from tests.conftest import SAME_ORIGIN
from tests.donations.factories import address, giving
from tests.stand_ins import StandIns


@dataclass
class Giver:
    """Somebody with a browser. `pay` is what happens on Stripe's page; no webhook goes before `hear`."""

    client: Client
    stripe: StandIns

    def submit(self, language: str = "en", **fields: Any) -> Any:
        return self.client.post(address("give", language=language), giving(**fields), **SAME_ORIGIN)

    def begin(self, **fields: Any) -> Gift:
        answer = self.submit(**fields)
        assert answer.status_code == 303, answer.context and answer.context["form"].errors
        return Gift.objects.get(checkout_url=answer["Location"])

    def pay(self, gift: Gift, **how: Any) -> dict[str, Any]:
        return self.stripe.control("stripe/pay", values={"session": gift.checkout_id, **how})

    def hear(self, *, times: int = 1, shuffle: bool = False) -> list[int]:
        return self.stripe.deliver_webhooks(self.client, times=times, shuffle=shuffle)

    def hear_of(self, *types: str) -> int:
        """Only the events of these types arrive; the others stay on their way. Returns how many arrived."""
        store, webhooks = self.stripe.world.store, self.stripe.world.webhooks

        def send(url: str, body: bytes, headers: dict[str, str]) -> int:
            path = url.removeprefix(self.stripe.world.site)
            return self.client.post(path, body, content_type=headers["Content-Type"], headers=headers).status_code

        due = [row for row in webhooks.due() if (store.get("stripe.event", row["about"]) or {})["type"] in types]
        assert all(webhooks.send(row, send) == 200 for row in due)
        return len(due)

    def hear_again(self) -> list[int]:
        """What was not accepted is sent once more, without waiting for its time."""
        store = self.stripe.world.store
        for row in store.find("delivery", state="pending"):
            store.put("delivery", row["id"], {**row, "next_attempt_at": 0})
        return self.hear()

    def give(self, *, times: int = 1, shuffle: bool = False, **fields: Any) -> Gift:
        gift = self.begin(**fields)
        self.pay(gift)
        self.hear(times=times, shuffle=shuffle)
        gift.refresh_from_db()
        return gift


@pytest.fixture
def lucia(db: None, client: Client, stand_ins: StandIns) -> Giver:
    return Giver(client, stand_ins)


@pytest.fixture
def heard() -> Iterator[list[dict[str, Any]]]:
    """What the signal told the apps above, in order."""
    told: list[dict[str, Any]] = []

    def listen(sender: type, **values: Any) -> None:
        told.append({key: values[key] for key in ("gift", "payment", "is_first")})

    gift_recorded.connect(listen)
    yield told
    gift_recorded.disconnect(listen)


@pytest.fixture
def mails(run_outbox: Callable[[], int]) -> Callable[[], list[str]]:
    """The subjects of the mails sent so far, once the outbox has run."""

    def mails() -> list[str]:
        run_outbox()
        return [str(message.subject) for message in mail.outbox]

    return mails


@pytest.fixture
def campaign(home_es: HomePage) -> CampaignPage:
    return make_campaign(home_es)

"""Mailchimp's stand-in: one audience of the Marketing API 3.0, and its webhooks.

Answers as https://mailchimp.com/developer/marketing/api/ describes; tests check that against the vendor's own file.
It does not call a webhook's address before it keeps it, and has no batches. Its clock is this machine's, not the
advanced one: the site compares Mailchimp's times with its own.
"""

from sandbox.http import Request, Response, Router
from sandbox.mailchimp import audience, members, people
from sandbox.mailchimp.door import answer, enter, not_found
from sandbox.mailchimp.records import start, state
from sandbox.world import StandIn

router = Router()
for part in (audience, members, people):
    router.include(part.router)


def unknown(request: Request) -> Response:
    raise not_found()


for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
    router.route(method, "/3.0/.*")(unknown)

stand_in = StandIn(
    name="mailchimp",
    router=router,
    start=start,
    state=state,
    advance=lambda world, moment: None,
    # Mailchimp does not sign its webhooks; the secret is in the address.
    sign=lambda world, delivery: {"User-Agent": "MailChimp"},
    answer=answer,
    enter=enter,
)

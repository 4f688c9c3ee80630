"""What higher apps may hear of."""

from django.dispatch import Signal

# Once for each person, at their first confirmation, inside its transaction:
# signup (Signup), via (share code or ""), campaign_key (uuid.UUID or None).
signup_confirmed = Signal()

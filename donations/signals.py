"""What donations tell the apps above them."""

from django.dispatch import Signal

# Sent once for each payment that arrived, inside the transaction that records it, so that a listener's rows commit with
# it; a listener that raises undoes it. sender=Gift, gift: Gift, payment: Payment, is_first: bool (of this gift).
# Not sent for a payment that is being returned because it was a duplicate.
gift_recorded = Signal()

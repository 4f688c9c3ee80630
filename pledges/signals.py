"""What higher apps may listen to. Sent inside the step's transaction: write an outbox entry, touch no network."""

from django.dispatch import Signal

# sender=Signature, signature, candidate, pledge: it is shown and counted from now on.
signature_published = Signal()
# sender=Signature, signature, event: any step at all.
signature_changed = Signal()

"""What the register tells whoever cites its documents, without knowing them."""

from django.dispatch import Signal

# Sent with `settled` (a `registry.Settled`) after people changed the register; receivers return a number of changes.
register_changed = Signal()

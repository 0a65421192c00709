"""Constants written into SQL itself, where a query has to fit a partial index."""

from django.db.models import Value


class Literal(Value):
    """A constant of our own code, never input: a bound parameter hides from the planner that a partial index fits."""

    def as_sql(self, compiler, connection):
        return f"'{self.value}'", []


def literals(*choices):
    """Return a `Literal` of the value of each of `choices`, members of an enumeration, in their order."""
    return tuple(Literal(each.value) for each in choices)

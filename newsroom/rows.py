"""Short lists that belong to one row, fetched with it in one query: each comes as a JSON list from its own subquery."""

from datetime import UTC
from functools import cached_property

from django.db import DEFAULT_DB_ALIAS
from django.db.models import DateTimeField, F, JSONField, Subquery
from django.utils.dateparse import parse_datetime

from newsroom.replicas import connection_for_reading

_TEMPLATES = {
    "sqlite": "(SELECT json_group_array(json_array({columns})) FROM (%(subquery)s) AS rows)",
    "postgresql": "(SELECT jsonb_agg(jsonb_build_array({columns})) FROM (%(subquery)s) AS rows)",
}


class Rows(Subquery):
    """The `fields` of each row of `queryset` (which refers to the outer row), in its order, as [[value, …], …]."""

    def __init__(self, queryset, fields):
        self.names = [f"c{number}" for number in range(len(fields))]
        named = {name: F(field) for name, field in zip(self.names, fields, strict=True)}
        super().__init__(queryset.values(**named), output_field=JSONField())

    def as_sql(self, compiler, connection, template=None, **extra):
        columns = ", ".join(f'rows."{name}"' for name in self.names)
        template = _TEMPLATES[connection.vendor].format(columns=columns)
        return super().as_sql(compiler, connection, template=template, **extra)


class Prepared:
    """A query for one row with its `Rows`, compiled once: that takes several times as long as the database does.

    `make(pk)` returns the queryset, without joins, filtered by its primary key last of all.
    """

    def __init__(self, make):
        self.make = make

    @cached_property
    def _compiled(self):
        compiler = self.make(0).query.get_compiler(using=DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        first, last = compiler.klass_info["select_fields"][0], compiler.klass_info["select_fields"][-1] + 1
        fields = [column.target.attname for column, *_rest in compiler.select[first:last]]
        converters = compiler.get_converters([column for column, *_rest in compiler.select])
        return sql, parameters[:-1], slice(first, last), fields, compiler, converters

    def get(self, pk):
        """Return the row with the primary key `pk`, its lists under their names, or None."""
        sql, parameters, own, fields, compiler, converters = self._compiled
        with connection_for_reading().cursor() as cursor:
            cursor.execute(sql, (*parameters, pk))
            row = cursor.fetchone()
        if row is None:
            return None
        row = next(iter(compiler.apply_converters([row], converters)))
        found = compiler.klass_info["model"].from_db(DEFAULT_DB_ALIAS, fields, row[own])
        for name, column in compiler.annotation_col_map.items():
            setattr(found, name, row[column] or [])
        return found


def columns(model, *relations, but=()):
    """Return the names of all columns of `model` and of its `relations`, except `but`, for `Rows` and `instances`."""
    names = [field.name for field in model._meta.concrete_fields]
    for relation in relations:
        other = model._meta.get_field(relation).related_model
        names += [f"{relation}__{field.name}" for field in other._meta.concrete_fields]
    return [name for name in names if name not in but]


def instances(model, fields, rows):
    """Return the instances of `model` that `Rows` fetched by `fields`: `a` its own, `b__c` of a relation.

    A relation without a primary key is None; what was not fetched is deferred.
    """
    return [_instance(model, dict(zip(fields, values, strict=True))) for values in rows or ()]


def _instance(model, values):
    own, related = {}, {}
    for name, value in values.items():
        first, _, rest = name.partition("__")
        if rest:
            related.setdefault(first, {})[rest] = value
        else:
            field = model._meta.get_field(name)
            own[field.attname] = _value(field, value)
    found = model.from_db(DEFAULT_DB_ALIAS, list(own), list(own.values()))
    for name, rest in related.items():
        other = model._meta.get_field(name).related_model
        setattr(found, name, _instance(other, rest) if rest[other._meta.pk.name] is not None else None)
    return found


def _value(field, value):
    if isinstance(field, DateTimeField) and value is not None:
        instant = parse_datetime(value)
        return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return field.to_python(value)

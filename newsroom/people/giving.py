"""Rights of groups: what a newer table gives reaches existing groups, what was changed by hand stays."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

OUR_APPS = ("articles", "auth", "directives", "newsroom")


def permissions_named(codenames):
    return Permission.objects.filter(codename__in=codenames, content_type__app_label__in=OUR_APPS)


@transaction.atomic
def give(name, codenames):
    """Bring the group called `name` up to `codenames`; say whether it was made.

    Only what the table names since the last time is added, and only what it named then and no longer does is taken
    away: a right that somebody gave or took by hand stays as they left it.
    """
    from newsroom.people.records import GivenRights

    group, created = Group.objects.get_or_create(name=name)
    given, _new = GivenRights.objects.select_for_update().get_or_create(group=group)
    before, now = set(given.codenames), set(codenames)
    if before != now:
        group.permissions.add(*permissions_named(now - before))
        group.permissions.remove(*permissions_named(before - now))
        given.codenames = sorted(now)
        given.save()
    return created

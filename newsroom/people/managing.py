"""Who may do what to whose account, and the closing of one; deleting is only for accounts nobody ever used."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.db.models import ProtectedError, Q
from django.db.models.signals import pre_delete
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext

from newsroom.people import factor, sessions
from newsroom.people.records import GivenRights
from newsroom.vietnamese import fold

# Rows that every account has, or that only say whose it is: no work of anybody.
NO_WORK = ("auth", "otp_static", "otp_totp", "newsroom.desksession", "newsroom.signin", "articles.author")


def may_manage(user, other):
    """Say whether `user` may change the account `other`: with the right to, and only where they may do all it may."""
    if not user.has_perm("auth.change_user"):
        return False
    if user.is_superuser:
        return True
    return not other.is_superuser and _all_rights_of(other) <= user.get_all_permissions()


def _all_rights_of(account):
    """Return the rights of `account` and its groups: of a closed one too, for which Django tells none."""
    held = Permission.objects.filter(Q(user=account) | Q(group__user=account))
    return {f"{app}.{code}" for app, code in held.values_list("content_type__app_label", "codename")}


def may_give(user, group):
    """Say whether `user` may make somebody a member of `group`: nobody gives a right they do not have."""
    return user.is_superuser or rights_of(group) <= user.get_all_permissions()


def rights_of(group):
    return {f"{app}.{code}" for app, code in group.permissions.values_list("content_type__app_label", "codename")}


def is_of_the_table(group):
    """Say whether `group` is one that the paper's own table gives its rights."""
    return GivenRights.objects.filter(group=group).exists()


def free_name(full_name):
    """Return a sign-in name for somebody: `hoangthuha` for Hoàng Thu Hà, with a number where that is taken."""
    users = get_user_model().objects
    base = "".join(filter(str.isascii, "".join(filter(str.isalnum, fold(full_name)))))[:100] or "nguoi"
    name, number = base, 1
    while users.filter(username=name).exists():
        number += 1
        name = f"{base}{number}"
    return name


def password_link(user):
    """Return a link with which `user` sets a password: good once, for three days, and of no use without the account."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    route = reverse("admin:first_password", args=[uid, default_token_generator.make_token(user)])
    return f"{settings.SITE_URL}{route}"


def has_worked(user):
    """Say whether anything at the paper leads back to `user`: an article, a move, a version, a photo."""
    if getattr(user, "author", None) and user.author.bylines.exists():
        return True
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: user}).exists()
        for relation in user._meta.get_fields(include_hidden=True)
        if (relation.one_to_many or relation.one_to_one) and relation.auto_created and _is_work(relation.related_model)
    )


def _is_work(model):
    return model._meta.app_label not in NO_WORK and model._meta.label_lower not in NO_WORK


@transaction.atomic
def close(user):
    """Let `user` in no more, at once and on every device; what they did stays as it is."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    sessions.end_all(user)


@transaction.atomic
def reopen(user):
    """Let `user` in again: with the password and the second factor they had."""
    user.is_active = True
    user.save(update_fields=["is_active"])


@transaction.atomic
def reset_factor(user):
    """Forget the lost phone of `user` and sign them out; they enrol the next one when they come back."""
    factor.remove(user)
    sessions.end_all(user)


def _keep_workers(sender, instance, **kwargs):
    if has_worked(instance):
        raise ProtectedError(gettext("This person has worked here: close the account instead."), {instance})


def protect():
    """Refuse to delete who has worked, by whatever way; `newsroom.apps` calls it once."""
    pre_delete.connect(_keep_workers, sender=get_user_model(), dispatch_uid="newsroom.people")

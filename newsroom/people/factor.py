"""The second factor: who must have one, and how a phone is enrolled, asked, and forgotten.

A phone shows a new six-digit code every thirty seconds (RFC 6238); ten recovery codes stand in for one that is lost.
django-otp keeps both, takes each code once, and makes guessers wait twice as long after every wrong one.
"""

from base64 import b32encode
from dataclasses import dataclass

import segno
from django.conf import settings
from django.db import transaction
from django.utils.safestring import mark_safe
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

PUBLISHERS, ALL, OFF = "publishers", "all", "off"
CHOICES = (PUBLISHERS, ALL, OFF)
CODES = 10
# Who may change accounts could give themselves any of the rights that ask for the factor.
OVER_ACCOUNTS = ("auth.add_user", "auth.change_user", "auth.change_group")


@dataclass(frozen=True)
class Answer:
    """What became of a code: the device that took it, or None; `wait_until` where no code is taken before then."""

    device: object = None
    wait_until: object = None

    @property
    def is_recovery(self):
        return isinstance(self.device, StaticDevice)


def must_have(user):
    """Say whether `user` must prove with a second factor that it is them, before anything else at the desk."""
    if settings.SECOND_FACTOR == OFF:
        return False
    return settings.SECOND_FACTOR == ALL or publishes(user)


def publishes(user):
    """Say whether `user` may put something before readers, take it away, or make somebody who may."""
    from articles.workflow import publishing_rights

    return any(user.has_perm(right) for right in (*publishing_rights(), *OVER_ACCOUNTS))


def phone_of(user):
    """Return the enrolled phone of `user`, None where there is none."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def codes_left(user):
    """Return how many recovery codes `user` has not used yet."""
    return StaticToken.objects.filter(device__user=user, device__confirmed=True).count()


def begin(user):
    """Return the phone that `user` is about to enrol; the same until it is confirmed."""
    return TOTPDevice.objects.filter(user=user, confirmed=False).first() or TOTPDevice.objects.create(
        user=user, confirmed=False, name="phone"
    )


def secret_of(device):
    """Return the secret of a phone as text to type, in groups of four."""
    text = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def picture_of(device):
    """Return the secret of a phone as a QR code: an inline SVG without style attributes, black on white."""
    code = segno.make(device.config_url, error="m")
    return mark_safe(code.svg_inline(scale=5, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None))


@transaction.atomic
def confirm(device, code):
    """Enrol `device` if it shows `code` now; return the `Answer`."""
    device = TOTPDevice.objects.select_for_update().get(pk=device.pk)
    answer = _ask(device, _plain(code))
    if answer.device:
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        TOTPDevice.objects.filter(user=device.user_id, confirmed=False).delete()
    return answer


@transaction.atomic
def renew_codes(user):
    """Give `user` ten new recovery codes in place of all before, and return them."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery")
    tokens = [StaticToken(device=device, token=StaticToken.random_token()) for _ in range(CODES)]
    return [row.token for row in StaticToken.objects.bulk_create(tokens)]


@transaction.atomic
def verify(user, code):
    """Return the `Answer` to a code that `user` gave at sign-in, of the phone or a recovery code."""
    code = _plain(code)
    kind = TOTPDevice if len(code) == 6 and code.isascii() and code.isdigit() else StaticDevice
    device = kind.objects.select_for_update().filter(user=user, confirmed=True).first()
    return _ask(device, code) if device else Answer()


def _plain(code):
    return "".join(code.split()).replace("-", "").lower()


def _ask(device, code):
    allowed, why = device.verify_is_allowed()
    if not allowed:
        return Answer(wait_until=why.get("locked_until"))
    return Answer(device if device.verify_token(code) else None)


@transaction.atomic
def remove(user):
    """Forget the phone and the recovery codes of `user`."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()

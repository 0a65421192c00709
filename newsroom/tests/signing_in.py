"""What the tests of signing in share: the password page, the code that a phone shows now, and a moment later."""

from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

PASSWORD = "mat-khau-thu"


def give_password(client, user, password=PASSWORD, **extra):
    name = user if isinstance(user, str) else user.username
    return client.post("/quan-tri/login/", {"username": name, "password": password}, **extra)


def shown_by(user):
    """Return the code that the phone of `user` shows, as if the last one was long ago."""
    device = TOTPDevice.objects.get(user=user)
    TOTPDevice.objects.filter(pk=device.pk).update(last_t=-1, drift=0, throttling_failure_count=0)
    return f"{totp(device.bin_key):06d}"


def wrong_for(user):
    return f"{(int(shown_by(user)) + 500_000) % 1_000_000:06d}"


def is_in(client):
    """Say whether the desk lets this browser in."""
    return client.get("/quan-tri/").status_code == 200


def enrol(client, user):
    """Go through the page on which a phone is enrolled, and return the answer with the recovery codes."""
    client.get("/quan-tri/tai-khoan/buoc-hai/")
    return client.post("/quan-tri/tai-khoan/buoc-hai/", {"code": shown_by(user)})

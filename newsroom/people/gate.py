"""The gate of the desk: who came in with other rights than they have now, or still owes a second factor, stays out."""

from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponseRedirect
from django.urls import resolve, reverse
from django.urls.exceptions import Resolver404
from django.utils.functional import SimpleLazyObject

from newsroom.people import factor, sessions

# Session key: why somebody was signed out, told on the sign-in page.
ENDED = "ended"
# What somebody may open who still has to enrol a phone or to type its code.
OPEN = {
    f"admin:{name}"
    for name in (
        *("code", "enrol", "login", "logout", "jsi18n"),
        *("password_change", "password_change_done", "first_password"),
    )
}


class Gate:
    """Middleware. Stands after those of Django and of django-otp that say who asks.

    Everywhere outside the desk, who may not pass is simply nobody; that is found out only where a view asks for the
    user at all, so that a public page stays free of sessions.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.desk = None

    def __call__(self, request):
        asking = request.user
        self.desk = self.desk or reverse("admin:index")
        if not request.path.startswith(self.desk):
            request.user = SimpleLazyObject(lambda: _passed(request, asking))
            return self.get_response(request)
        request.user = _holding(request, asking)
        owed = _owed(request.user)
        if owed and _name(request) not in OPEN:
            return HttpResponseRedirect(reverse(owed))
        if request.user.is_authenticated:
            sessions.keep(request, request.user)
        return self.get_response(request)


def _passed(request, user):
    user = _holding(request, user)
    return AnonymousUser() if _owed(user) else user


def _holding(request, user):
    """Return `user`, or nobody where their rights changed since they signed in: then the session is ended."""
    if not user.is_authenticated or sessions.holds(request, user):
        return user
    request.user = user  # not the lazy one that is being looked at: Django's logout asks it who it is
    logout(request)
    request.session[ENDED] = "rights"
    return request.user


def _owed(user):
    """Return the name of the page on which `user` has to do something before anything else; None where nothing."""
    if not user.is_authenticated or user.is_verified():
        return None
    if factor.phone_of(user):
        return "admin:code"
    return "admin:enrol" if user.is_staff and factor.must_have(user) else None


def _name(request):
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return None

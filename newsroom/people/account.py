"""What people do about their own account: their phone, their recovery codes, their sessions."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from django_otp import login as remember_device

from newsroom.people import factor, sessions
from newsroom.people.forms import CodeForm, OwnPasswordForm
from newsroom.people.records import DeskSession

# How many of one's own sign-ins the page of the account shows; the rest is in the list.
SHOWN = 10


def _page(request, site, template, title, **context):
    return render(request, f"admin/people/{template}.html", {**site.each_context(request), "title": title, **context})


def account(request, site, form=None):
    """Show somebody their own account."""
    user = request.user
    return _page(
        request,
        site,
        "account",
        gettext("My account"),
        phone=factor.phone_of(user),
        codes_left=factor.codes_left(user),
        must_have=factor.must_have(user),
        form=form or OwnPasswordForm(user=user),
        sessions=DeskSession.objects.open().filter(user=user),
        this_session=request.session.session_key,
        sign_ins=user.sign_ins.all()[:SHOWN],
    )


def enrol(request, site):
    """Let somebody enrol a phone: picture, secret, one code to prove it; then show the recovery codes, this once."""
    if factor.phone_of(request.user):
        return HttpResponseRedirect(reverse("admin:account"))
    device = factor.begin(request.user)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = factor.confirm(device, form.cleaned_data["code"])
        if answer.device:
            sessions.end_all(request.user, but=request.session.session_key)
            remember_device(request, answer.device)
            return _codes(request, site, is_new=True)
        form.refuse(answer)
    return _page(
        request,
        site,
        "enrol",
        gettext("Set up the second step"),
        form=form,
        picture=factor.picture_of(device),
        secret=factor.secret_of(device),
        must_have=factor.must_have(request.user),
        publishes=factor.publishes(request.user),
    )


def _codes(request, site, *, is_new=False):
    codes = [f"{code[:4]}-{code[4:]}" for code in factor.renew_codes(request.user)]
    return _page(request, site, "recovery_codes", gettext("Recovery codes"), codes=codes, is_new=is_new)


@require_POST
def new_codes(request, site):
    """Give ten new recovery codes in place of the old, to who is here with a code."""
    form = OwnPasswordForm(request.POST, user=request.user)
    if not form.is_valid() or not request.user.is_verified():
        return account(request, site, form)
    return _codes(request, site)


@require_POST
def leave_phone(request, site):
    """Forget the phone, for another one or for none; who must have one is asked for the next at once."""
    form = OwnPasswordForm(request.POST, user=request.user)
    if not form.is_valid() or not request.user.is_verified():
        return account(request, site, form)
    factor.remove(request.user)
    messages.success(request, gettext("The phone is forgotten. Set up the new one now."))
    return HttpResponseRedirect(reverse("admin:enrol"))


@require_POST
def leave_everywhere(request, site):
    """Sign somebody out on every other device."""
    count = sessions.end_all(request.user, but=request.session.session_key)
    messages.success(request, gettext("Signed out on %(n)s other devices.") % {"n": count})
    return HttpResponseRedirect(reverse("admin:account"))

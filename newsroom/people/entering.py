"""The way in: the password, then the code where the account has a phone, then the desk."""

import time

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import REDIRECT_FIELD_NAME, get_user_model, login
from django.contrib.auth.views import LoginView, PasswordResetConfirmView, RedirectURLMixin
from django.http import HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.crypto import constant_time_compare
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from django_otp import login as remember_device

from newsroom.people import factor
from newsroom.people.forms import CodeForm
from newsroom.people.gate import ENDED
from newsroom.people.records import Outcome
from newsroom.people.signing import record

# Session key of somebody whose password was right and whose code is still to come, for so many seconds.
PENDING, PENDING_FOR = "pending_sign_in", 600

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


class SignIn(LoginView):
    """The password. Who has a phone enrolled is not signed in by it, only sent on to the code."""

    authentication_form = AdminAuthenticationForm
    template_name = "admin/people/sign_in.html"
    next_page = "admin:index"

    def form_valid(self, form):
        user = form.get_user()
        self.request.session.pop(ENDED, None)
        if factor.phone_of(user) is None:
            return super().form_valid(form)
        session = self.request.session
        session.cycle_key()
        session[PENDING] = [user.pk, user.backend, user.get_session_auth_hash(), int(time.time())]
        query = urlencode({REDIRECT_FIELD_NAME: self.get_success_url()})
        return HttpResponseRedirect(f"{reverse('admin:code')}?{query}")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, ended=self.request.session.get(ENDED))


def pending(request):
    """Return who gave their password in this session a moment ago, None where nobody did or it changed since."""
    found = request.session.get(PENDING)
    if not found or time.time() - found[3] > PENDING_FOR:
        return None
    user = get_user_model().objects.filter(pk=found[0], is_active=True, is_staff=True).first()
    if user is None or not constant_time_compare(user.get_session_auth_hash(), found[2]):
        return None
    user.backend = found[1]
    return user


class Code(RedirectURLMixin, FormView):
    """The second step: a code of the phone, or a recovery code."""

    form_class = CodeForm
    template_name = "admin/people/code.html"
    next_page = "admin:index"

    def dispatch(self, request, *args, **kwargs):
        here = request.user if request.user.is_authenticated and not request.user.is_verified() else None
        self.person = pending(request) or here
        if self.person is None:
            return HttpResponseRedirect(reverse("admin:index" if request.user.is_authenticated else "admin:login"))
        if factor.phone_of(self.person) is None:
            return HttpResponseRedirect(reverse("admin:index"))
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        answer = factor.verify(self.person, form.cleaned_data["code"])
        if answer.device is None:
            record(self.request, Outcome.WRONG_CODE, self.person)
            form.refuse(answer)
            return self.form_invalid(form)
        self.request.signed_in_by = Outcome.IN_BY_RECOVERY if answer.is_recovery else Outcome.IN_BY_CODE
        self.request.session.pop(PENDING, None)
        login(self.request, self.person, getattr(self.person, "backend", MODEL_BACKEND))
        remember_device(self.request, answer.device)
        if answer.is_recovery:
            return HttpResponseRedirect(reverse("admin:account"))
        return super().form_valid(form)


class FirstPassword(PasswordResetConfirmView):
    """Where a link leads that somebody was given to set their password: good once, for three days."""

    template_name = "admin/people/first_password.html"
    success_url = reverse_lazy("admin:login")
    title = _("Choose your password")

    def get_user(self, uidb64):
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active else None

"""The pages of signing in and of one's own account, for the admin site."""

from functools import partial

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters


class PeopleSite:
    """Mixin of the admin site."""

    def get_urls(self):
        from newsroom.people import account
        from newsroom.people.entering import FirstPassword

        own = {
            "tai-khoan/": (account.account, "account"),
            "tai-khoan/buoc-hai/": (account.enrol, "enrol"),
            "tai-khoan/ma-du-phong/": (account.new_codes, "new_codes"),
            "tai-khoan/bo-dien-thoai/": (account.leave_phone, "leave_phone"),
            "tai-khoan/thoat-het/": (account.leave_everywhere, "leave_everywhere"),
        }
        return [
            path("ma-xac-nhan/", self.code, name="code"),
            path(
                "mat-khau/<uidb64>/<token>/",
                never_cache(FirstPassword.as_view(extra_context={"site_title": self.site_title})),
                name="first_password",
            ),
            *(path(route, self._own(view), name=name) for route, (view, name) in own.items()),
            *super().get_urls(),
        ]

    def _own(self, view):
        return self.admin_view(sensitive_post_parameters("password", "code")(partial(view, site=self)))

    def _stranger(self, request, title):
        """Return the context of a page for somebody who is not in yet."""
        return {**self.each_context(request), "title": title, "subtitle": None, "has_permission": False}

    @method_decorator(never_cache)
    @method_decorator(sensitive_post_parameters("code"))
    @login_not_required
    def code(self, request):
        from newsroom.people.entering import Code

        return Code.as_view(extra_context=self._stranger(request, _("Second step")))(request)

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request, extra_context=None):
        from newsroom.people.entering import SignIn

        index = reverse("admin:index", current_app=self.name)
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(index)
        context = self._stranger(request, _("Log in"))
        context |= {"app_path": request.get_full_path(), "username": request.user.get_username()}
        if REDIRECT_FIELD_NAME not in request.GET and REDIRECT_FIELD_NAME not in request.POST:
            context[REDIRECT_FIELD_NAME] = index
        request.current_app = self.name
        return SignIn.as_view(extra_context=context | (extra_context or {}))(request)

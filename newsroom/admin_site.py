"""The desk: Django's admin, grouped by what people do and found with or without marks."""

from django.contrib.admin import AdminSite
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy as _
from django.views.i18n import JavaScriptCatalog

from newsroom.people.site import PeopleSite

# Heading, then the models of the group in order.
GROUPS = [
    (_("Planning"), ["articles.PlannedStory", "articles.Placement", "articles.CorrectionRequest"]),
    (_("Writing"), ["articles.Article", "articles.Photo", "articles.Correction"]),
    (_("Documents"), ["directives.Directive", "articles.Citation"]),
    (_("People and topics"), ["articles.Author", "newsroom.Tag", "articles.Section"]),
    (
        _("Archive"),
        [
            "articles.ImportRun",
            "articles.ImportedItem",
            "articles.SourceFile",
            "articles.SectionAlias",
            "articles.Seal",
        ],
    ),
    (_("Rules"), ["articles.CorrectionDeadline"]),
    (_("Accounts"), ["auth.User", "auth.Group", "newsroom.SignIn"]),
]


class NewsroomAdminSite(PeopleSite, AdminSite):
    site_header = _("Newsroom")
    site_title = _("Newsroom")
    index_title = _("What there is to do")
    index_template = "admin/desk.html"
    enable_nav_sidebar = True

    def register(self, model_or_iterable, admin_class=None, **options):
        """Leave out the secrets of second factors: nobody reads or makes another's, `people` gives and takes them."""
        models = model_or_iterable if isinstance(model_or_iterable, (list, tuple)) else [model_or_iterable]
        shown = [model for model in models if not model._meta.app_label.startswith("otp_")]
        super().register(shown, admin_class, **options)

    def get_app_list(self, request, app_label=None):
        """Return the models grouped by what people do with them instead of by app."""
        if app_label:
            return super().get_app_list(request, app_label)
        models = {
            f"{app['app_label']}.{model['object_name']}": model
            for app in super().get_app_list(request)
            for model in app["models"]
        }
        for label, count in self._waiting(request).items():
            if label in models:
                model = models[label]
                model["name"] = format_html('{} <span class="waiting">{}</span>', model["name"], count)
        groups = []
        for number, (name, labels) in enumerate(GROUPS):
            members = [models.pop(label) for label in labels if label in models]
            if members:
                groups.append(self._group(str(name), f"group{number}", members))
        if models:
            groups.append(self._group(gettext("Other"), "other", list(models.values())))
        return groups

    @staticmethod
    def _waiting(request):
        from articles.admin.waiting import counts

        return counts(request.user) if request.user.is_active else {}

    @staticmethod
    def _group(name, label, members):
        return {
            "name": name,
            "app_label": label,
            "app_url": reverse("admin:index"),
            "has_module_perms": True,
            "models": members,
        }

    def i18n_javascript(self, request, extra_context=None):
        """The texts of the scripts, those of the body editor included."""
        return JavaScriptCatalog.as_view(packages=["django.contrib.admin", "newsroom"])(request)

    def index(self, request, extra_context=None):
        from articles.admin.desk import todo

        return super().index(request, {**(extra_context or {}), "todo": todo(request.user)})

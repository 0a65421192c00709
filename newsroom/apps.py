from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Newsroom")

    def ready(self):
        from newsroom import checks, edition  # noqa: F401  registers the system checks
        from newsroom.people import checks as people_checks, managing, signing  # noqa: F401

        edition.keep_watch()
        signing.listen()
        managing.protect()
        post_migrate.connect(edition.after_migrate, sender=self)


class NewsroomAdminConfig(AdminConfig):
    default_site = "newsroom.admin_site.NewsroomAdminSite"

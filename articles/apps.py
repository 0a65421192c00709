from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Newsroom")

    def ready(self):
        from articles.citing import look_again
        from directives.signals import register_changed

        register_changed.connect(lambda settled, **_: look_again(settled), dispatch_uid="look_again", weak=False)

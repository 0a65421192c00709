"""Public addresses. Section addresses come last: they are whatever the editors call them."""

from django.contrib import admin
from django.urls import include, path

from newsroom import views

urlpatterns = [
    path("health/", views.health, name="health"),
    path("health/live/", views.alive, name="alive"),
    path("quan-tri/", admin.site.urls),
    path("van-ban/", include("directives.urls")),
    path("", include("articles.urls")),
]

handler404 = "articles.views.errors.not_found"
handler500 = "articles.views.errors.server_error"

from django.urls import path

from directives import views

urlpatterns = [
    path("", views.directives, name="directives"),
    path("<slug:slug>/", views.directive, name="directive"),
]

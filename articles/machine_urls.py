"""Addresses for machines. They come before the sections, whose addresses are whatever the editors call them."""

from django.urls import path, re_path

from articles import feeds, share_picture, sitemaps
from articles.api import views as api

FORM = r"(?P<form>rss\.xml|atom\.xml|feed\.json)"
SLUG = r"(?P<slug>[-a-zA-Z0-9_]{1,200})"
KEY = r"(?P<key>[0-9a-f]{16})"

urlpatterns = [
    re_path(rf"^{FORM}$", feeds.feed, name="paper-feed"),
    re_path(rf"^tac-gia/{SLUG}/{FORM}$", feeds.feed, {"kind": "author"}, name="author-feed"),
    re_path(rf"^chu-de/{SLUG}/{FORM}$", feeds.feed, {"kind": "tag"}, name="tag-feed"),
    re_path(rf"^van-ban/{SLUG}/{FORM}$", feeds.feed, {"kind": "directive"}, name="directive-feed"),
    re_path(rf"^{SLUG}/{FORM}$", feeds.feed, {"kind": "section"}, name="section-feed"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-trang.xml", sitemaps.pages, name="sitemap-pages"),
    path("sitemap-tin-moi.xml", sitemaps.news, name="sitemap-news"),
    re_path(r"^sitemap-(?P<year>\d{4})-(?P<month>\d{2})\.xml$", sitemaps.month, name="sitemap-month"),
    re_path(r"^sitemap-(?P<kind>[-a-z]{1,20})-(?P<number>\d{1,9})\.xml$", sitemaps.block, name="sitemap-block"),
    re_path(rf"^anh/bai-(?P<pk>\d{{1,18}})-{KEY}\.png$", share_picture.of_article, name="share-picture"),
    re_path(rf"^anh/bao-{KEY}\.png$", share_picture.of_paper, name="paper-picture"),
    path("api/", api.guide, name="api"),
    path("api/openapi.json", api.openapi, name="api-openapi"),
    path("api/articles/", api.articles, name="api-articles"),
    re_path(r"^api/articles/(?P<pk>\d{1,18})/$", api.article, name="api-article"),
    path("api/<path:rest>", api.nothing),
]

from django.urls import path, re_path

from articles import machine_urls
from articles.views import archive, corrections, lists, own, pages, photo, preview, searching, suggesting

urlpatterns = [
    path("", pages.front, name="front"),
    path("tac-gia/", lists.authors, name="authors"),
    path("tac-gia/<slug:slug>/", lists.author, name="author"),
    path("chu-de/<slug:slug>/", lists.tag, name="tag"),
    path("phong-su-anh/", lists.photo_stories, name="photo-stories"),
    path("luu-tru/", archive.years, name="archive"),
    re_path(r"^luu-tru/(?P<year>\d{4})/$", archive.year, name="archive-year"),
    re_path(r"^luu-tru/(?P<year>\d{4})/(?P<month>\d{2})/$", archive.month, name="archive-month"),
    re_path(r"^luu-tru/(?P<year>\d{4})/(?P<month>\d{2})/(?P<day>\d{2})/$", archive.day, name="archive-day"),
    path("cai-chinh/", corrections.corrections, name="corrections"),
    path("tim-kiem/", searching.search, name="search"),
    path("tim-kiem/goi-y/", suggesting.suggestions, name="suggestions"),
    re_path(r"^anh/(?P<pk>\d{1,18})-(?P<width>\d{3,4})\.(?P<form>avif|webp|jpg)$", photo.rendition, name="photo"),
    re_path(
        r"^anh/(?P<pk>\d{1,18})-chia-se-(?P<across>\d{1,3})x(?P<down>\d{1,3})\.jpg$", photo.share, name="photo-share"
    ),
    re_path(r"^bai/(?P<pk>\d{1,18})/$", own.by_number, name="article-by-number"),
    path("xem-truoc/<str:token>/", preview.preview, name="preview"),
    re_path(
        r"^xem-truoc/(?P<token>[-\w.]{1,200})/anh/(?P<pk>\d{1,18})-(?P<width>\d{3,4})\.(?P<form>avif|webp|jpg)$",
        preview.preview_photo,
        name="preview-photo",
    ),
    *machine_urls.urlpatterns,
    re_path(
        r"^(?P<section>[-a-z0-9]{1,80})/(?P<slug>[-a-z0-9]{1,100})-(?P<pk>\d{1,18})\.html$",
        pages.article,
        name="article",
    ),
    path("<slug:slug>/", pages.section, name="section"),
]

"""What all tests share: a newsroom in a temporary folder, its people, and short ways to make an article."""

import os
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="newsroom-tests-"))
os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop running in the test's thread

import hypothesis
import pytest
from django.conf import settings as django_settings

SHARED = Path(__file__).resolve().parent.parent / "shared"
HANOI = "Asia/Ho_Chi_Minh"

# How long an example takes, to make or to run, tells of the machine's load and not of the code.
hypothesis.settings.register_profile("newsroom", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("newsroom")


def pytest_configure():
    storages = dict(django_settings.STORAGES)
    storages["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    django_settings.STORAGES = storages
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django_settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def now():
    from django.utils import timezone

    return timezone.now()


@pytest.fixture
def section(db):
    from articles.models import Section

    return Section.objects.create(name="Xây dựng Đảng", order=1)


@pytest.fixture
def make_article(section):
    """Return a maker of articles, finished as at the desk; published an hour ago unless told otherwise."""
    from django.utils import timezone

    from articles.finishing import finish
    from articles.models import Article, ArticlePhoto, Byline

    def make(headline="Hội nghị tổng kết công tác năm", *, bylines=("Hoàng Thu Hà",), captions=(), tags=(), **fields):
        values = {
            "section": section,
            "status": "published",
            "published_at": timezone.now() - timedelta(hours=1),
            "standfirst": "Sáng nay, Tỉnh ủy tổ chức hội nghị tổng kết.",
            "body": "<p>Các đại biểu đã thảo luận nhiều nội dung.</p>",
        } | fields
        article = Article.objects.create(headline=headline, **values)
        for order, name in enumerate(bylines, 1):
            Byline.objects.create(article=article, name=name, order=order)
        for order, caption in enumerate(captions, 1):
            ArticlePhoto.objects.create(article=article, caption=caption, order=order)
        if tags:
            article.tags.set(tags)
        finish([article])
        article.refresh_from_db()
        return article

    return make


@pytest.fixture
def groups(db):
    from articles.workflow import make_groups

    make_groups()


@pytest.fixture
def make_user(groups, django_user_model):
    """Return a maker of accounts in one of the newsroom's groups."""
    from django.contrib.auth.models import Group

    def make(group, username=None):
        user = django_user_model.objects.create_user(
            username or f"nguoi{django_user_model.objects.count()}", password="mat-khau-thu", is_staff=True
        )
        user.groups.add(Group.objects.get(name=group))
        return user

    return make


@pytest.fixture
def at_desk(client, make_user):
    """Return a way to sit down at the desk as a member of a group."""

    def sit(group):
        user = make_user(group)
        client.force_login(user)
        return user

    return sit


@pytest.fixture
def picture_file():
    """Return a maker of uploads: a real JPEG of the given size and colour."""
    import io

    from django.core.files.uploadedfile import SimpleUploadedFile
    from PIL import Image

    def make(name="anh.jpg", *, size=(800, 600), colour=(160, 40, 40)):
        buffer = io.BytesIO()
        Image.new("RGB", size, colour).save(buffer, "JPEG")
        return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/jpeg")

    return make


@pytest.fixture
def make_photo(picture_file, db):
    from articles.models import Photo

    def make(**fields):
        colour = fields.pop("colour", (Photo.objects.count() * 7 % 255, 60, 90))
        return Photo.objects.create(**{"file": picture_file(colour=colour), "alt": "Toàn cảnh hội nghị"} | fields)

    return make


@pytest.fixture
def hanoi():
    """Return a maker of instants on the paper's clock."""
    from zoneinfo import ZoneInfo

    return lambda *parts: datetime(*parts, tzinfo=ZoneInfo(HANOI))


@pytest.fixture(scope="session")
def shared():
    """The folder of real input beside the checkout; tests that only read it are skipped where it is not."""
    if not SHARED.exists():
        pytest.skip("../shared is not here")
    return SHARED

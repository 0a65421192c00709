"""All settings of the newsroom. What differs by machine comes from the environment; README.md lists the variables."""

import os
from base64 import b64encode
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def _secret_key():
    """Return the key kept beside manage.py, made at first use; only its owner may read it."""
    path = BASE_DIR / ".secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    except OSError as error:
        raise ImproperlyConfigured(f"Không ghi được {path}: hãy đặt biến SECRET_KEY.") from error
    key = get_random_secret_key()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
    return key


DEBUG = env.bool("DEBUG", default=False)
# os.environ, since environ takes a value that begins with $ for the name of another variable
SECRET_KEY = os.environ.get("SECRET_KEY") or _secret_key()
ALLOWED_HOSTS = [host.strip() for host in env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])]
PORT = env.int("PORT", default=8000)
# The public address decides whether cookies are for HTTPS only, and what feeds and sitemaps print.
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
HTTPS = SITE_URL.startswith("https://")

DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))
DATA_DIR.mkdir(parents=True, exist_ok=True)

INSTALLED_APPS = [
    # before newsroom.admin, which takes their admin pages away
    "taggit",
    "django.contrib.auth",
    "newsroom.apps.NewsroomConfig",
    "newsroom.apps.NewsroomAdminConfig",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django_filters",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_prose_editor",
    "directives.apps.DirectivesConfig",
    "articles.apps.ArticlesConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "newsroom.people.gate.Gate",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "newsroom.context.paper",
            ],
        },
    },
]


def _postgresql(config, **options):
    """Return `config` with one lasting connection a thread. A server that is away is noticed at once.

    No pool: whoever asks one for a connection waits for its whole timeout while the server is away.
    """
    dead = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 10000}  # ms
    options = dead | options | config.get("OPTIONS", {})
    return config | {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'newsroom.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["CONN_MAX_AGE"] = None
    # A write lock taken at BEGIN waits for its turn; one taken later fails at once when another writer was first.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;"
        ),
    }
else:
    DATABASES["default"] = _postgresql(DATABASES["default"], connect_timeout=3)
# Streaming replicas, from which pages for anonymous readers are made (`newsroom.replicas`); no query may take long.
REPLICAS = []
for _url in filter(None, map(str.strip, env.list("DATABASE_REPLICA_URLS", default=[]))):
    REPLICAS.append(f"replica-{len(REPLICAS) + 1}")
    _replica = _postgresql(env.db_url_config(_url), connect_timeout=2, options="-c statement_timeout=10000")
    DATABASES[REPLICAS[-1]] = _replica | {"TEST": {"MIRROR": "default"}}
DATABASE_ROUTERS = ["newsroom.replicas.Router"] if REPLICAS else []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="").replace("valkey://", "redis://", 1).replace("valkeys://", "rediss://", 1)
CACHES = {
    "default": (
        {
            "BACKEND": "newsroom.forgiving_cache.ForgivingRedisCache",
            "LOCATION": REDIS_URL,
            "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
        }
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 5000}}
    )
}
# What one worker keeps of whole pages (`newsroom.page_cache`), and the address that forgets those of a CDN in front.
PAGE_CACHE_MB = env.int("PAGE_CACHE_MB", default=64)
PURGE_URL = env.str("PURGE_URL", default="")

# Originals keep the place where they were taken, so nothing under MEDIA_ROOT is served as a file:
# `articles.views.photo` hands out renditions, and only of photos that a public article shows.
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(DATA_DIR / "media")))
S3_BUCKET = env.str("S3_BUCKET", default="")
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "newsroom" / "static"]
STORAGES = {
    "default": (
        {
            "BACKEND": "newsroom.bucket.Bucket",
            "OPTIONS": {
                "bucket_name": S3_BUCKET,
                "endpoint_url": env.str("S3_ENDPOINT_URL", default=None),
                "region_name": env.str("S3_REGION", default=None),
                "default_acl": "private",
                "file_overwrite": False,
            },
        }
        if S3_BUCKET
        else {"BACKEND": "newsroom.storage.DurableFileStorage"}
    ),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
LOCALE_PATHS = [BASE_DIR / "newsroom" / "locale", BASE_DIR / "newsroom" / "locale_libraries"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
# Without it a number box reads 1.500 as one and a half.
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["newsroom.formats"]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "newsroom.people.passwords.NewsroomWordsValidator"},
]
LOGIN_URL = "admin:login"
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)

# Who must prove with a second factor that it is them: `publishers`, `all`, `off`. A trial paper on one's own machine
# asks nobody; `check --deploy` refuses that for a real one.
IS_TRIAL = urlsplit(SITE_URL).hostname in ("127.0.0.1", "localhost", "::1")
SECOND_FACTOR = env.str("SECOND_FACTOR", default="off" if IS_TRIAL else "publishers")
SIGN_IN_MONTHS = env.int("SIGN_IN_MONTHS", default=12)
# A link with which somebody sets their first password is good for three days.
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
# Five wrong passwords for one name from one address: no more from there for a quarter of an hour.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "newsroom.people.devices.network_of"
AXES_LOCKOUT_CALLABLE = "newsroom.people.lockout.page"
AXES_DISABLE_ACCESS_LOG = True  # `newsroom.people.records.SignIn` keeps them
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # the desk shows pages of our own host in frames
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "manifest-src": [SELF],
    }
}

TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "newsroom.tags.split"
TAGGIT_STRING_FROM_TAGS = "newsroom.tags.join"
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = False

# What the law asks every page to name (Press Law 2016, art. 46), and the paper's own face.
PAPER = {
    "name": env.str("PAPER_NAME", default="Báo Xứ Lạng"),
    # Documents of "UBND tỉnh" without a name are those of this province.
    "place": env.str("PAPER_PLACE", default="Lạng Sơn"),
    "tagline": env.str("PAPER_TAGLINE", default="Tiếng nói của Đảng bộ, chính quyền và nhân dân tỉnh"),
    "logo": env.str("PAPER_LOGO", default=""),
    "colour": env.str("PAPER_COLOUR", default="#9d1c20"),
    "colour_dark": env.str("PAPER_COLOUR_DARK", default="#ff8a80"),
    "governing_body": env.str("PAPER_GOVERNING_BODY", default=""),
    "licence": env.str("PAPER_LICENCE", default=""),
    "responsible_head": env.str("PAPER_RESPONSIBLE_HEAD", default=""),
    "address": env.str("PAPER_ADDRESS", default=""),
    "phone": env.str("PAPER_PHONE", default=""),
    "email": env.str("PAPER_EMAIL", default=""),
}
OTP_TOTP_ISSUER = PAPER["name"]
# The same on every page, so its hash stands in the policy: a nonce is good for one answer, no kept page may have one.
PAPER["style"] = (
    f":root {{ --paper: {PAPER['colour']}; }} "
    f"@media screen and (prefers-color-scheme: dark) {{ :root {{ --paper: {PAPER['colour_dark']}; }} }}"
)
_style_hash = b64encode(sha256(PAPER["style"].encode()).digest()).decode()
CONTENT_SECURITY_POLICY["DIRECTIVES"]["style-src"].append(f"'sha256-{_style_hash}'")
# What the paper advises: characters of a headline and a standfirst; where the tone of oa, oe, uy stands (hòa or hoà).
HEADLINE_LENGTH = env.int("HEADLINE_LENGTH", default=75)
STANDFIRST_LENGTH = env.int("STANDFIRST_LENGTH", default=280)
TONE_STYLE = env.str("TONE_STYLE", default="old")
# How many months at least a published text stays sealed, also after its removal (Decree 08/2017: twelve).
SEAL_MONTHS = env.int("SEAL_MONTHS", default=12)
# Whether missing particulars are an error (a real paper) or a warning (a trial on one's own machine).
PRODUCTION = HTTPS

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

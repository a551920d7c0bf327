"""Settings of the running system; what differs between installations comes from the environment."""

import os
from pathlib import Path

from motcua.site import databases, keys, logs, places, policies


def _flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def _words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


HOME = places.home()
DEBUG = _flag("MOTCUA_DEBUG")
DEMO = _flag("MOTCUA_DEMO")  # set by `motcua run`: plain HTTP on this machine, demo people, movable clock
PROCESS = os.environ.get("MOTCUA_PROCESS", "command")  # web | worker | beat | command
THEME = os.environ.get("MOTCUA_THEME", "default")

# --- keys -----------------------------------------------------------------------------------------------
SECRET_KEY = keys.secret("django", "SECRET_KEY")
SECRET_KEY_FALLBACKS = _words("SECRET_KEY_FALLBACKS")
MASTER_KEYS = keys.ring("master", "MOTCUA_MASTER_KEYS")
INDEX_KEYS = keys.ring("index", "MOTCUA_INDEX_KEYS")

# --- apps, lowest layer first ---------------------------------------------------------------------------
CONTRIBUTED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "modelcluster",
    "taggit",
    # wagtail.search only: with modelsearch beside it every index task fails silently.
    "wagtail.contrib.redirects",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.embeds",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
]
OWN_APPS = [
    "catalog",
    "motcua.ground",
    "motcua.audit",
    "motcua.outbox",
    "motcua.agencies",
    "motcua.people",
    "motcua.extensions",
    "motcua.documents",
    "motcua.notices",
    "motcua.payments",
    "motcua.exchange",
    "motcua.dossiers",
    "motcua.statistics",
    "motcua.portal",
    "motcua.desk",
    "motcua.reports",
    "motcua.tryout",
    "motcua.api",
    "motcua.cutover",
]
INSTALLED_APPS = CONTRIBUTED_APPS + OWN_APPS
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS: list[str] = []

# --- requests -------------------------------------------------------------------------------------------
ROOT_URLCONF = "motcua.site.urls"
WSGI_APPLICATION = "motcua.site.wsgi.application"
MIDDLEWARE = [
    "motcua.site.requests.ClientAddress",
    "motcua.site.requests.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "motcua.site.requests.PolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "motcua.people.middleware.RealmCookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.people.middleware.SessionAges",
    "motcua.site.languages.ChosenLanguage",
    "motcua.site.readable.ReadableText",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "motcua.people.middleware.RealmGate",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]
ALLOWED_HOSTS = _words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = _words("CSRF_TRUSTED_ORIGINS")
BASE_URL = os.environ.get("MOTCUA_BASE_URL", "http://127.0.0.1:8000")
TRACKING_ADDRESS = BASE_URL + "/{language}/tra-cuu/?ma={code}"
USE_X_FORWARDED_HOST = _flag("USE_X_FORWARDED_HOST")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_PERMISSIONS = 0o600

CSRF_FAILURE_VIEW = "motcua.portal.failures.stale_form"

# --- whose site this is ---------------------------------------------------------------------------------
SITE_NAME = "Một Cửa"
PROVINCE_NAMES = {
    "vi": os.environ.get("MOTCUA_PROVINCE", "Tỉnh Quảng Ngãi" if DEMO else ""),
    "en": os.environ.get("MOTCUA_PROVINCE_EN", "Quảng Ngãi Province" if DEMO else ""),
}
CONTACT = os.environ.get("MOTCUA_CONTACT", "")  # telephone for help, shown at the foot of every page

# --- templates: Jinja2 for every page of ours, Django's own language only inside the Wagtail admin ---------
THEME_FOLDERS = [
    folder
    for folder in dict.fromkeys([places.themes() / THEME, places.themes() / "default"])
    if folder.is_dir()
]
CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES = [
    {
        "NAME": "pages",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [folder / "templates" for folder in THEME_FOLDERS],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "motcua.ground.rendering.environment",
            "context_processors": [
                "motcua.ground.rendering.language_of_page",
                "motcua.ground.rendering.about_site",
                "django.contrib.messages.context_processors.messages",
                "motcua.people.pages.actor_of_page",
            ],
        },
    },
    {
        "NAME": "admin",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "admin_templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT_PROCESSORS},
    },
]

# --- database, cache, files -----------------------------------------------------------------------------
WEB_THREADS = int(os.environ.get("MOTCUA_WEB_THREADS", "4"))
DATABASES = {
    "default": databases.settings_for(databases.address(), pooled=PROCESS == "web", threads=WEB_THREADS)
}
# A cache is only a speed-up: it holds nothing that must survive, and no person's data.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": os.environ["CACHE_URL"]}
    if os.environ.get("CACHE_URL")
    else {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(HOME / "cache")}
}
MEDIA_ROOT = HOME / "media"
MEDIA_URL = "/media/"
PRIVATE_FILES = HOME / "files"
AUDIT_ANCHORS = Path(os.environ.get("AUDIT_ANCHORS", HOME / "anchors"))
STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("MOTCUA_STATIC_ROOT", HOME / "static"))
STATICFILES_DIRS = [folder / "static" for folder in THEME_FOLDERS if (folder / "static").is_dir()]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "motcua.site.statics.RuleModules",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if _flag("MOTCUA_PLAIN_STATIC")
        else "motcua.site.statics.HashedFiles"
    },
}

# --- people and sessions --------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "motcua.people.backend.RealmBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "motcua.people.passwords.LongEnough",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "motcua.people.passwords.NotGuessable"},
]
ACCOUNT_ADAPTER = "motcua.people.adapters.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "motcua.people.forms.OpenAccountForm"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_PREVENT_ENUMERATION = True
# Per network only: counted by name alone, five wrong guesses from anywhere would keep the owner out. axes counts names.
# An office or a mobile network stands behind one address, so the network's limit is wide.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip"}
MFA_ADAPTER = "motcua.people.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Một Cửa"
MFA_TOTP_TOLERANCE = 1  # step of 30 seconds: telephones' clocks are a little off
MFA_FORMS = {
    "authenticate": "motcua.people.second_factor.SecondFactorForm",
    "reauthenticate": "motcua.people.second_factor.SecondFactorAgainForm",
}
USERSESSIONS_TRACK_ACTIVITY = False
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "motcua.people.guessing.client_username"
AXES_LOCKOUT_CALLABLE = "motcua.people.guessing.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "password", "pin"]
AXES_ENABLE_ADMIN = False
LOGIN_URL = "/vi/dang-nhap/"
LOGIN_REDIRECT_URL = "/"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

# --- transport ------------------------------------------------------------------------------------------
# Plain HTTP only for a demonstration on this machine; everywhere else a proxy terminates TLS.
_TLS = not (DEMO or DEBUG)
SECURE_SSL_REDIRECT = _TLS and _flag("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^health/$", r"^metrics$"]
# From how many proxies in a row an address is believed: all that counts by network reads REMOTE_ADDR alone.
PROXY_HOPS = int(os.environ.get("PROXY_HOPS", "1")) if _flag("BEHIND_PROXY") else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _flag("BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 31_536_000 if _TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _TLS
SECURE_HSTS_PRELOAD = _TLS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = _TLS
CSRF_COOKIE_SECURE = _TLS
X_FRAME_OPTIONS = "DENY"  # below /admin/ the site itself may frame pages, see PolicyMiddleware
CONTENT_SECURITY_POLICY = {"DIRECTIVES": policies.STRICT}

# --- language and time ----------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [*(folder / "locale" for folder in THEME_FOLDERS), places.PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
CLOCK_MAY_SHIFT = _flag("MOTCUA_CLOCK_MAY_SHIFT", default=DEMO or DEBUG)

# --- Wagtail --------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Một Cửa"
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_FINISH_WORKFLOW_ACTION = "catalog.workflow.finish"  # approval publishes a frozen version
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = True
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True

# --- background work: the outbox in the database is the truth, the broker only rings the bell --------------
_BROKER_FOLDER = HOME / "broker"
CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", "filesystem://")
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {
        "data_folder_in": str(_BROKER_FOLDER / "messages"),
        "data_folder_out": str(_BROKER_FOLDER / "messages"),
        "control_folder": str(_BROKER_FOLDER / "control"),
        "polling_interval": 0.1,
    }
    if CELERY_BROKER_URL.startswith("filesystem")
    else {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}
)
if CELERY_BROKER_URL.startswith("redis"):
    # A frozen broker must not keep a request waiting; a worker's own question may take a second without an answer.
    _patience = 5 if PROCESS == "worker" else 1
    CELERY_BROKER_TRANSPORT_OPTIONS |= {"socket_connect_timeout": 1, "socket_timeout": _patience}
BACKGROUND_APP = "motcua.site.celery"  # loaded with the apps, so that every process rings the same bell
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 1  # a dead broker must not keep a request waiting
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 270
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_MAX_TASKS_PER_CHILD = 2_000
CELERY_TIMEZONE = TIME_ZONE
_RUN_FOLDER = HOME / "run"
CELERY_BEAT_SCHEDULE_FILENAME = str(
    (places.private(_RUN_FOLDER) if PROCESS == "beat" else _RUN_FOLDER) / "beat"
)
CELERY_BEAT_SCHEDULE: dict[str, dict] = {}  # filled by SCHEDULE in each app's jobs.py, see motcua.site.celery

# --- received files -------------------------------------------------------------------------------------
SCANNER = os.environ.get("SCANNER", "none")
CLAMD_ADDRESS = os.environ.get("CLAMD_ADDRESS", "127.0.0.1:3310")

# --- partners and e-mail --------------------------------------------------------------------------------
# Hosts in private ranges that outgoing calls may reach (partner simulators of a demonstration).
HTTP_PRIVATE_HOSTS = _words("MOTCUA_PRIVATE_HOSTS", "127.0.0.1,localhost" if DEMO else "")
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
_MAIL = (
    "smtp" if EMAIL_HOST else "filebased"
)  # without a server e-mails are kept in a folder, to be looked at
EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", f"django.core.mail.backends.{_MAIL}.EmailBackend")
EMAIL_FILE_PATH = HOME / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "motcua@localhost")

# --- logs -----------------------------------------------------------------------------------------------
LOG_LEVEL = os.environ.get("MOTCUA_LOG_LEVEL", "INFO")
logs.configure()
LOGGING = logs.dictionary(LOG_LEVEL)

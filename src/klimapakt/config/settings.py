"""Django's settings of every installation, derived from the environment and nothing else.

There is no second file for development or production: the embedded default and a city's server differ by
variables only (``klimapakt.config.environment``). Order and values that look arbitrary say why where they
stand.
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from klimapakt.config import backends, environment, secret

CONFIG = environment.read(os.environ)
_PACKAGE = Path(__file__).resolve().parent.parent

# axes.W006 wants the network address to count as well; a guesser would go on from the next address.
# wagtailadmin.W003 wants one address for all; each pact has a host of its own.
# security.W005 and W021 want HTTPS for every subdomain; see SECURE_HSTS_INCLUDE_SUBDOMAINS.
SILENCED_SYSTEM_CHECKS = ["axes.W006", "security.W005", "security.W021", "wagtailadmin.W003"]

# -- who we are ----------------------------------------------------------------------------------------------
DEBUG = CONFIG.debug
SECRET_KEY = CONFIG.secret_key or secret.load_or_create(CONFIG.var / "secret")
ALLOWED_HOSTS = list(CONFIG.hosts)
ROOT_URLCONF = "klimapakt.config.urls"
WSGI_APPLICATION = "klimapakt.config.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    # Wagtail, for editorial pages only; "klimapakt.website" is the one room that knows it.
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.admin",
    "wagtail.search",
    "wagtail",
    "modelcluster",
    "taggit",
    "klimapakt.foundation",
    "klimapakt.people",
    "klimapakt.pacts",
    "klimapakt.organisations",
    "klimapakt.memberships",
    "klimapakt.casework",
    "klimapakt.inventories",
    "klimapakt.measures",
    "klimapakt.targets",
    "klimapakt.agreements",
    "klimapakt.offers",
    "klimapakt.advice",
    "klimapakt.network",
    "klimapakt.privacy",
    "klimapakt.handover",
    "klimapakt.duties",
    "klimapakt.monitoring",
    "klimapakt.reports",
    "klimapakt.exchange",
    "klimapakt.publicity",
    "klimapakt.newsletter",
    "klimapakt.website",
    "klimapakt.portal",
    "klimapakt.office",
    "klimapakt.config",
]
MIDDLEWARE = [
    # The headers come first so that static files and refusals carry them too.
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Before sessions: a host name without pact is answered before anybody is looked up.
    "klimapakt.pacts.middleware.PactOfHost",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "klimapakt.pacts.middleware.LanguageOfPact",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "klimapakt.pacts.sessions.SessionRules",
    "axes.middleware.AxesMiddleware",
    "klimapakt.website.editorial.access.EditorialAccess",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_PACKAGE / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "klimapakt.config.context.frame",
            ],
        },
    },
]
FORM_RENDERER = "klimapakt.foundation.design.forms.KernRenderer"

# -- data ----------------------------------------------------------------------------------------------------
DATABASES = {"default": backends.database(CONFIG)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": backends.cache(CONFIG)}
STORAGES = backends.storages(CONFIG)
TASKS = backends.tasks(CONFIG)
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750

# -- static files --------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = CONFIG.var / "static" if CONFIG.static is environment.Static.MANIFEST else None
WHITENOISE_USE_FINDERS = CONFIG.static is environment.Static.FINDERS
WHITENOISE_AUTOREFRESH = CONFIG.debug
WHITENOISE_ALLOW_ALL_ORIGINS = False

# -- language, time, numbers ---------------------------------------------------------------------------------
LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [_PACKAGE / "locale"]
USE_I18N = True
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
# Off, because it would print the year 2024 as 2.024; amounts are formatted where they are shown.
USE_THOUSAND_SEPARATOR = False

# -- people and sign-in --------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    # Needs memory as well as time to guess, and comes with Python's own OpenSSL.
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:start"
LOGOUT_REDIRECT_URL = "website:home"
ACCOUNT_ADAPTER = "klimapakt.pacts.sign_in.PactAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Nobody who never had an account here gets mail from us because a stranger typed the address.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = False
# A code counts for a quarter of an hour and three tries; three codes make nine tries in that time.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = int(timedelta(minutes=15).total_seconds())
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_FORMS = {
    "login": "klimapakt.people.forms.SignInForm",
    "request_login_code": "klimapakt.people.forms.AskForCodeForm",
    "confirm_login_code": "klimapakt.people.forms.EnterCodeForm",
    "reauthenticate": "klimapakt.people.forms.PasswordAgainForm",
}
MFA_ADAPTER = "klimapakt.pacts.sign_in.PactSecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Codes of the neighbouring half minutes count too: telephones are not always on time.
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not CONFIG.is_production
MFA_FORMS = {
    "authenticate": "klimapakt.people.forms.SecondFactorForm",
    "reauthenticate": "klimapakt.people.forms.SecondFactorAgainForm",
    "activate_totp": "klimapakt.people.forms.AddAppForm",
    "add_webauthn": "klimapakt.people.forms.AddPasskeyForm",
    "edit_webauthn": "klimapakt.people.forms.RenamePasskeyForm",
}
# People of the pact office get into these rooms with a second factor only.
KLIMA_ROOMS_BEHIND_SECOND_FACTOR = frozenset({"portal", "office", "own_data"})
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if CONFIG.is_production else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = CONFIG.proxies
# axes counts failures per account and in the database, so the limit holds across processes and restarts;
# allauth limits each address, which axes would do per account only.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "100/15m/ip",
    "login": "60/m/ip",
    "request_login_code": "30/15m/ip,3/15m/key",
    "second_factor": "100/15m/ip,10/15m/key",
}
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
# A stranger who goes on guessing must not keep the owner out for longer than the fifteen minutes.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "klimapakt.people.sign_in.attempt_key"
AXES_CLIENT_IP_CALLABLE = "klimapakt.people.sign_in.client_address"
AXES_LOCKOUT_CALLABLE = "klimapakt.people.sign_in.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "user_agent", "login", "email", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# -- sessions, cookies, headers ------------------------------------------------------------------------------
# The prefix makes browsers refuse the cookie from another host or over plain HTTP; it only works over HTTPS.
_COOKIE_PREFIX = "__Host-" if CONFIG.is_production else ""
SESSION_COOKIE_NAME = f"{_COOKIE_PREFIX}sessionid"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_COOKIE_SECURE = CONFIG.is_production
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{_COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_SECURE = CONFIG.is_production
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_NAME = f"{_COOKIE_PREFIX}language"
LANGUAGE_COOKIE_SECURE = CONFIG.is_production
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = int(timedelta(days=365).total_seconds())
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_SSL_REDIRECT = CONFIG.is_production
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if CONFIG.is_production else 0
# For this host only: the pact may live on the city's own domain and must not decide for its other sites.
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_HSTS_PRELOAD = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CONFIG.proxies else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
}

# -- mail and log --------------------------------------------------------------------------------------------
globals().update(backends.mail(CONFIG))
DEFAULT_FROM_EMAIL = CONFIG.mail_from
SERVER_EMAIL = CONFIG.mail_from
LOGGING = backends.logging(CONFIG)
# For the first pact of the installation; from then on each has its own (klimapakt pact).
KLIMA_PACT_NAME = CONFIG.pact_name
KLIMA_CONTACT_EMAIL = CONFIG.contact_email
KLIMA_DEMO = CONFIG.demo
KLIMA_IS_PRODUCTION = CONFIG.is_production

# -- editorial pages -----------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Klimapakt"
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# Each pact has a host of its own; there is no one address of the editorial pages to link from mail.
WAGTAILADMIN_BASE_URL = None
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
# Neither a picture of who writes nor the newest version number is asked of somebody else's server.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# Passwords and addresses are changed on our own pages, roles are given in the pact office.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H:%M"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["pdf", "xlsx", "docx", "csv", "txt"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"

# -- agreements ----------------------------------------------------------------------------------------------
KLIMA_SIGNING = CONFIG.signing
KLIMA_DEMO_SEAL = CONFIG.var / "seal"

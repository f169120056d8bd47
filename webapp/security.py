"""The web's defences: login before anything else, CSRF tokens, rate limits, headers, cookies."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask import Flask, Response, redirect, request, url_for
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf import CSRFProtect
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import person, services
from webapp.errors import LoginRequired

# The upload by programs asks for a token itself.
PUBLIC = frozenset({"static", "session.login", "session.choose_language", "uploads.upload"})

# How many files of the largest size a request may bring. Some room beyond one file, so that a file
# that is too large still gets its line in the receipt.
FILES_AT_ONCE = {
    "imports.upload": 20,
    "api.receive_file": 10,
    "api.look": 10,
    "uploads.upload": 10,
    "ledger.upload": 1,
    "documents.add_version": 10,
}
FORM_BYTES = 1024 * 1024

PAGE_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
# An original may hold scripts of its own: even where a browser opens it, nothing in it runs.
ORIGINAL_POLICY = "sandbox; default-src 'none'"

limiter = Limiter(key_func=get_remote_address, storage_uri="memory://")


def install(app: Flask, *, https: bool) -> None:
    """Put the defences around every view of the app; ``https`` keeps the cookie off plain HTTP."""
    app.config.update(
        SESSION_COOKIE_NAME="tiaoli",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        WTF_CSRF_TIME_LIMIT=None,  # a token lives as long as its session: forms stay open all day
    )
    app.before_request(_require_login)
    app.before_request(_limit_body)
    app.after_request(_add_headers)
    CSRFProtect(app).exempt("webapp.api.uploads.upload")  # a token is shown, no cookie
    limiter.init_app(app)


def safe_target(address: str | None) -> str:
    """The address to continue at after a form: one on this site, or the start page."""
    parts = urlsplit(address or "")
    local = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    # Browsers read "/\host" and "//host" as another site.
    return (
        address
        if address and local and address[1:2] not in ("/", "\\")
        else url_for("search.search")
    )


def _require_login() -> AnyResponse | None:
    if request.endpoint in PUBLIC or person() is not None:
        return None
    if request.path.startswith("/api/"):
        raise LoginRequired
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("session.login", next=None if target == "/" else target))


def _limit_body() -> None:
    files = FILES_AT_ONCE.get(request.endpoint or "", 0)
    request.max_content_length = files * services().settings.upload_limit + FORM_BYTES


def _add_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", PAGE_POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    if request.endpoint != "static":
        headers.setdefault("Cache-Control", "private, no-cache")
    return response

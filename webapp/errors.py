"""Errors as pages: one table says which HTTP status each kind of error has.

Whatever isn't in the tree of ``contracts.errors`` is a bug: the page gives a reference that stands
in the log beside the place it happened.
"""

import logging
import secrets
from collections.abc import Mapping

from flask import Flask, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from contracts.corrections import UnclearCorrection
from contracts.decisions import UnclearDecision
from contracts.errors import (
    Forbidden,
    InvalidQuery,
    NotExpressible,
    NotFound,
    OversizedFile,
    ReadingInterrupted,
    SearchUnavailable,
    TiaoliError,
    UnreadableFile,
    frames_of,
)
from review.clause_library import UnclearModelClause
from store.facts import InvalidFact
from store.files import StorageFull
from store.model_clauses import RevisedMeanwhile
from webapp.language import choose_language

logger = logging.getLogger(__name__)


class LoginRequired(TiaoliError):
    """A program's request without a session; pages are sent to the login instead."""

    code = "login_required"

    def __init__(self) -> None:
        super().__init__("请先登录。", "Please log in first.")


class UnknownToken(LoginRequired):
    """A program's request without a token, or with one that is not known or was withdrawn."""

    code = "unknown_token"

    def __init__(self) -> None:
        TiaoliError.__init__(
            self,
            "请求没有有效的令牌。请在请求头写明 Authorization: Bearer 令牌；新令牌由管理员用"
            " tiaoli token add 生成。",
            "The request shows no valid token. Send the header Authorization: Bearer TOKEN; an"
            " administrator makes a token with tiaoli token add.",
        )


class AddressTooLong(TiaoliError):
    """A query, or words selected in a text, that do not fit into an address."""

    code = "address_too_long"

    def __init__(self) -> None:
        super().__init__(
            "检索式或选中的文字太长：最多约 850 个汉字，或 7,000 个字母。请写短一些，"
            "例如只写其中最有特点的一句；要找与整条相近的条款，请打开那一条，选“相似条款”。",
            "The query, or the selected words, are too long: at most some 7,000 letters or 850"
            " hanzi. Make it shorter, such as the one sentence that tells most; to find clauses"
            " like a whole one, open that clause and choose Alike clauses.",
        )


STATUS: Mapping[type[TiaoliError], int] = {
    TiaoliError: 400,
    LoginRequired: 401,
    Forbidden: 403,
    NotFound: 404,
    OversizedFile: 413,
    AddressTooLong: 414,
    StorageFull: 507,
    UnreadableFile: 422,
    InvalidFact: 422,
    UnclearCorrection: 422,
    UnclearDecision: 422,
    UnclearModelClause: 422,
    RevisedMeanwhile: 409,
    InvalidQuery: 400,
    NotExpressible: 422,
    SearchUnavailable: 503,
    ReadingInterrupted: 503,
}


def status_of(error: TiaoliError) -> int:
    """The status of the error's own class, or of the nearest one above it."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def install(app: Flask) -> None:
    """Answer every error with a page, or with JSON where a program asked."""
    app.register_error_handler(TiaoliError, _known)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _bug)


def _known(error: TiaoliError) -> ResponseReturnValue:
    return _answer(status_of(error), error.message(choose_language()), error.code)


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    messages = {
        400: _(
            "The form was incomplete or out of date. Go back, reload the page and submit it again."
        ),
        404: _("There is no such page, or you have no access to it. Check the address."),
        405: _("This address can’t be used this way. Go back and use the buttons on the page."),
        413: _("This is more than the server accepts at once. Send fewer or smaller files."),
        429: _("Too many attempts. Wait a few minutes, then try again."),
    }
    return _answer(status, messages.get(status, error.description or error.name), "http")


def _bug(error: Exception) -> ResponseReturnValue:
    reference = secrets.token_hex(4)
    kind, frames = type(error).__name__, frames_of(error)
    logger.error("error %s at %s: %s\n%s", reference, request.endpoint, kind, frames)
    message = _(
        "Something went wrong in the program. Nothing was lost. Give an administrator the "
        "reference %(reference)s; it is in the log.",
        reference=reference,
    )
    return _answer(500, message, "internal")


def _answer(status: int, message: str, code: str) -> ResponseReturnValue:
    if request.path.startswith("/api/"):
        return jsonify(error=code, message=message), status
    return render_template("pages/error.html", status=status, message=message), status

"""The words for entries of the audit: what was done, and to what, with a link to it."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from flask import url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from compare.family_offers import ROLES as FAMILY_ROLES
from contracts.name_hints import Role
from contracts.visibility import Visible
from review.house_checklists import checklists_in_force
from store.audit import AuditEntry
from store.collections import collection_names
from store.database import Connection
from store.documents import get_documents, get_versions
from store.users import list_users
from webapp.language import choose_language, in_language
from webapp.pages.labels import DECISIONS, FIELDS, ROLES, clause_type_name

# What the subjects of a theme begin with.
THEMES: Mapping[str, tuple[LazyString, tuple[str, ...]]] = {
    "documents": (_("Documents and reviews"), ("document",)),
    "files": (_("Files and imports"), ("version ", "item ", "import ")),
    "rules": (
        _("Checklists, laws, clause library"),
        ("checklist ", "law ", "model clause ", "every document"),
    ),
    "people": (_("Users, collections, tokens"), ("user ", "collection ", "token ")),
}

_ACTIONS: Mapping[str, LazyString] = {
    "receive": _("received the file"),
    "retry": _("read the file again"),
    "recognise": _("requested text recognition"),
    "skip": _("skipped the file"),
    "unlocked": _("opened the file with a password"),
    "replaced": _("replaced the file"),
    "receipt": _("downloaded the receipt"),
    "import running": _("resumed the import"),
    "import paused": _("paused the import"),
    "import cancelled": _("cancelled the import"),
    "sign off review": _("signed off the review"),
    "edit checklist": _("edited a draft"),
    "edit law": _("edited a draft"),
    "discard checklist draft": _("discarded the draft"),
    "discard law draft": _("discarded the draft"),
    "put checklist in force": _("put it in force"),
    "put law in force": _("put it in force"),
    "take checklist out of force": _("took it out of force"),
    "take law out of force": _("took it out of force"),
    "add model clause": _("added a clause to the library"),
    "revise model clause": _("revised a library clause"),
    "withdraw model clause": _("withdrew a library clause"),
    "restore model clause": _("restored a library clause"),
    "stop learning from corrections": _("switched off learning from corrections"),
    "create collection": _("created the collection"),
    "rename collection": _("renamed the collection"),
    "create user": _("created the account"),
    "add user": _("created the account"),
    "open account": _("reopened the account"),
    "close account": _("closed the account"),
    "administrator yes": _("made the user an administrator"),
    "administrator no": _("took the administrator's role away"),
    "set password": _("set a new password"),
    "change password": _("changed the password"),
    "revoke": _("revoked access"),
    "add token": _("created a token"),
    "remove token": _("revoked a token"),
}


def _family(role: str) -> str:
    known = FAMILY_ROLES.get(Role(role)) if role in set(Role) else None
    return in_language(*known) if known else str(_("another contract"))


# What begins so, the words for it, and those for the rest.
_ABOUT: tuple[tuple[str, LazyString, Callable[[str], str]], ...] = (
    ("correct ", _("corrected: %(what)s"), lambda field: str(FIELDS.get(field, field))),
    ("add tag ", _("added the tag: %(what)s"), clause_type_name),
    ("remove tag ", _("removed the tag: %(what)s"), clause_type_name),
    ("undo add tag ", _("undid the added tag: %(what)s"), clause_type_name),
    ("undo remove tag ", _("undid the removed tag: %(what)s"), clause_type_name),
    ("decide ", _("decided: %(what)s"), lambda kind: str(DECISIONS.get(kind, kind))),
    ("family ", _("recorded its relation: %(what)s"), _family),
    ("grant ", _("granted: %(what)s"), lambda role: str(ROLES.get(role, role))),
    ("move to collection ", _("moved to collection %(what)s"), str),
    (
        "learn from ",
        _("switched on learning from corrections: %(what)s"),
        lambda rest: rest.split()[0],
    ),
)


def action_words(action: str) -> str:
    """What was done, in the page's language; one that has no words here as it was written."""
    if action in _ACTIONS:
        return str(_ACTIONS[action])
    for begin, words, rest_in_words in _ABOUT:
        if action.startswith(begin):
            return str(words) % {"what": rest_in_words(action.removeprefix(begin))}
    return action


@dataclass(frozen=True, slots=True)
class Subject:
    """What something was done to: its name, and its page, "" where it has none."""

    words: str
    address: str = ""


class Subjects:
    """The subjects of some entries, looked up together."""

    def __init__(
        self, connection: Connection, entries: Iterable[AuditEntry], visible: Visible
    ) -> None:
        """Read what documents, versions, users and collections the entries name."""
        subjects = [entry.subject for entry in entries]
        self._versions = get_versions(connection, _numbers("version", subjects))
        of_versions = (each.document_id for each in self._versions.values())
        wanted = {*_numbers("documents?", subjects), *of_versions}
        self._documents = get_documents(connection, wanted, visible)
        self._collections = collection_names(connection, visible)
        self._users = {user.id: user.name for user in list_users(connection)}
        self._checklists = checklists_in_force(connection)
        self._by_kind: Mapping[str, Callable[[str], Subject]] = {
            "document": self._document,
            "documents": self._document,
            "version": self._version,
            "import": self._import,
            "checklist": self._checklist,
            "law": self._law,
            "collection": self._collection,
            "user": self._user,
        }

    def of(self, entry: AuditEntry) -> Subject:
        """What an entry's action was done to."""
        kind, _space, rest = entry.subject.partition(" ")
        find = self._by_kind.get(kind)
        return find(rest) if find else Subject(entry.subject)

    def _version(self, rest: str) -> Subject:
        version = self._versions.get(_number(rest))
        if version is None:
            return Subject(rest)
        address = url_for("documents.show", document_id=version.document_id, version=version.id)
        return Subject(version.file_name, address)

    def _import(self, rest: str) -> Subject:
        number = _number(rest)
        words = str(_("Import %(number)s")) % {"number": number}
        return Subject(words, url_for("imports.show", run_id=number))

    def _checklist(self, rest: str) -> Subject:
        found = self._checklists.get(rest)
        if found is None:
            return Subject(rest)
        return Subject(found.name(choose_language()), url_for("checklists.show", name=rest))

    def _law(self, rest: str) -> Subject:
        return Subject(f"《{rest}》", url_for("laws.show", name=rest))

    def _collection(self, rest: str) -> Subject:
        return Subject(self._collections.get(_number(rest), rest))

    def _document(self, rest: str) -> Subject:
        number = _number(rest)
        document = self._documents.get(number)
        if document is None:
            return Subject(rest)
        about = rest.partition(", ")[2]
        checklist, _space, item = about.partition(" ")
        if not about or checklist not in self._checklists:
            return Subject(document.title, url_for("documents.show", document_id=number))
        items = {each.id: each for each in self._checklists[checklist].items}
        asked = items[item].question.text(choose_language()) if item in items else ""
        address = url_for(
            "review.show_document", document_id=number, checklist=checklist, _anchor=item or None
        )
        return Subject(" · ".join(filter(None, (document.title, asked))), address)

    def _user(self, rest: str) -> Subject:
        name = self._users.get(_number(rest), rest)
        held = re.search(r"collection (\d+)", rest)
        granted = self._collections.get(int(held[1]), "") if held else ""
        return Subject(" · ".join(filter(None, (name, granted))))


def _number(rest: str) -> int:
    match = re.match(r"\d+", rest)
    return int(match[0]) if match else 0


def _numbers(kind: str, subjects: Iterable[str]) -> list[int]:
    matches = (re.match(rf"{kind} (\d+)", subject) for subject in subjects)
    return [int(match[1]) for match in matches if match]

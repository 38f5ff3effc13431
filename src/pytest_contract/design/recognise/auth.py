"""Authentication: which operations ask for credentials, which don't, of what scheme, with what scopes and roles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pytest_contract.design.atlas import called
from pytest_contract.design.claim import Promise
from pytest_contract.design.mention import ANY_METHOD, mentions, normal_path, paths
from pytest_contract.design.passage import Passage
from pytest_contract.design.wording import bounded, pattern, says
from pytest_contract.findings import OperationKey

_LABEL = re.compile(
    rf"(?:^|(?<=[|\n.;(]))\s{{0,3}}[`*]{{0,3}}(?P<title>{bounded('auth_title')}(?:\s?(?:required|method|type)\??)?)[`*]{{0,3}}"
    r"\s?[:：][*`]{0,3}\s?(?P<said>[^|\n.;]{1,160})",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?;])(?<!e\.g\.)(?<!i\.e\.)\s+|[。；]|\n\s*\n")
_BUT = re.compile(r"[,;]\s(?:but|while|whereas|and)\s", re.IGNORECASE)
_CONDITION = re.compile(
    r"^\W{0,4}(?:(?:and|then|but)\s)?(?:if|when|whenever|whether|for example|unless|where|once|after)\b", re.IGNORECASE
)
_ASKS = re.compile(
    rf"{bounded('requires')}(?P<between>[^.;|()]{{0,48}}?){bounded('auth')}"
    rf"|{bounded('auth')}(?P<between2>[^.;|()]{{0,24}}?){bounded('requires')}"
    rf"|{bounded('must')}(?P<between3>[^.;|(),]{{0,24}}?){bounded('authenticated')}"
    rf"|{bounded('must')}(?P<between4>[^.;|(),]{{0,12}}?){bounded('sends')}[^.;|()]{{0,48}}?{bounded('credential')}",
    re.IGNORECASE,
)
_OPTIONAL = re.compile(
    rf"{bounded('optional')}[^.;|()]{{0,20}}?{bounded('auth')}|{bounded('auth')}[^.;|()]{{0,16}}?{bounded('optional')}",
    re.IGNORECASE,
)
_MAY_ASK = re.compile(
    rf"\b(?:may|might)\s(?:\w+\s)?(?:require|need)\s[^.;|()]{{0,24}}?{bounded('auth')}", re.IGNORECASE
)
_CLIENT_ASKS = re.compile(
    rf"(?:clients?|callers?|consumers?|users?|platform|requests?)\s{bounded('must')}\sauthenticate", re.IGNORECASE
)
_FREE = re.compile(
    rf"{bounded('no_auth')}(?!\s(?:tokens?|headers?|errors?|details?|data|information|attempts?|scheme))", re.IGNORECASE
)
_PARTIAL = re.compile(
    r"\b(?:requiring|that require|that requires|which require|which requires|if|when|"
    r"most|some|certain|several|many|may|might|can|optionally|mayoría|algunos|algunas|plupart|certains|maioria|"
    r"einige|meisten|manche)\b|большинство|некоторые|一部|大部分|部分|대부분|일부",
    re.IGNORECASE,
)
_DESCRIBES = re.compile(
    r"\b(?:describe[sd]?|explain|specify|specif(?:ies|ied)|document(?:s|ed|ation)?|list|define[sd]?|outline|support|"
    r"supports|implement|implements|choose|decide|tbd|todo|how|what|who|which|whether|mechanism|add|adding)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"[(（\[](?P<said>[^()（）\[\]]{2,60})[)）\]]")
_GROUP = re.compile(r"[(（:：](?P<names>[^()（）]{3,300})[)）]?")
_PARTS = re.compile(r"\s*(?:,|;|、|，|/|\band\b|\bund\b|\bet\b|\by\b|\be\b)\s*")
_REFUSES = re.compile(r"(?<![\w.])(?:401|403)(?!\w)|[A-Z]{2,}_[A-Z_]{2,}")
_ADVICE = re.compile(
    r"(?<![^\W_])(?:you|your|obtain|store|rotate|refresh|expire|expires|include it|keep)(?![^\W_])", re.IGNORECASE
)
_TEMPLATE = re.compile(r"[\[{]|^\s*(?:\S+)\s*[/|]\s*(?:\S+)\s*$")
_MARKS = {
    "✅": True,
    "✓": True,
    "✔": True,
    "☑": True,
    "❌": False,
    "✗": False,
    "✘": False,
    "🔒": True,
    "🔐": True,
    "🔓": False,
}
_SCHEMES = (
    ("bearer", re.compile(r"\b(?:jwt|bearer|access.?token|id.?token)\b", re.IGNORECASE)),
    ("apiKey", re.compile(r"\bapi[\s_-]?keys?\b|x-api-key|APIキー|API 키|密钥", re.IGNORECASE)),
    ("oauth2", re.compile(r"\boauth\s?2?|\boidc\b|openid", re.IGNORECASE)),
    ("basic", re.compile(r"\bbasic\b", re.IGNORECASE)),
    ("mutualTLS", re.compile(r"\bmtls\b|mutual tls|client certificate", re.IGNORECASE)),
    ("cookie", re.compile(r"\b(?:session|cookie)s?\b|セッション|クッキー|会话|세션", re.IGNORECASE)),
)
_SCOPE = re.compile(r"(?<![\w:/.-])[a-z][a-z0-9_-]{1,30}(?::[a-z*][a-z0-9_*-]{0,30}){1,3}(?![\w:/])|`[a-z]+\.[a-z.]+`")
_ROLE = re.compile(
    r"(?:\broles?|rol(?:es)?|rôles?|角色|ロール|역할|роль|роли)\s?[:=`*]{1,3}\s?(?P<roles>[\w+, /|`-]{2,80})",
    re.IGNORECASE,
)
_ROLE_NAME = re.compile(
    r"(?<![\w-])(?:super-?admins?|administrators?|admins?|owners?|moderators?|operators?|managers?|editors?|viewers?|"
    r"members?|developers?|staff|agents?|supervisors?|customers?|reviewers?|auditors?)(?![\w-])",
    re.IGNORECASE,
)
_PERSONA = re.compile(
    r"\b(?:clients?|partners?|users?|admins?|administrators?|operators?|workers?|consumers?|visitors?)\b", re.IGNORECASE
)


def recognise(passage: Passage) -> list[Promise]:
    """Whether credentials are asked for, as far as a passage says."""
    if passage.kind == "code" and not passage.named:
        return []
    if passage.kind == "row" and (found := list(_of_columns(passage))):
        return found
    if not _may_say(passage):
        return []
    found = list(_labelled(passage)) or list(_entitled(passage))
    if found or _LABEL.match(passage.text) or _is_about_refusal(passage):
        return found
    return list(_said(passage)) or list(_listed_below(passage))


def _may_say(passage: Passage) -> bool:
    """Whether any word of it, or of what introduces it, is about credentials: most passages end here."""
    text = passage.text
    if says(text, *_WORDS, "only") or ("(" in text and says(text, "none")):
        return True
    above = passage.parents[-1] if passage.parents else passage.lead
    titles = " ".join((above[-300:], *passage.headings[-1:]))
    return bool(passage.owners) and says(titles, *_WORDS, "public_title")


_WORDS = ("auth", "no_auth", "auth_title", "role_title")


def _of_columns(passage: Passage) -> Iterator[Promise]:
    """A row's `Auth required`, `Access`, `Public?` or `Roles` column."""
    if not any(says(column[:40], "auth_title", "public_title") for column in passage.columns):
        return
    at, required, roles = 0, None, ""
    place = -1
    for cell, column in zip(passage.cells, passage.columns, strict=False):
        if len(column) <= 40 and place < 0:
            if pattern("public_title").fullmatch(column.strip()):
                answer = _answer(cell)
                required, place = (None if answer is None else not answer), (at if answer is not None else -1)
            elif pattern("auth_title").fullmatch(column.strip(" ?？")):
                verdict = _verdict(cell)
                required, place = verdict if verdict != "" else None, at if verdict != "" else -1  # type: ignore[assignment]
        if pattern("role_title").fullmatch(column.strip(" ?？")) and _is_filled(cell):
            roles = cell
        at += len(cell) + len(" | ")
    if place >= 0:
        said = passage.text[place:].split(" | ")[0]
        yield _promise(passage, place, required, f"{said} {roles}")


def _is_filled(cell: str) -> bool:
    return bool(cell.strip(" -–—`*")) and not says(cell, "none")


def _answer(cell: str) -> bool | None:
    mark = next((value for sign, value in _MARKS.items() if sign in cell), None)
    if mark is not None:
        return mark
    return False if says(cell, "none") else True if says(cell, "yes") else None


def _verdict(said: str) -> bool | str | None:
    """What a label's or a column's value says: required, not required, `None` for optional, `""` for nothing."""
    text = said.strip()
    mark = next((value for sign, value in _MARKS.items() if sign in text), None)
    if mark is not None:
        return mark
    if not text.strip(" -–—`*") or _TEMPLATE.search(text) or _DESCRIBES.match(text):
        return ""
    optional, none = says(text, "optional"), says(text, "none", "no_auth")
    asks = says(text, "yes", "auth") or _ROLE_NAME.search(text) is not None
    if optional:
        return None
    if none:
        return None if _OR.search(text) and _asks_beside(text) else False
    return True if asks or _SCOPE.search(text) else ""


_OR = re.compile(r"(?<![^\W_])(?:or|oder|ou|o|или|または|或|또는|atau|veya)(?![^\W_])|/", re.IGNORECASE)


def _asks_beside(text: str) -> bool:
    """Whether one of the alternatives, without what says "none", asks for credentials."""
    parts = _OR.split(_BESIDE.sub(" ", text))
    return any(part.strip() and not says(part, "none", "no_auth") for part in parts)


def _labelled(passage: Passage) -> Iterator[Promise]:
    """`**Authentication:** Required`, also within a cell."""
    for match in _LABEL.finditer(passage.text):
        verdict = _verdict(match["said"])
        if verdict != "" and not _REFUSES.search(match["said"]):
            every = says(match["said"], "every") and says(match["said"], "callable")
            owners: tuple[OperationKey, ...] | None = () if every and not mentions(match["said"]) else None
            yield _promise(passage, match.start("title"), verdict, match["said"], owners)  # type: ignore[arg-type]


_RIGHTS = re.compile(
    rf"(?:^|(?<=[|\n.;(]))\s{{0,3}}(?P<title>{bounded('role_title')}(?:\s?required)?)\s?[:：]\s?(?P<said>[^|\n.;]{{1,120}})",
    re.IGNORECASE,
)


def _entitled(passage: Passage) -> Iterator[Promise]:
    """`**Permission:** manage:all` of an operation: who isn't known has no rights."""
    match = _RIGHTS.search(passage.text) if passage.owners else None
    if match and (_SCOPE.search(match["said"]) or _ROLE_NAME.search(match["said"])):
        yield _promise(passage, match.start("title"), True, f"{match['title']}: {match['said']}")


_ROLES_ONLY = re.compile(
    rf"\bonly\s(?:an?\s|the\s)?{_ROLE_NAME.pattern}\s(?:can|may|are allowed)|{_ROLE_NAME.pattern}[\s-]only\b",
    re.IGNORECASE,
)


def _is_about_refusal(passage: Passage) -> bool:
    """Whether it stands among errors: there, "authentication required" is a message."""
    near = " ".join((*passage.headings[-1:], passage.lead[-120:], *(" ".join(passage.columns),)))
    return _REFUSES.search(near) is not None or says(near, "refusal") or bool(passage.status)


def _said(passage: Passage) -> Iterator[Promise]:
    start = 0
    if passage.kind == "row" and not passage.owners:
        return
    for sentence in _SENTENCE.split(passage.text):
        start = passage.text.index(sentence, start)
        if not sentence.rstrip().endswith(("?", "？")) and not _REFUSES.search(sentence):
            yield from _of_sentence(passage, sentence, start)
        start += len(sentence)


def _of_sentence(passage: Passage, sentence: str, start: int) -> Iterator[Promise]:
    verdict = _sentence_verdict(sentence)
    if verdict is None:
        verdict = _beside_verdict(sentence)
    if verdict is None or not _is_about_calls(passage, sentence, verdict[0] == "beside"):
        return
    _, required, offset, said = verdict
    owners = _group(passage, sentence) or (() if _is_about_all(sentence) else None)
    yield _promise(passage, start + offset, required, said, owners)
    excepted = pattern("except").search(sentence)
    if excepted and required is True:
        for key in _named_in(passage, sentence[excepted.end() :]):
            yield _promise(passage, start + excepted.end(), False, "", (key,))


def _sentence_verdict(sentence: str) -> _Verdict | None:
    """What a sentence says of credentials, and where."""
    bare = _BESIDE.sub(_blank, _CODE_NAME.sub(_blank, _PATH.sub(_blank, sentence)))
    if _CONDITION.match(bare) or _ADVICE.search(bare) or says(bare, "refusal"):
        return None
    if found := _OPTIONAL.search(bare):
        return "sentence", None, found.start(), found[0]
    if found := _FREE.search(bare):
        return "sentence", False, found.start(), ""
    if found := _MAY_ASK.search(bare):
        return "sentence", None, found.start(), found[0]
    if found := _ROLES_ONLY.search(bare):
        return "sentence", True, found.start(), found[0]
    asks = _ASKS.search(bare) or (None if mentions(sentence) else _CLIENT_ASKS.search(bare))
    if asks is None or _PARTIAL.search(bare) or _DESCRIBES.search(bare):
        return None
    between = next((said for said in asks.groups() if said), "")
    before = re.split(r"[,;]", bare[max(0, asks.start() - 24) : asks.start()])[-1]
    denied = says(between, "not") or says(before, "not")
    return "sentence", not denied, asks.start(), bare[asks.start() : asks.end() + 60]


_CODE_NAME = re.compile(r"`[\w]+(?:[-_][\w]+)+`")
_PATH = re.compile(r"\{[^{}]{0,200}\}|\S*/\S*")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


_Verdict = tuple[str, bool | None, int, str]
"""How it is said, what, where, and the words."""


def _beside_verdict(sentence: str) -> _Verdict | None:
    """`(requires auth)`, `(public)`, `(no auth)` behind what it is about."""
    for match in _BESIDE.finditer(sentence):
        said = match["said"].strip()
        if says(said, "refusal", "optional") or len(said) > 40:
            continue
        if pattern("no_auth").fullmatch(said) or (pattern("none").fullmatch(said) and len(said) > 4):
            return "beside", False, match.start(), ""
        if _ASKS.search(said) or _REQUIRED.fullmatch(said):
            return "beside", not says(said, "not"), match.start(), said
    return None


_REQUIRED = re.compile(rf"{bounded('auth')}|authenticated|protected|{_ROLE_NAME.pattern}\s+only", re.IGNORECASE)


def _is_about_calls(passage: Passage, sentence: str, beside: bool) -> bool:
    """Whether a sentence is about what can be called: an operation, the API, or a section about authentication."""
    if beside:
        return bool(passage.owners or passage.owned_from)
    near = (passage.lead[-120:], *passage.headings[-1:])
    titled = any(says(text, "auth") and says(text, "requires", "auth_title") for text in near)
    return bool(passage.owners or passage.owned_from) or says(sentence, "callable") or titled


def _is_about_all(sentence: str) -> bool:
    """Whether its subject is the whole API: `All endpoints`, `Every request`."""
    head = pattern("except").split(sentence, maxsplit=1)[0]
    return not mentions(head) and _EVERY_CALL.search(head[:80]) is not None


_EVERY_CALL = re.compile(
    rf"{bounded('every')}\s{{0,2}}(?:(?:http|api|rest|other|the|los|las|les|as|os)\s){{0,2}}{bounded('callable')}",
    re.IGNORECASE,
)


def _group(passage: Passage, sentence: str) -> tuple[OperationKey, ...]:
    """The operations of a list of nicknames: `authenticated endpoints (logout, me, password change)`."""
    if not says(sentence, "callable") or not passage.known:
        return ()
    for match in _GROUP.finditer(sentence):
        parts = [part for part in _PARTS.split(match["names"].strip()) if 0 < len(part) <= 40][:30]
        found = [called(part, passage.known[:1000]) for part in parts]
        if len(parts) > 1 and sum(bool(keys) for keys in found) * 2 > len(parts):
            return tuple(dict.fromkeys(key for keys in found for key in keys[:2]))
    return ()


def _named_in(passage: Passage, text: str) -> tuple[OperationKey, ...]:
    """The operations that a piece of text names, those without a method by their path."""
    whole = [key for mention in mentions(text) for key in mention.operations]
    bare = [key.path for mention in paths(text) for key in mention.operations] if not whole else []
    known = {normal_path(path) for path in bare}
    by_path = [key for key in passage.known if normal_path(key.path) in known and key.method != ANY_METHOD]
    missing = known - {normal_path(key.path) for key in by_path}
    unknown = [OperationKey(ANY_METHOD, path) for path in bare if normal_path(path) in missing]
    return tuple(dict.fromkeys((*whole, *by_path, *unknown)))


def _listed_below(passage: Passage) -> Iterator[Promise]:
    """An operation in a list that a sentence or a heading introduces: `The following endpoints are public:`."""
    if passage.kind not in ("item", "row") or not passage.owners:
        return
    lead = (passage.parents[-1] if passage.parents else "") or passage.lead
    introduces = lead.rstrip().endswith((":", "：")) and len(lead) <= 300
    if not introduces:
        lead = passage.headings[-1] if passage.headings and passage.named and not passage.parents else ""
    verdict = _sentence_verdict(lead) or _beside_verdict(lead) or _titled(lead)
    if verdict is not None and says(lead, "callable"):
        required = False if says(lead, "except") and verdict[1] is True else verdict[1]
        yield _promise(passage, 0, required, verdict[3])


_TITLE = re.compile(
    r"\W*(?:(?P<public>public|unauthenticated|anonymous|open)|(?P<asks>authenticated|protected|private|secured))\s(?:\w+\s)?"
    r"(?:endpoints|routes|apis?|operations)\W*",
    re.IGNORECASE,
)


def _titled(lead: str) -> _Verdict | None:
    """What `Public endpoints` and `Protected routes` say of what they list."""
    match = _TITLE.fullmatch(lead)
    return None if match is None else ("title", match["asks"] is not None, 0, "")


def _promise(
    passage: Passage,
    offset: int,
    required: bool | None,
    said: str,
    owners: tuple[OperationKey, ...] | None = None,
) -> Promise:
    value: dict[str, Any] = {"required": required}
    if required is not False:
        value |= {name: found for name, found in _details(said).items() if found}
    category = _category(passage) if owners is None and not passage.owners_at(offset) else ""
    if category:
        value["category"] = category
    return Promise(kind="auth", offset=offset, value=value, owners=owners)


def _details(said: str) -> dict[str, Any]:
    scheme = next((name for name, words in _SCHEMES if words.search(said)), None)
    scopes = list(dict.fromkeys(match[0].strip("`") for match in _SCOPE.finditer(said)))
    listed = _ROLE.search(said)
    roles = [role.strip(" `") for role in re.split(r"[,/|]| or | and ", listed["roles"])] if listed else []
    roles = roles or [match[0] for match in _ROLE_NAME.finditer(said)]
    return {"scheme": scheme, "scopes": scopes, "roles": [role for role in dict.fromkeys(roles) if role]}


def _category(passage: Passage) -> str:
    """Whom a section is about, where that isn't an operation: `Authenticated Partners`."""
    nearest = passage.headings[-1] if passage.headings else ""
    if passage.kind == "row" and passage.cells:
        return passage.cells[0].strip("` ")[:60]
    return nearest[:60] if _PERSONA.search(nearest) and not says(nearest, "callable") else ""

"""What a piece of text says of credentials: asked for, not asked for, optional, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pytest_contract.design.mention import mentions
from pytest_contract.design.wording import bounded, pattern, says

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
REFUSES = re.compile(
    r"(?<![\w.])(?:401|403)(?!\w)|(?<![$\w{])[A-Z]{2,}_[A-Z_]{2,}(?![A-Z_=])"
    r"(?!`?\s(?:(?:is|are)\s)?(?:not\s)?(?:un)?(?:set|empty|configured|enabled|disabled)\b)"
)
"""A refusal's status, or its code, which is no setting: `ADMIN_KEY` that is unset."""
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
    r"members?|developers?|staff|agents?|supervisors?|customers?|reviewers?|auditors?)(?!\w|-(?!only\b))",
    re.IGNORECASE,
)
_ROLES_ONLY = re.compile(
    rf"\bonly\s(?:an?\s|the\s)?{_ROLE_NAME.pattern}\s(?:can|may|are allowed)|{_ROLE_NAME.pattern}[\s-]only\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a text says of credentials."""

    required: bool | None
    """`None`: optional."""
    offset: int = 0
    said: str = ""
    """The words that say it, with those that name scheme, scopes and roles."""
    beside: bool = False
    """Whether it stands in brackets behind what it is about."""


def answer(cell: str) -> bool | None:
    """A cell's yes or no; `None` where it is neither."""
    mark = _mark(cell)
    if mark is not None:
        return mark
    return False if says(cell, "none") else True if says(cell, "yes") else None


def _mark(text: str) -> bool | None:
    return next((value for sign, value in _MARKS.items() if sign in text), None)


def value_verdict(said: str) -> Verdict | None:
    """What the value of a label or of a column says: `Required`, `None`, `Bearer (optional)`, `Rol: ADMIN`."""
    text = said.strip()
    if (mark := _mark(text)) is not None:
        return Verdict(required=mark, said=said)
    if not text.strip(" -–—`*") or _TEMPLATE.search(text) or _DESCRIBES.match(text) or REFUSES.search(text):
        return None
    if says(text, "optional"):
        return Verdict(required=None, said=said)
    if says(text, "none", "no_auth"):
        return Verdict(required=None if _OR.search(text) and _asks_beside(text) else False, said=said)
    asks = says(text, "yes", "auth") or _ROLE_NAME.search(text) or _SCOPE.search(text) or _WHO.fullmatch(text)
    return Verdict(required=True, said=said) if asks else None


_WHO = re.compile(rf"[`*\W]{{0,3}}(?:any\s)?{bounded('user')}[`*\W]{{0,3}}", re.IGNORECASE)
"""Somebody who has to be known, as all of a cell: `user`."""
_OR = re.compile(r"(?<![^\W_])(?:or|oder|ou|o|или|または|或|또는|atau|veya)(?![^\W_])|/", re.IGNORECASE)


def _asks_beside(text: str) -> bool:
    """Whether one of the alternatives, without what says "none", asks for credentials."""
    parts = _OR.split(_BESIDE.sub(" ", text))
    return any(part.strip() and not says(part, "none", "no_auth") for part in parts)


def sentence_verdict(sentence: str) -> Verdict | None:
    """What a sentence says of credentials, and where."""
    bare = _COUNTED_BY.sub(_blank, sentence)
    bare = _BESIDE.sub(_blank, _CODE_NAME.sub(_blank, _PATH.sub(_blank, bare)))
    if _CONDITION.match(bare) or (_ADVICE.search(bare) and not _OF_EVERY_CALL.match(bare)):
        return None
    only = _ROLES_ONLY.search(bare)
    if says(bare[: only.start()] if only else bare, "refusal"):
        return None
    for said, word, required in _VERDICTS:
        if (word == "" or says(bare, word)) and (found := said.search(bare)):
            return Verdict(required=required, offset=found.start(), said=found[0])
    asks = (_ASKS.search(bare) if says(bare, "requires", "must") else None) or (
        None if mentions(sentence) else _CLIENT_ASKS.search(bare)
    )
    if asks is None or _PARTIAL.search(bare) or _DESCRIBES.search(bare):
        return None
    between = next((said for said in asks.groups() if said), "")
    before = re.split(r"[,;]", bare[max(0, asks.start() - 24) : asks.start()])[-1]
    denied = says(between, "not") or says(before, "not")
    return Verdict(required=not denied, offset=asks.start(), said=bare[asks.start() : asks.end() + 60])


_OF_EVERY_CALL = re.compile(rf"\W{{0,4}}{bounded('every')}\s(?:\w{{1,12}}\s)?{bounded('callable')}", re.IGNORECASE)
"""`All API calls must carry your key`: a rule, though it speaks to the reader."""
_RESERVED = re.compile(
    r"\b(?:requires?|needs?)\s(?:the|an?)\s[`*]{0,2}[\w:.-]{2,30}[`*]{0,2}\s(?:role|scope|permission)\b|"
    r"\b(?:reserved (?:for|to)|réservée?s? (?:aux?|à)|reservad[oa]s? (?:al?|aos?|para)|nur für|vorbehalten)\s"
    rf"(?:(?:the|la|le|el|os?|die|der)\s)?(?:(?:roles?|rôles?|rol|papel|Rollen?)\s[`\w]|{_ROLE_NAME.pattern})[^.;,|]{{0,30}}",
    re.IGNORECASE,
)


_VERDICTS = (
    (_OPTIONAL, "optional", None),
    (_FREE, "no_auth", False),
    (_MAY_ASK, "", None),
    (_ROLES_ONLY, "only", True),
    (_RESERVED, "", True),
)
"""What says it, a meaning without which it isn't there, and whether credentials are asked for."""
_COUNTED_BY = re.compile(
    r"\b(?:per|pro|par|por|je)\s(?:API[ -]?key|access token|token|session|Token|clé API|jeton|clave)s?\b", re.IGNORECASE
)
"""Whom a limit counts: `60 requests per API key`."""
_CODE_NAME = re.compile(r"`[\w]+(?:[-_][\w]+)+`")
_PATH = re.compile(r"\{[^{}]{0,200}\}|\S*/\S*")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def beside_verdict(sentence: str) -> Verdict | None:
    """`(requires auth)`, `(public)`, `[no auth]` behind what it is about."""
    for match in _BESIDE.finditer(sentence):
        said = match["said"].strip()
        if says(said, "refusal", "optional") or len(said) > 40:
            continue
        if pattern("no_auth").fullmatch(said) or (pattern("none").fullmatch(said) and len(said) > 4):
            return Verdict(required=False, offset=match.start(), beside=True)
        if _ASKS.search(said) or _REQUIRED.fullmatch(said):
            return Verdict(required=not says(said, "not"), offset=match.start(), said=said, beside=True)
    return None


_REQUIRED = re.compile(rf"{bounded('auth')}|authenticated|protected|{_ROLE_NAME.pattern}\s+only", re.IGNORECASE)


_TITLE = re.compile(
    r"\W*(?:(?P<public>public|unauthenticated|anonymous|open)|(?P<asks>authenticated|protected|private|secured))\s(?:\w+\s)?"
    r"(?:endpoints|routes|apis?|operations)\W*",
    re.IGNORECASE,
)


def title_verdict(title: str) -> Verdict | None:
    """What `Public endpoints` and `Protected routes` say of what they list."""
    match = _TITLE.fullmatch(title)
    return None if match is None else Verdict(required=match["asks"] is not None)


RIGHTS = re.compile(rf"{_SCOPE.pattern}|{_ROLE_NAME.pattern}", re.IGNORECASE)
"""A scope or a role, by its look."""


def details(said: str) -> dict[str, Any]:
    """The scheme, the scopes and the roles that a text names; empty where it names none."""
    scheme = next((name for name, words in _SCHEMES if words.search(said)), None)
    scopes = list(dict.fromkeys(match[0].strip("`") for match in _SCOPE.finditer(said)))
    listed = _ROLE.search(said)
    roles = [role.strip(" `") for role in re.split(r"[,/|]| or | and ", listed["roles"])] if listed else []
    roles = roles or [match[0] for match in _ROLE_NAME.finditer(said)]
    return {"scheme": scheme, "scopes": scopes, "roles": [role for role in dict.fromkeys(roles) if role]}

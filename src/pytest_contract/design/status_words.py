"""How documents speak of statuses, in the languages that they are written in.

Each table maps a language to its spellings, in lower case. A contributor adds a language by adding a key to each.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pytest_contract.design.sections import Spellings, folded, names

BEFORE: Spellings = {
    "en": (
        "http", "status", "status code", "status codes", "statuscode", "http status", "code", "codes", "return",
        "returns", "returned", "returning", "respond", "responds", "responds with", "respond with", "responded with",
        "responding with", "reply with", "replies with", "answer", "answers", "answers with", "answer with",
        "answered with", "answering", "rejected with", "rejects with", "reject with", "refused with", "denied with",
        "fails with", "fail with", "failed with", "error", "errors", "yields", "gives", "gets", "get", "receives",
        "receive", "response", "responses", "success", "failure", "failures",
        "result in", "results in", "resulting in", "ends in",
        "with", "produces", "produce", "emits", "throws", "raises", "sends", "send", "use", "uses", "not",
        "never", "instead of", "rather than", "http error", "expect", "issue", "issues", "otherwise", "else",
        "afterwards", "thereafter",
    ),
    "de": (
        "antwortet", "antwortet mit", "antworten mit", "liefert", "gibt", "mit", "status", "statuscode", "fehler",
        "erhält", "erfolg", "antwort", "nicht", "statt", "abgelehnt mit", "beantwortet mit", "wird mit",
        "sonst", "andernfalls", "danach",
    ),
    "fr": (
        "renvoie", "retourne", "répond", "répond avec", "répond par", "avec", "statut", "code", "erreur", "reçoit",
        "réponse", "succès", "pas", "au lieu de", "un", "une", "code de statut", "statut http", "code http",
        "sinon",
    ),
    "es": (
        "devuelve", "retorna", "responde", "responde con", "con", "estado", "código", "error", "recibe", "respuesta",
        "éxito", "no", "en lugar de", "código de estado", "código http", "estado http", "rechazado con",
        "de lo contrario", "si no",
    ),
    "pt": (
        "retorna", "devolve", "responde", "responde com", "com", "status", "código", "erro", "recebe", "resposta",
        "sucesso", "não", "em vez de", "código de status", "status http", "código http",
        "caso contrário", "senão",
    ),
    "ja": ("ステータス", "ステータスコード", "は", "で", "エラー", "http", "レスポンス", "コード", "なら", "場合は"),
    "zh": ("返回", "状态码", "响应", "状态", "错误", "错误码", "http", "收到", "为", "则", "响应码"),
    "ko": ("상태", "상태 코드", "응답", "코드", "오류", "에러", "http", "반환", "시", "상태코드"),
    "id": (
        "mengembalikan", "merespons", "merespons dengan", "dengan", "status", "kode", "kesalahan", "galat", "respons",
        "menerima", "bukan", "kode status", "menjawab", "ditolak dengan",
    ),
    "tr": ("durum", "durum kodu", "kod", "hata", "yanıt", "http", "yanıtı", "ile", "değil", "kodu"),
    "ru": (
        "возвращает", "возвращается", "отвечает", "ответ", "статус", "код", "ошибка", "ошибку", "с кодом", "получает",
        "код ответа", "статус-код", "не", "вместо", "вернуть", "вернёт", "вернет",
    ),
}  # fmt: skip
"""What stands directly before a status."""

AFTER: Spellings = {
    "en": (
        "error", "errors", "response", "responses", "status", "status code", "is returned", "must be returned",
        "shall be returned", "should be returned", "may be returned", "will be returned", "are returned", "http",
        "should not be returned", "must not be returned", "is not returned", "on", "if", "when", "unless", "until",
        "for", "instead", "even", "after that", "beyond that", "above that", "thereafter",
    ),
    "de": ("fehler", "antwort", "wird zurückgegeben", "wenn", "falls", "zurück", "bei"),
    "fr": ("erreur", "réponse", "est renvoyé", "est retourné", "si", "quand", "lorsque"),
    "es": ("error", "respuesta", "se devuelve", "si", "cuando"),
    "pt": ("erro", "resposta", "é retornado", "se", "quando"),
    "ja": ("を返", "が返", "エラー", "を優先", "応答", "レスポンス", "となる", "とする", "になる", "で応答",
           "で返", "ではなく", "ではない"),
    "zh": ("错误", "响应", "状态", "状态码", "（"),
    "ko": ("응답", "반환", "에러", "오류", "를 반환", "을 반환", "로 응답", "으로 응답", "상태", "이 아니라",
           "가 아니라", "대신"),
    "id": ("kesalahan", "galat", "respons", "jika", "bila"),
    "tr": ("döner", "döndürür", "hatası", "yanıtı", "dönülür", "ile yanıt", "verir", "değil"),
    "ru": ("ошибка", "ответ", "если", "когда", "возвращается", "при"),
}  # fmt: skip
"""What stands directly after a status."""

NOT_BEFORE: Spellings = {
    "en": ("not", "not a", "not an", "never", "never a", "instead of", "instead of a", "rather than", "rather than a",
           "must not return", "should not return", "shall not return", "does not return", "do not return",
           "doesn't return", "don't return", "must not use", "must not be", "must never return", "never returns",
           "never return", "no", "not with", "must not respond with", "should not respond with", "not return",
           "not http", "must not be a", "cannot return", "won't return", "will not return"),
    "de": ("nicht", "statt", "kein", "keine", "keinen", "niemals", "nie", "anstelle von"),
    "fr": ("pas", "pas un", "pas une", "jamais", "au lieu de", "au lieu d'un", "plutôt que"),
    "es": ("no", "nunca", "en lugar de", "en vez de", "no un", "no devuelve"),
    "pt": ("não", "nunca", "em vez de", "ao invés de", "não retorna", "e não"),
    "zh": ("而不是", "而非", "不是", "不返回", "不要返回"),
    "id": ("bukan", "alih-alih", "tidak pernah", "tidak mengembalikan"),
    "ru": ("не", "а не", "вместо", "никогда"),
}  # fmt: skip
"""What, directly before a status, turns the promise round."""

NOT_AFTER: Spellings = {
    "en": ("should not be returned", "must not be returned", "shall not be returned", "is not returned",
           "is never returned", "must not be used", "should not be used", "shall not be used", "is not used",
           "are not returned", "will not be returned", "must never be returned"),
    "de": ("wird nicht zurückgegeben", "wird nie zurückgegeben"),
    "fr": ("n'est pas renvoyé", "n'est jamais renvoyé"),
    "es": ("no se devuelve", "nunca se devuelve"),
    "pt": ("não é retornado", "nunca é retornado"),
    "ja": ("ではなく", "を返さない", "は返さない", "を返してはならない", "は返しません"),
    "zh": ("不返回", "不会返回", "不得返回"),
    "ko": ("가 아니라", "이 아니라", "를 반환하지 않", "을 반환하지 않", "이 아닌", "가 아닌", "대신"),
    "id": ("tidak dikembalikan",),
    "tr": ("değil", "döndürmez", "yerine"),
    "ru": ("не возвращается",),
}  # fmt: skip
"""What, directly after a status, turns the promise round."""

COLUMN: Spellings = {
    "en": (
        "status", "status code", "status codes", "http", "http status", "http status code", "http code", "code",
        "codes", "response", "responses", "response code", "response status", "success", "success status",
        "success code", "error", "errors", "error code", "error codes", "failure", "failures", "returns", "result",
        "http response", "success response", "error response", "error responses", "http response code", "statuses",
        "status code and reason", "expected status", "response codes", "http error", "http statuses", "typical http",
    ),
    "de": ("status", "statuscode", "http-status", "http-code", "antwort", "antworten", "erfolg", "fehler", "code"),
    "fr": ("statut", "code", "code http", "statut http", "réponse", "réponses", "succès", "erreur", "erreurs",
           "code de statut", "code de réponse"),
    "es": ("estado", "código", "código http", "estado http", "respuesta", "respuestas", "éxito", "error", "errores",
           "código de estado", "códigos"),
    "pt": ("status", "código", "código http", "status http", "resposta", "respostas", "sucesso", "erro", "erros",
           "código de status"),
    "ja": ("ステータス", "ステータスコード", "http", "httpステータス", "httpコード", "レスポンス", "成功", "エラー",
           "コード", "http ステータス", "ステータス コード", "http status", "応答"),
    "zh": ("状态码", "状态", "http状态码", "http 状态码", "响应", "响应码", "成功", "错误", "错误码", "http", "返回码"),
    "ko": ("상태", "상태 코드", "http 상태", "http 상태 코드", "http 코드", "응답", "응답 코드", "성공", "오류",
           "에러", "코드", "상태코드"),
    "id": ("status", "kode", "kode status", "kode http", "respons", "sukses", "kesalahan", "galat"),
    "tr": ("durum", "durum kodu", "http", "http kodu", "yanıt", "başarı", "hata", "kod", "http durum kodu",
           "http durumu"),
    "ru": ("статус", "код", "код ответа", "http код", "http-код", "http статус", "ответ", "ответы", "успех", "ошибка",
           "ошибки", "http-статус", "статус-код"),
}  # fmt: skip
"""Heads of table columns that hold statuses."""

CONDITION_COLUMN: Spellings = {
    "en": ("when", "condition", "description", "meaning", "cause", "reason", "what's wrong", "case", "scenario",
           "trigger", "explanation", "returned when", "details", "situation", "what happened"),
    "de": ("wann", "bedingung", "beschreibung", "bedeutung", "ursache", "grund"),
    "fr": ("quand", "condition", "description", "signification", "cause", "raison"),
    "es": ("cuándo", "cuando", "condición", "descripción", "significado", "causa", "motivo"),
    "pt": ("quando", "condição", "descrição", "significado", "causa", "motivo"),
    "ja": ("条件", "説明", "意味", "原因", "理由", "内容", "発生条件"),
    "zh": ("条件", "说明", "描述", "含义", "原因"),
    "ko": ("조건", "설명", "의미", "원인", "이유"),
    "id": ("kapan", "kondisi", "deskripsi", "arti", "penyebab", "keterangan"),
    "tr": ("ne zaman", "koşul", "açıklama", "anlam", "neden"),
    "ru": ("когда", "условие", "описание", "значение", "причина"),
}  # fmt: skip
"""Heads of table columns that say when."""

OTHER_PARTY: Spellings = {
    "en": ("upstream", "third-party", "third party", "downstream", "external api", "external service", "remote server",
           "remote service", "scanned site", "target site", "target server", "provider", "vendor", "webhook receiver",
           "receiver", "consumer endpoint", "subscriber endpoint", "dependency"),
    "de": ("drittanbieter", "fremde api", "externe api"),
    "fr": ("service tiers", "api externe", "api tierce"),
    "es": ("tercero", "api externa", "proveedor"),
    "pt": ("terceiro", "api externa", "provedor"),
    "ja": ("外部api", "外部サービス", "上流"),
    "zh": ("第三方", "外部接口", "上游"),
    "ko": ("외부 api", "서드파티", "업스트림"),
    "id": ("pihak ketiga", "api eksternal"),
    "tr": ("üçüncü taraf", "harici api"),
    "ru": ("сторонний", "внешний api", "внешнего api"),
}  # fmt: skip
"""Who answers in place of the documented API."""

CAUSE_COLUMN: Spellings = {
    "en": ("when", "condition", "cause", "case", "scenario", "trigger", "situation", "failure", "failure mode", "event",
           "root cause", "circuit state", "state", "fault", "test", "input"),
    "de": ("wann", "bedingung", "ursache", "auslöser", "fall"),
    "fr": ("quand", "condition", "cause", "cas", "déclencheur"),
    "es": ("cuándo", "cuando", "condición", "causa", "caso", "escenario"),
    "pt": ("quando", "condição", "causa", "caso", "cenário"),
    "ja": ("条件", "原因", "発生条件", "シナリオ", "ケース"),
    "zh": ("条件", "原因", "场景", "触发条件"),
    "ko": ("조건", "원인", "시나리오", "상황"),
    "id": ("kapan", "kondisi", "penyebab", "skenario"),
    "tr": ("ne zaman", "koşul", "neden", "senaryo"),
    "ru": ("когда", "условие", "причина", "сценарий"),
}  # fmt: skip
"""Heads of table columns that say what happened before: a status in them is somebody else's answer."""

PAST: Spellings = {
    "en": ("previously", "formerly", "used to", "in earlier versions", "in the past", "before this change",
           "historically",
           "older versions", "earlier versions", "until now"),
    "de": ("früher", "bisher", "vorher", "ehemals"),
    "fr": ("auparavant", "précédemment", "jadis"),
    "es": ("anteriormente", "previamente", "antes"),
    "pt": ("anteriormente", "previamente", "antes"),
    "ja": ("以前は", "従来は", "これまで"),
    "zh": ("以前", "之前", "旧版"),
    "ko": ("이전에는", "기존에는"),
    "id": ("sebelumnya", "dahulu"),
    "tr": ("önceden", "eskiden"),
    "ru": ("ранее", "раньше", "прежде"),
}  # fmt: skip
"""What says that a sentence is about what is no more."""

CLIENTS_OWN: Spellings = {
    "en": ("your endpoint", "your server", "your service", "your webhook", "your backend", "your receiver",
           "your handler", "your application", "your url", "your listener", "your system", "the receiver's endpoint"),
    "de": ("ihr endpunkt", "ihr server", "ihr dienst", "ihr system", "dein endpunkt", "dein server", "euer endpunkt",
           "euer server"),
    "fr": ("votre endpoint", "votre serveur", "votre service", "votre système"),
    "es": ("su endpoint", "su servidor", "tu endpoint", "tu servidor", "su servicio", "tu servicio"),
    "pt": ("seu endpoint", "seu servidor", "seu serviço", "seu sistema"),
    "ja": ("お客様のサーバー", "受信側のサーバー", "受信側のエンドポイント"),
    "zh": ("您的服务器", "你的服务器", "您的端点", "你的端点", "您的接口", "接收方服务器"),
    "ko": ("귀하의 서버", "수신 서버", "고객의 서버"),
    "id": ("server anda", "endpoint anda", "layanan anda"),
    "tr": ("sunucunuz", "uç noktanız"),
    "ru": ("ваш сервер", "ваш эндпоинт", "ваш сервис"),
}  # fmt: skip
"""What the API calls, as with webhooks: its answers are not the API's."""

_COLUMN = names(COLUMN)
_CAUSE = names(CAUSE_COLUMN)
_CONDITION = names(CONDITION_COLUMN)


def _alternatives(table: Spellings) -> str:
    return "|".join(re.escape(name) for name in sorted(names(table), key=len, reverse=True))


def _cut(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_OPENING = r"[\s:：=(\[`*\"'→>~]{0,6}"
_ARTICLE = (
    r"(?:(?:any of the|one of the|an?|the|any|einen?|ein|une?|el|la|le|o|un|uma?|der|die|das|all|plain|generic)\s)?"
)
_KIND = (
    r"(?:(?:http|https)[ /-]?(?:[\d.]{1,3} )?(?:status )?(?:codes? )?|status(?:[ -]?codes?)? |código |code |кодом )?"
)

SAYS_STATUS_BEFORE = _cut(
    rf"(?:(?<![A-Za-z0-9_À-ɏЀ-ӿ])(?:{_alternatives(BEFORE)})|[→⇒➜]|[-=]>|"
    rf"\+){_OPENING}{_ARTICLE}{_KIND}[`*\[(\"']{{0,4}}$"
)
SAYS_STATUS_AFTER = _cut(rf"^[`*\])\"']{{0,4}}[ \n]?(?:{_alternatives(AFTER)})")
NEGATES_BEFORE = _cut(
    rf"(?:(?<![A-Za-z0-9_À-ɏЀ-ӿ])(?:{_alternatives(NOT_BEFORE)}))[\s(\[`*]{{0,4}}{_ARTICLE}{_KIND}[`*\[(\"']{{0,4}}$"
)
NEGATES_AFTER = _cut(rf"^[`*\])\"']{{0,4}}[^.|,;]{{0,30}}?(?:{_alternatives(NOT_AFTER)})")
_WHAT = r"(?:(?:error|problem)[ -])?(?:codes?|código|kode|header|cabecera|en-tête|cabeçalho)\b"
_SOME = r"(?:(?:an?|the|einem|dem|un|une|el|la|le|o|um|uma)\s)?"
CARRIES = _cut(
    rf"^[`*\])\"']{{0,4}},?\s{{1,2}}(?:(?:and|und|et|y|e)\s)?"
    rf"(?:(?:with|mit|avec|con|com|dengan)\s{_SOME}(?:{_WHAT}|`[a-z])|{_SOME}{_WHAT})"
)
"""What directly after a number says that it is an answer: ``429 with `Retry-After` ``, ``409, code `TAKEN` ``."""
SENT_TO_US = _cut(r"^[`*]{0,3}\s(?:(?:back )?to us|an uns|à nous|we (?:re)?try|we disable|we give up)\b")
"""What directly after a status says that the API is the one that gets it."""
ANOTHER_ANSWERS = _cut(
    rf"(?:{_alternatives(OTHER_PARTY)})(?:'s)?[^.|;\n]{{0,40}}?"
    r"(?:returns?|responds?|answers?|sends?|rejects?|replies|返す|返回|응답|возвращает|retorna|devuelve|"
    r"renvoie)[^.|;,\n]{0,24}$"
)


_CLIENTS_OWN_ANSWERS = _cut(
    rf"(?<![^\W_])(?:{_alternatives(CLIENTS_OWN)})(?![^\W_])(?:(?!(?<![^\W_])(?:we|our|the api)\s)[^|\n]){{0,200}}$"
)


def is_of_clients_own(before: str) -> bool:
    """Whether what follows is answered by what the client runs: `Your endpoint should answer with`."""
    return _CLIENTS_OWN_ANSWERS.search(before[-240:]) is not None


TELLS_THE_PAST = _cut(rf"(?<![A-Za-z0-9_À-ɏЀ-ӿ])(?:{_alternatives(PAST)})[^.!?。|]{{0,200}}$")


@lru_cache(maxsize=1024)
def holds_statuses(column: str) -> bool:
    """Whether a column of this head holds statuses."""
    name = folded(column[:60].replace("`", ""))
    return name in _COLUMN or not _STATUS_WORDS.isdisjoint(name.split())


_STATUS_WORDS = frozenset({"http", "status", "statuscode", "statut", "статус", "durum"})


@lru_cache(maxsize=1024)
def says_cause(column: str) -> bool:
    """Whether a column of this head says what happened, and not what is answered."""
    return folded(column[:60]) in _CAUSE


@lru_cache(maxsize=1024)
def says_when(column: str) -> bool:
    """Whether a column of this head says under which condition."""
    return folded(column[:60]) in _CONDITION

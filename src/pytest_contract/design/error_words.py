"""How documents speak of errors and their codes, in the languages that they are written in.

Each table maps a language to its spellings, in lower case. A contributor adds a language by adding a key to each.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pytest_contract.design.sections import Spellings, contains, folded, names

ERRORS: Spellings = {
    "en": ("error", "failure", "problem type", "fault", "rejection", "reason code"),
    "de": ("fehler",),
    "fr": ("erreur", "échec"),
    "es": ("error", "fallo"),
    "pt": ("erro", "falha"),
    "ja": ("エラー", "失敗"),
    "zh": ("错误", "異常", "异常", "失败"),
    "ko": ("에러", "오류", "실패"),
    "id": ("kesalahan", "galat", "gagal"),
    "tr": ("hata",),
    "ru": ("ошибк", "ошибок"),
}
"""What a heading, a lead or a column's head says where errors are listed."""

CODES: Spellings = {
    "en": ("error code", "error catalog", "error catalogue", "problem type", "reason code", "codes", "error type"),
    "de": ("fehlercode",),
    "fr": ("code d'erreur", "codes d'erreur"),
    "es": ("código de error", "códigos de error", "catálogo de errores"),
    "pt": ("código de erro", "códigos de erro", "catálogo de erros"),
    "ja": ("エラーコード",),
    "zh": ("错误码", "错误代码"),
    "ko": ("에러 코드", "오류 코드", "에러코드"),
    "id": ("kode kesalahan", "kode galat", "kode error"),
    "tr": ("hata kodu", "hata kodları"),
    "ru": ("код ошибки", "коды ошибок", "кодов ошибок"),
}
"""What says that codes are listed, and not just statuses."""

CODE_COLUMN: Spellings = {
    "en": ("code", "codes", "error code", "error codes", "error", "errors", "error type", "problem type", "type",
           "error key", "error name", "application code", "app code", "business code", "internal code", "reason code",
           "error identifier", "errorcode", "problem", "slug", "error id", "error slug", "result code", "api code",
           "errno", "error string", "machine code", "code string", "error enum", "domain code", "codes returned"),
    "de": ("code", "fehlercode", "fehlercodes", "fehler", "typ", "fehlertyp"),
    "fr": ("code", "code d'erreur", "code erreur", "erreur", "type", "identifiant"),
    "es": ("código", "código de error", "error", "tipo", "código error", "identificador"),
    "pt": ("código", "código de erro", "erro", "tipo", "identificador"),
    "ja": ("コード", "エラーコード", "エラー", "種別", "エラーコード例", "エラー種別", "エラー名"),
    "zh": ("代码", "错误码", "错误代码", "错误", "类型", "错误类型", "业务码", "业务错误码"),
    "ko": ("코드", "에러 코드", "오류 코드", "에러", "오류", "유형", "에러코드"),
    "id": ("kode", "kode kesalahan", "kode galat", "kesalahan", "tipe", "kode error"),
    "tr": ("kod", "hata kodu", "hata", "tür"),
    "ru": ("код", "код ошибки", "ошибка", "тип"),
}  # fmt: skip
"""Heads of table columns that hold error codes."""

OTHER_COLUMN: Spellings = {
    "en": ("method", "path", "endpoint", "field", "parameter", "param", "header", "name", "property", "attribute",
           "variable", "env var", "environment variable", "env", "setting", "config", "configuration", "key", "option",
           "flag", "description", "example", "value", "values", "default", "scope", "permission", "role", "event",
           "metric", "table", "column", "feature", "service", "component", "file", "state", "plan", "tier", "enum",
           "data type", "member", "http header", "topic", "status", "content type", "media type", "resource",
           "response", "request", "body", "operation", "function", "module", "source", "scenario", "prefix",
           "error class", "exception class", "class name",
           "kind", "exception", "class", "handler", "rule", "limit", "location", "in", "action", "job"),
    "de": ("methode", "pfad", "feld", "name", "beispiel", "wert", "umgebungsvariable", "einstellung", "rolle"),
    "fr": ("méthode", "chemin", "champ", "nom", "exemple", "valeur", "paramètre", "variable", "rôle"),
    "es": ("método", "ruta", "campo", "nombre", "ejemplo", "valor", "parámetro", "variable", "rol"),
    "pt": ("método", "rota", "campo", "nome", "exemplo", "valor", "parâmetro", "variável", "papel"),
    "ja": ("メソッド", "パス", "フィールド", "項目", "例", "値", "パラメータ", "環境変数", "ロール", "ヘッダー"),
    "zh": ("方法", "路径", "字段", "名称", "示例", "值", "参数", "环境变量", "角色", "请求头"),
    "ko": ("메서드", "경로", "필드", "이름", "예시", "값", "파라미터", "환경 변수", "역할", "헤더"),
    "id": ("metode", "jalur", "bidang", "nama", "contoh", "nilai", "parameter", "variabel", "peran"),
    "tr": ("yöntem", "yol", "alan", "ad", "örnek", "değer", "parametre", "ortam değişkeni", "rol"),
    "ru": ("метод", "путь", "поле", "имя", "пример", "значение", "параметр", "переменная", "роль"),
}  # fmt: skip
"""Heads of table columns whose names and keys are no error codes."""

RETRYABLE_COLUMN: Spellings = {
    "en": ("retryable", "retry", "retriable", "retry?", "can retry", "should retry", "safe to retry", "is retryable"),
    "de": ("wiederholbar", "wiederholung"),
    "fr": ("réessayable", "rejouable", "nouvel essai"),
    "es": ("reintentable", "reintento", "reintentar"),
    "pt": ("repetível", "nova tentativa", "retentativa"),
    "ja": ("再試行", "リトライ", "再試行可否", "リトライ可否", "再試行可能"),
    "zh": ("可重试", "重试", "是否可重试", "是否重试"),
    "ko": ("재시도", "재시도 가능"),
    "id": ("dapat diulang", "coba ulang"),
    "tr": ("yeniden denenebilir", "tekrar"),
    "ru": ("повторяемая", "повтор", "можно повторить"),
}
"""Heads of table columns that say whether to try again."""

YES: Spellings = {
    "": ("true", "✓", "✅", "✔", "y", "○", "1"),
    "en": ("yes", "retryable", "retriable"), "de": ("ja",), "fr": ("oui",), "es": ("sí", "si"), "pt": ("sim",),
    "ja": ("可", "はい", "可能", "あり"), "zh": ("是", "可以", "可"), "ko": ("예", "가능", "네"), "id": ("ya",),
    "tr": ("evet",), "ru": ("да",),
}  # fmt: skip
NO: Spellings = {
    "": ("false", "✗", "❌", "✘", "n", "×", "0"),
    "en": ("no", "not retryable", "non-retryable", "never"),
    "de": ("nein",), "fr": ("non",), "es": ("no",),
    "pt": ("não",), "ja": ("不可", "いいえ", "なし"), "zh": ("否", "不可",
        "不可以"), "ko": ("아니오", "불가", "불가능"),
    "id": ("tidak",), "tr": ("hayır",), "ru": ("нет",),
}  # fmt: skip

_ERRORS = names(ERRORS)
_CODES = names(CODES)
_CODE_COLUMN = names(CODE_COLUMN)
_OTHER_COLUMN = names(OTHER_COLUMN)
_RETRYABLE = names(RETRYABLE_COLUMN)
_YES = names(YES)
_NO = names(NO)


@lru_cache(maxsize=1024)
def speaks_of_errors(text: str) -> bool:
    """Whether a heading or a lead is about errors."""
    return contains(text[:400].lower(), _ERRORS)


@lru_cache(maxsize=1024)
def speaks_of_codes(text: str) -> bool:
    """Whether a heading or a lead is about error codes."""
    return contains(text[:400].lower(), _CODES)


@lru_cache(maxsize=1024)
def holds_codes(column: str) -> bool:
    """Whether a column of this head holds error codes."""
    name = folded(column[:60].replace("`", ""))
    if name in _CODE_COLUMN or name.startswith(("error code", "エラーコード", "错误码", "código de err", "hata kod")):
        return True
    head, _, last = name.rpartition(" ")
    return last in ("code", "codes") and _OTHER_CODES.isdisjoint(head.split())


_OTHER_CODES = frozenset(
    "http status country currency language postal zip promo coupon voucher area bank exit qr bar".split()
)
"""What else has codes."""


@lru_cache(maxsize=1024)
def holds_others(column: str) -> bool:
    """Whether a column of this head holds names of other things."""
    return folded(column[:60].replace("`", "")) in _OTHER_COLUMN


def is_vague(column: str) -> bool:
    """Whether a column of this head holds codes only where a status stands beside them: `Type`."""
    return folded(column[:60].replace("`", "")) in _VAGUE


_VAGUE = frozenset(
    "type typ tipo 種別 类型 유형 tipe tür тип error errors fehler erreur erro "
    "エラー 错误 에러 오류 kesalahan hata".split()
)


@lru_cache(maxsize=1024)
def says_retryable(column: str) -> bool:
    """Whether a column of this head says whether to try again."""
    return folded(column[:60].rstrip("?？ ")) in _RETRYABLE


_SIGNS = re.compile(r"[`*\s.。]+")


def yes_or_no(cell: str) -> bool | None:
    """What a cell says; `None` where it is conditional, or silent."""
    bare = _SIGNS.sub(" ", cell[:40].lower()).strip()
    return True if bare in _YES else False if bare in _NO else None

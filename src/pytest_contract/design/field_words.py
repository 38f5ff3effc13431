"""How documents speak of parameters and fields, in the languages that they are written in.

Each table maps a language to its spellings, in lower case. A contributor adds a language by adding a key to each.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pytest_contract.design.sections import Spellings, contains, folded, names

PARAMETER: Spellings = {
    "en": ("parameter", "parameters", "param", "params", "query parameter", "query parameters", "path parameter",
           "path parameters", "query param", "query string parameter"),
    "de": ("parameter", "abfrageparameter", "pfadparameter"),
    "fr": ("paramètre", "paramètres"),
    "es": ("parámetro", "parámetros"),
    "pt": ("parâmetro", "parâmetros"),
    "ja": ("パラメータ", "パラメーター", "クエリパラメータ", "パスパラメータ"),
    "zh": ("参数", "参数名", "查询参数", "路径参数"),
    "ko": ("파라미터", "매개변수"),
    "id": ("parameter",),
    "tr": ("parametre", "parametreler"),
    "ru": ("параметр", "параметры"),
}  # fmt: skip
FIELD: Spellings = {
    "en": ("field", "fields", "property", "attribute", "member", "body field", "field name"),
    "de": ("feld", "felder", "eigenschaft"),
    "fr": ("champ", "champs", "propriété"),
    "es": ("campo", "campos", "propiedad"),
    "pt": ("campo", "campos", "propriedade"),
    "ja": ("フィールド", "項目", "プロパティ"),
    "zh": ("字段", "字段名", "属性"),
    "ko": ("필드", "속성"),
    "id": ("bidang", "kolom", "field"),
    "tr": ("alan", "alanlar"),
    "ru": ("поле", "поля", "свойство"),
}
NAME: Spellings = {
    "en": ("name", "key"), "de": ("name",), "fr": ("nom",), "es": ("nombre",), "pt": ("nome",), "ja": ("名前", "名称"),
    "zh": ("名称",), "ko": ("이름",), "id": ("nama",), "tr": ("ad", "isim"), "ru": ("имя", "название"),
}  # fmt: skip
TYPE: Spellings = {
    "en": ("type", "data type", "format"), "de": ("typ", "datentyp"), "fr": ("type",), "es": ("tipo",), "pt": ("tipo",),
    "ja": ("型", "データ型", "タイプ"), "zh": ("类型", "数据类型"), "ko": ("타입", "유형", "형식"), "id": ("tipe",),
    "tr": ("tür", "tip"), "ru": ("тип",),
}  # fmt: skip
REQUIRED: Spellings = {
    "en": ("required", "required?", "mandatory", "req", "is required"), "de": ("pflicht", "erforderlich"),
    "fr": ("requis", "obligatoire"), "es": ("requerido", "obligatorio"), "pt": ("obrigatório", "requerido"),
    "ja": ("必須", "必須/任意"), "zh": ("必填", "是否必填", "必需", "必选", "是否必须"), "ko": ("필수", "필수 여부"),
    "id": ("wajib", "diperlukan"), "tr": ("zorunlu", "gerekli"), "ru": ("обязательный", "обязательно", "обязательное"),
}  # fmt: skip
PLACE: Spellings = {
    "en": ("in", "location", "where", "place"), "de": ("ort", "wo"), "fr": ("emplacement",), "es": ("ubicación", "en"),
    "pt": ("local", "em"), "ja": ("場所",
           "位置"), "zh": ("位置",), "ko": ("위치",), "id": ("lokasi",), "tr": ("konum",),
    "ru": ("место", "расположение"),
}  # fmt: skip
OPTIONAL: Spellings = {
    "en": ("optional", "not required"), "de": ("optional",), "fr": ("optionnel", "facultatif"), "es": ("opcional",),
    "pt": ("opcional",), "ja": ("任意", "オプション"), "zh": ("可选", "选填"), "ko": ("선택",), "id": ("opsional",),
    "tr": ("isteğe bağlı", "opsiyonel"), "ru": ("необязательный", "опционально"),
}  # fmt: skip
QUERY: Spellings = {
    "en": ("query",), "de": ("abfrage", "query"), "fr": ("requête", "query"), "es": ("consulta", "query"),
    "pt": ("consulta", "query"), "ja": ("クエリ",), "zh": ("查询",), "ko": ("쿼리",), "id": ("kueri", "query"),
    "tr": ("sorgu",), "ru": ("запрос",),
}  # fmt: skip
PATH: Spellings = {
    "en": ("path", "url parameter", "url param"), "de": ("pfad",), "fr": ("chemin",), "es": ("ruta",),
    "pt": ("caminho", "rota"), "ja": ("パス",), "zh": ("路径",), "ko": ("경로",), "id": ("jalur",), "tr": ("yol",),
    "ru": ("путь", "пути"),
}  # fmt: skip
REQUEST: Spellings = {
    "en": ("request", "body", "payload", "input"), "de": ("anfrage",), "fr": ("requête", "corps"),
    "es": ("petición", "solicitud", "cuerpo"), "pt": ("requisição", "corpo"), "ja": ("リクエスト",), "zh": ("请求",),
    "ko": ("요청",), "id": ("permintaan",), "tr": ("istek",), "ru": ("запрос", "тело"),
}  # fmt: skip
RESPONSE: Spellings = {
    "en": ("response", "returns", "output", "result"), "de": ("antwort",), "fr": ("réponse",), "es": ("respuesta",),
    "pt": ("resposta",), "ja": ("レスポンス", "応答"), "zh": ("响应", "返回"), "ko": ("응답",), "id": ("respons",),
    "tr": ("yanıt",), "ru": ("ответ",),
}  # fmt: skip
CHANGES: Spellings = {
    "added": ("added", "adds", "add", "new", "hinzugefügt", "neu", "neues", "neuer", "ajouté", "ajoute",
              "nouveau", "nouvelle",
              "añadido", "añade", "nuevo", "nueva", "adicionado", "adiciona", "novo", "nova", "追加", "新規",
              "新增", "新加",
              "추가", "신규", "ditambahkan", "baru", "eklendi", "yeni", "добавлен", "добавлено", "новый", "новое"),
    "removed": ("removed", "removes", "remove", "deleted", "dropped", "entfernt", "entfällt", "supprimé",
                "retiré", "eliminado",
                "quitado", "removido", "削除", "廃止", "移除", "删除", "삭제", "제거", "dihapus", "kaldırıldı",
                "удалён",
                "удален", "удалено"),
    "deprecated": ("deprecated", "obsolete", "veraltet", "obsolète", "déprécié", "obsoleto", "descontinuado", "非推奨",
                   "已弃用", "弃用", "废弃", "사용 중단", "usang", "kullanımdan kaldırıldı", "устарел", "устарело"),
    "modified": ("modified", "changed", "changes", "modifies", "updated", "extended", "geändert", "erweitert",
                 "modifié",
                 "modificado", "cambiado", "alterado", "変更", "修改", "变更", "변경", "수정", "diubah", "değiştirildi",
                 "изменён", "изменен", "изменено"),
}  # fmt: skip
"""What is done to an endpoint, a parameter or a field; the keys are the changes, the spellings of all languages."""


def _whole_word(word: str) -> str:
    return rf"(?<!\w){re.escape(word)}(?!\w)" if word.isascii() else re.escape(word)


_CHANGE = re.compile(
    "|".join(f"(?P<{change}>{'|'.join(map(_whole_word, words))})" for change, words in CHANGES.items()), re.IGNORECASE
)


@lru_cache(maxsize=1024)
def change_in(text: str) -> str:
    """What a text says is done: `added`, `removed`, `deprecated`, `modified`; empty where it says nothing."""
    found = _CHANGE.search(text)
    return "" if found is None else str(found.lastgroup)


def change_before(text: str) -> str:
    """`removed` where a text ends in saying so of what follows: `We dropped the`; else empty."""
    return "removed" if _REMOVES.search(text[-60:]) else ""


_REMOVES = re.compile(
    rf"(?:{'|'.join(map(_whole_word, CHANGES['removed']))})\s{{0,2}}(?:the\s|an?\s|old\s|den\s|le\s|la\s|el\s|o\s)?"
    r"[`*]{0,3}$",
    re.IGNORECASE,
)

_TABLES = {
    "parameter": names(PARAMETER),
    "field": names(FIELD),
    "name": names(NAME),
    "type": names(TYPE),
    "required": names(REQUIRED),
    "place": names(PLACE),
}
_OPTIONAL, _REQUIRED = names(OPTIONAL), names(REQUIRED)
_QUERY, _PATH, _REQUEST, _RESPONSE = names(QUERY), names(PATH), names(REQUEST), names(RESPONSE)
_PARAMETER, _FIELD = names(PARAMETER), names(FIELD)


@lru_cache(maxsize=1024)
def column_kind(column: str) -> str:
    """What a column of this head holds: `parameter`, `field`, `name`, `type`, `required`, `place`; empty for others."""
    name = folded(column[:60])
    return next((kind for kind, spellings in _TABLES.items() if name in spellings), "")


def speaks_of_parameters(text: str) -> bool:
    """Whether a heading or a lead is about parameters."""
    return contains(text.lower(), _PARAMETER)


def speaks_of_fields(text: str) -> bool:
    """Whether a heading or a lead is about fields."""
    return contains(text.lower(), _FIELD)


def place_in(text: str) -> str:
    """Where a text says that parameters stand: `query`, `path`, `header`, `cookie`; empty where it doesn't."""
    lowered = text.lower()
    tables = (("query", _QUERY), ("path", _PATH), ("header", ("header", "ヘッダ")), ("cookie", ("cookie",)))
    return next((place for place, spellings in tables if contains(lowered, spellings)), "")


def part_in(text: str) -> str:
    """Which part of the exchange a text says that fields belong to: `request`, `response`; empty where it doesn't."""
    lowered = text.lower()
    requests = max((lowered.rfind(spelling) for spelling in _REQUEST), default=-1)
    responses = max((lowered.rfind(spelling) for spelling in _RESPONSE), default=-1)
    if requests == responses:
        return ""
    return "request" if requests > responses else "response"


def says_required(cell: str) -> bool | None:
    """Whether a cell or a remark says `required`, `optional`, or neither."""
    lowered = cell.lower()
    if contains(lowered, _OPTIONAL):
        return False
    return True if contains(lowered, _REQUIRED) else None

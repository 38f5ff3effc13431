"""What the parts of documents are called, in the languages that they are written in.

Each table maps a language to its spellings, in lower case. A contributor adds a language by adding a key to
each; nothing else changes. A name is found where it stands as whole words; `folded` says how a text is compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

Spellings = Mapping[str, tuple[str, ...]]

NO_PROMISES: Spellings = {
    "en": (
        "non-goals", "non goals", "not goals", "non-objectives", "out of scope", "not in scope", "outside the scope",
        "alternatives", "alternatives considered", "alternative considered", "considered options", "options considered",
        "rejected", "rejected alternatives", "rejected options", "rejected approaches", "open questions",
        "unresolved questions", "questions", "open issues", "future work", "future improvements", "future extensions",
        "future considerations", "future", "changelog", "change log", "history", "revision history",
        "document history", "version history", "changes since", "release notes", "references", "further reading",
        "see also", "glossary", "background", "background & context",
        "context", "context and problem statement", "motivation", "problem statement", "problem", "the problem",
        "unresolved", "considered and rejected", "considered but rejected", "load test", "load tests", "benchmark",
        "benchmarks", "benchmark results", "load test results", "current state", "current behavior",
        "current behaviour", "existing behavior", "existing behaviour", "prior art", "related work", "acknowledgements",
        "test plan", "testing", "testing strategy", "test strategy", "test cases", "test scenarios", "tests",
        "manual testing", "validation steps", "verification steps", "quickstart", "alerts", "alerting",
        "monitoring and alerting", "runbook", "rollback", "rollback plan", "rollback procedure", "rollout",
        "rollout plan", "migration plan", "implementation plan", "bad example",
        "bad examples", "anti-patterns", "antipatterns", "counter-examples", "don't", "do not do this",
        "edge cases", "clarifications", "assumptions", "table of contents", "contents", "toc", "capacity planning",
        "client best practices", "best practices", "best practices for clients", "client guidance", "demo credentials",
        "todo", "deferred", "postponed", "parked", "parking lot", "not included", "later", "roadmap",
        "lessons learned", "appendix: history", "deprecated history", "backup", "disaster recovery",
        "database performance", "tooling", "task breakdown", "timeline", "milestones", "team", "review checklist",
    ),
    "de": (
        "nicht-ziele", "nichtziele", "keine ziele", "außerhalb des umfangs", "nicht im umfang",
        "nicht enthalten", "zurückgestellt", "alternativen",
        "verworfene alternativen", "inhaltsverzeichnis", "inhalt", "verworfen", "offene fragen", "offene punkte",
        "änderungshistorie", "historie",
        "verlauf", "änderungen", "hintergrund", "motivation", "ausgangslage", "ist-zustand", "glossar", "referenzen",
        "literatur", "testplan", "tests", "ausblick", "schlechtes beispiel", "schlechte beispiele",
    ),
    "fr": (
        "hors périmètre", "sommaire", "table des matières", "hors scope", "non-objectifs", "non objectifs",
        "alternatives", "alternatives envisagées",
        "alternatives rejetées", "questions ouvertes", "historique", "journal des modifications", "contexte historique",
        "motivation", "état actuel", "glossaire", "références", "plan de test", "tests", "mauvais exemple",
    ),
    "es": (
        "no objetivos", "índice", "tabla de contenidos", "fuera de alcance", "fuera del alcance", "alternativas",
        "alternativas consideradas",
        "alternativas rechazadas", "preguntas abiertas", "historial", "historial de cambios", "registro de cambios",
        "antecedentes", "motivación", "estado actual", "glosario", "referencias", "plan de pruebas", "pruebas",
        "mal ejemplo", "malos ejemplos",
    ),
    "pt": (
        "não objetivos", "índice", "sumário", "não-objetivos", "fora de escopo", "fora do escopo", "alternativas",
        "alternativas consideradas", "alternativas rejeitadas", "questões em aberto", "perguntas abertas", "histórico",
        "histórico de alterações", "antecedentes", "motivação", "estado atual", "glossário", "referências",
        "plano de testes", "testes", "mau exemplo",
    ),
    "ja": (
        "非目標", "対象外", "スコープ外", "代替案", "却下した案", "却下案", "未解決の質問", "未決事項",
        "変更履歴", "目次",
        "改訂履歴", "履歴", "背景", "動機", "現状", "用語集", "参考文献", "参考", "テスト計画", "テスト", "悪い例",
    ),
    "zh": (
        "非目标", "范围外", "不在范围内", "备选方案", "替代方案", "被否决的方案", "未解决的问题", "待定问题",
        "变更历史", "目录", "变更记录", "修订历史", "更新日志", "背景", "动机", "现状", "术语表", "参考资料",
        "测试计划", "测试", "反例",
    ),
    "ko": (
        "비목표", "범위 외", "범위 밖", "대안", "기각된 대안", "열린 질문", "미해결 질문", "변경 이력", "목차",
        "이력", "배경",
        "동기", "현재 상태", "용어집", "참고 자료", "참고", "테스트 계획", "테스트", "나쁜 예",
    ),
    "id": (
        "bukan tujuan", "daftar isi", "di luar cakupan", "di luar lingkup", "alternatif", "pertanyaan terbuka",
        "riwayat",
        "riwayat perubahan", "latar belakang", "motivasi", "kondisi saat ini", "glosarium", "referensi",
        "rencana pengujian", "contoh buruk",
    ),
    "tr": (
        "hedef dışı", "içindekiler", "kapsam dışı", "alternatifler", "reddedilen alternatifler", "açık sorular",
        "geçmiş",
        "değişiklik geçmişi", "arka plan", "motivasyon", "mevcut durum", "sözlük", "kaynaklar", "test planı",
        "kötü örnek",
    ),
    "ru": (
        "не цели", "содержание", "оглавление", "вне рамок", "вне области", "альтернативы",
        "отклонённые альтернативы", "отклоненные альтернативы",
        "открытые вопросы", "история", "история изменений", "журнал изменений", "предыстория", "мотивация",
        "текущее состояние", "глоссарий", "ссылки", "план тестирования", "тестирование", "плохой пример",
    ),
}  # fmt: skip
"""Sections whose text promises nothing of the API: found where the heading is the name, or the name and numbers."""

COUNTER_EXAMPLE: Spellings = {
    "en": ("bad", "wrong", "don't", "avoid", "incorrect", "rejected", "bad example", "before", "old", "anti-pattern"),
    "de": ("schlecht", "falsch", "vermeiden", "verworfen", "vorher"),
    "fr": ("mauvais", "incorrect", "à éviter", "rejeté", "avant"),
    "es": ("mal", "malo", "incorrecto", "evitar", "rechazado", "antes"),
    "pt": ("ruim", "errado", "incorreto", "evitar", "rejeitado", "antes"),
    "ja": ("悪い例", "誤り", "避ける", "却下"),
    "zh": ("反例", "错误示例", "避免", "不好", "否决"),
    "ko": ("나쁜 예", "잘못된 예", "피하기"),
    "id": ("buruk", "salah", "hindari", "ditolak"),
    "tr": ("kötü", "yanlış", "kaçının", "reddedildi"),
    "ru": ("плохо", "неправильно", "избегать", "отклонено"),
}
"""Labels of a line or an item that shows how not to do it."""

ENDPOINT: Spellings = {
    "en": (
        "endpoint", "endpoints", "method and path", "method & path", "path", "url", "route", "routes", "uri",
        "operation", "request", "http request", "api", "resource", "method/path", "http method and path",
        "api endpoint",
    ),
    "de": ("endpunkt", "endpunkte", "pfad", "route", "methode und pfad", "anfrage", "operation"),
    "fr": ("endpoint", "point d'accès", "point de terminaison", "chemin", "route", "méthode et chemin", "requête"),
    "es": ("endpoint", "ruta", "punto de acceso", "método y ruta", "petición", "solicitud", "recurso", "operación"),
    "pt": ("endpoint", "rota", "caminho", "método e caminho", "requisição", "recurso", "operação"),
    "ja": ("エンドポイント", "パス", "url", "メソッドとパス", "リクエスト", "api"),
    "zh": ("端点", "路径", "接口", "请求", "方法和路径", "接口地址", "请求地址", "请求路径"),
    "ko": ("엔드포인트", "경로", "요청", "메서드와 경로"),
    "id": ("endpoint", "jalur", "rute", "metode dan jalur", "permintaan"),
    "tr": ("uç nokta", "endpoint", "yol", "yöntem ve yol", "istek"),
    "ru": ("эндпоинт", "путь", "маршрут", "метод и путь", "запрос", "ручка"),
}  # fmt: skip
"""Labels, and table columns, that say which operation is meant."""

SCOPE: Spellings = {
    "en": ("scope", "applies to", "affected endpoint", "affected endpoints", "affects", "trigger", "used by", "access",
           "behavior", "behaviour", "triggered by", "used on", "required on", "required for"),
    "de": ("gilt für", "betrifft", "auslöser", "verhalten"),
    "fr": ("s'applique à", "concerne", "déclencheur", "comportement"),
    "es": ("se aplica a", "afecta a", "disparador", "comportamiento", "ámbito"),
    "pt": ("aplica-se a", "afeta", "gatilho", "comportamento", "escopo"),
    "ja": ("対象", "適用対象", "適用範囲", "トリガー", "動作"),
    "zh": ("适用", "适用范围", "适用于", "触发", "触发条件", "行为"),
    "ko": ("대상", "적용 대상", "적용 범위", "동작"),
    "id": ("berlaku untuk", "pemicu", "perilaku"),
    "tr": ("kapsam", "geçerli", "tetikleyici", "davranış"),
    "ru": ("область", "применяется к", "триггер", "поведение"),
}  # fmt: skip
"""Labels of a list's item that say what the whole list is about."""

EXAMPLE: Spellings = {
    "en": ("example", "sample", "e.g."),
    "de": ("beispiel",),
    "fr": ("exemple",),
    "es": ("ejemplo",),
    "pt": ("exemplo",),
    "ja": ("例",),
    "zh": ("示例", "例子", "样例"),
    "ko": ("예시", "예제"),
    "id": ("contoh",),
    "tr": ("örnek",),
    "ru": ("пример",),
}

METHOD: Spellings = {
    "en": ("method", "http method", "verb", "http verb"),
    "de": ("methode", "http-methode"),
    "fr": ("méthode", "méthode http", "verbe"),
    "es": ("método", "método http", "verbo"),
    "pt": ("método", "método http", "verbo"),
    "ja": ("メソッド", "httpメソッド"),
    "zh": ("方法", "请求方法", "请求方式"),
    "ko": ("메서드", "메소드", "http 메서드"),
    "id": ("metode", "metode http"),
    "tr": ("yöntem", "metot", "http metodu"),
    "ru": ("метод", "http-метод"),
}

BASE_PATH: Spellings = {
    "en": ("base url", "base path", "base uri", "api base", "api base url", "base", "api prefix", "prefix",
           "url prefix", "path prefix", "basepath", "server", "root url", "api root", "service root", "base endpoint"),
    "de": ("basis-url", "basispfad", "basis-pfad", "präfix"),
    "fr": ("url de base", "chemin de base", "préfixe"),
    "es": ("url base", "ruta base", "prefijo"),
    "pt": ("url base", "caminho base", "prefixo"),
    "ja": ("ベースurl", "ベースパス", "ベース url", "共通パス"),
    "zh": ("基础url", "基础路径", "基本路径", "基础 url", "前缀", "根路径"),
    "ko": ("기본 url", "기본 경로", "베이스 url"),
    "id": ("url dasar", "jalur dasar", "base url"),
    "tr": ("temel url", "temel yol", "ön ek"),
    "ru": ("базовый url", "базовый путь", "префикс"),
}  # fmt: skip
"""Labels of the path that all others are relative to."""

RELATIVE_TO: Spellings = {
    "en": ("relative to", "prefixed with", "prefixed by", "mounted under", "mounted at", "base path", "base url",
           "live under", "served under", "are under"),
    "de": ("relativ zu", "beginnen mit", "liegen unter"),
    "fr": ("relatifs à", "préfixés par", "préfixées par"),
    "es": ("relativas a", "relativos a", "prefijo"),
    "pt": ("relativos a", "relativas a", "prefixo"),
    "ja": ("を基準", "配下"),
    "zh": ("相对于", "前缀为"),
    "ko": ("기준으로", "하위"),
    "id": ("relatif terhadap", "diawali dengan"),
    "tr": ("göreli", "ön ekiyle"),
    "ru": ("относительно", "начинаются с"),
}  # fmt: skip

STEP_WORDS = frozenset(
    "given when then and but gegeben wenn dann und aber étant donné quand alors et mais dado cuando entonces y pero "
    "quando então e mas 前提 もし ならば かつ しかし 假如 当 那么 而且 但是 먼저 만일 그러면 그리고 "
    "하지만 diberikan ketika maka dan tapi diyelim ki eğer o zaman ve ama дано когда тогда и но".split()
)
"""First words of the lines of a scenario (Gherkin), in lower case."""

_NUMBERING = re.compile(r"^(?:[\d.]+\)?|[ivx]+\.|[a-z][.)]|§ ?[\d.]+|appendix \w+:?)\s+")
_DECORATION = re.compile(r"[^\w\s'&/’-]+")
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """A heading, a label or a column's head as it is compared: lower case, no numbers before it, no signs."""
    bare = _SPACES.sub(" ", _DECORATION.sub(" ", text.lower().replace("’", "'"))).strip()
    return _NUMBERING.sub("", bare).strip()


def names(table: Spellings) -> frozenset[str]:
    """All spellings of a table."""
    return frozenset(name for spellings in table.values() for name in spellings)


_NO_PROMISES = names(NO_PROMISES)
_COUNTER_EXAMPLE = names(COUNTER_EXAMPLE)
_ENDPOINT = names(ENDPOINT)
_SCOPE = names(SCOPE)
_EXAMPLE = names(EXAMPLE)
_METHOD = names(METHOD)
_BASE_PATH = names(BASE_PATH)
_RELATIVE_TO = names(RELATIVE_TO)


def promises_nothing(heading: str) -> bool:
    """Whether a section of this name holds no claims: `Non-Goals`, `5. Alternatives considered`."""
    name = folded(_DETAIL.sub("", heading[:200]))
    return name in _NO_PROMISES or any(name.startswith(f"{start} ") for start in _STARTS)


_DETAIL = re.compile(r"[(（][^)）]{0,120}[)）]")
_STARTS = ("alternatives considered", "rejected alternative", "rejected option", "out of scope", "non-goals",
           "open questions", "changelog", "alternative", "not part of", "not covered by", "nicht teil",
           "ne fait pas partie", "ne font pas partie", "no forma parte", "no forman parte", "não faz parte",
           "não fazem parte", "deferred to", "postponed to")  # fmt: skip


SUPERSEDED: Spellings = {
    "en": ("superseded", "rejected", "deprecated", "obsolete", "withdrawn", "abandoned", "archived"),
    "de": ("ersetzt", "abgelehnt", "verworfen", "veraltet"),
    "fr": ("remplacé", "rejeté", "abandonné", "obsolète"),
    "es": ("reemplazado", "rechazado", "obsoleto", "descartado"),
    "pt": ("substituído", "rejeitado", "obsoleto", "descartado"),
    "ja": ("廃止", "却下", "破棄", "置き換え"),
    "zh": ("已废弃", "已取代", "已拒绝", "废弃"),
    "ko": ("폐기", "대체됨", "기각"),
    "id": ("digantikan", "ditolak", "usang"),
    "tr": ("yürürlükten kaldırıldı", "reddedildi", "geçersiz"),
    "ru": ("заменён", "заменен", "отклонён", "отклонен", "устарел"),
}  # fmt: skip
"""What the status of a whole document says when it holds no longer."""

DOCUMENT_STATUS: Spellings = {
    "en": ("status",), "de": ("status",), "fr": ("statut",), "es": ("estado",), "pt": ("status", "estado"),
    "ja": ("ステータス", "状態"), "zh": ("状态",), "ko": ("상태",), "id": ("status",), "tr": ("durum",),
    "ru": ("статус",),
}  # fmt: skip

_SUPERSEDED = names(SUPERSEDED)
_DOCUMENT_STATUS = names(DOCUMENT_STATUS)


def is_superseded(label: str, text: str) -> bool:
    """Whether a line near the beginning of a document says that it holds no longer: `Status: Superseded by …`."""
    value = text[len(label) :].lower().lstrip(" :：*`—-")
    return folded(label[:60]) in _DOCUMENT_STATUS and value.startswith(tuple(_SUPERSEDED))


GENERAL: Spellings = {
    "en": ("error", "status code", "rate limit", "throttl", "authentication", "authorization", "security", "latency",
           "performance", "overview", "introduction", "common", "general", "conventions", "headers", "idempoten",
           "pagination", "versioning", "limits", " auth ", "permission", "tenan", "access control", "who may"),
    "de": ("fehler", "statuscode", "ratenbegrenzung", "anmeldung", "sicherheit", "überblick", "allgemein", "limits"),
    "fr": ("erreur", "limit", "authentification", "sécurité", "aperçu", "général"),
    "es": ("error", "límite", "autenticación", "seguridad", "general", "resumen"),
    "pt": ("erro", "limite", "autenticação", "segurança", "geral", "visão geral"),
    "ja": ("エラー", "レート制限", "認証", "概要", "共通", "ステータス"),
    "zh": ("错误", "限流", "认证", "概述", "通用", "状态码"),
    "ko": ("에러", "오류", "제한", "인증", "개요", "공통", "상태"),
    "id": ("kesalahan", "batas", "autentikasi", "ikhtisar", "umum"),
    "tr": ("hata", "limit", "kimlik", "genel"),
    "ru": ("ошибк", "лимит", "аутентификац", "обзор", "общ"),
}  # fmt: skip
"""Parts of the names of sections that are about the whole API, whatever operation they take for an example."""

_GENERAL = names(GENERAL)


def is_general(heading: str) -> bool:
    """Whether a section of this name is about the whole API."""
    return contains(f" {heading.lower()} ", _GENERAL)


def is_counter_example(label: str) -> bool:
    """Whether a label says that what follows is how not to do it."""
    return "❌" in label[:3] or "✗" in label[:3] or folded(label[:60]) in _COUNTER_EXAMPLE


def names_endpoint(label: str) -> bool:
    """Whether a label or a column's head stands for an operation."""
    return folded(label[:60]) in _ENDPOINT


def names_scope(label: str) -> bool:
    """Whether an item of this label says what its list is about."""
    return folded(label[:60]) in _SCOPE


@lru_cache(maxsize=1024)
def shows_example(text: str) -> bool:
    """Whether a heading, a lead or a label announces an example."""
    return contains(text[:200].lower(), _EXAMPLE)


_ENDPOINTS = (
    "endpoint",
    "エンドポイント",
    "endpunkt",
    "端点",
    "接口",
    "엔드포인트",
    "эндпоинт",
    "uç nokta",
    "operation",
    "route",
)


def speaks_of_endpoints(heading: str) -> bool:
    """Whether a heading is about endpoints."""
    return contains(heading.lower(), _ENDPOINTS)


def names_method(label: str) -> bool:
    """Whether a label or a column's head stands for a method."""
    return folded(label[:60]) in _METHOD


def names_base_path(label: str) -> bool:
    """Whether a label stands for the path that others are relative to."""
    return folded(label[:60]) in _BASE_PATH


def says_relative(text: str) -> bool:
    """Whether a sentence says what its paths are relative to."""
    return contains(text.lower(), _RELATIVE_TO)


def contains(text: str, spellings: Iterable[str]) -> bool:
    """Whether one of the spellings, in lower case as the text is, stands in it."""
    return any(map(text.__contains__, spellings))

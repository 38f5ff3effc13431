"""The words by which documents say things: one table, to which a contributor adds a word or a language.

`WORDS[meaning][language]` lists the ways to say it, parted by `|`. A word of a script that parts words by spaces is
found as a whole word; one of a script that doesn't is found anywhere. Letters' case is never looked at. Numbers,
methods, paths, status codes and error codes need no words: they are read in any language.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

WORDS: dict[str, dict[str, str]] = {
    # Time. Plurals and cases are written out: a table is easier to extend than a grammar.
    "second": {
        "en": "s|sec|secs|second|seconds",
        "de": "Sek|Sekunde|Sekunden",
        "fr": "seconde|secondes",
        "es": "seg|segundo|segundos",
        "pt": "segundo|segundos",
        "ja": "秒|秒間",
        "zh": "秒|秒钟",
        "ko": "초",
        "id": "detik|dtk",
        "tr": "sn|saniye",
        "ru": "с|сек|секунд|секунда|секунду|секунды",
    },
    "minute": {
        "en": "m|min|mins|minute|minutes",
        "de": "Minute|Minuten",
        "es": "minuto|minutos",
        "pt": "minuto|minutos",
        "ja": "分|分間",
        "zh": "分|分钟",
        "ko": "분",
        "id": "menit|mnt",
        "tr": "dk|dakika",
        "ru": "мин|минут|минута|минуту|минуты",
    },
    "hour": {
        "en": "h|hr|hrs|hour|hours",
        "de": "Std|Stunde|Stunden",
        "fr": "heure|heures",
        "es": "hora|horas",
        "pt": "hora|horas",
        "ja": "時間",
        "zh": "小时|小時|时",
        "ko": "시간",
        "id": "jam",
        "tr": "sa|saat",
        "ru": "ч|час|часа|часов",
    },
    "day": {
        "en": "d|day|days",
        "de": "Tag|Tage|Tagen",
        "fr": "jour|jours",
        "es": "día|dia|días|dias",
        "pt": "dia|dias",
        "ja": "日|日間",
        "zh": "天|日",
        "ko": "일",
        "id": "hari",
        "tr": "gün",
        "ru": "день|дня|дней|сутки|суток",
    },
    "week": {
        "en": "week|weeks",
        "de": "Woche|Wochen",
        "fr": "semaine|semaines",
        "es": "semana|semanas",
        "pt": "semana|semanas",
        "ja": "週間|週",
        "zh": "周|星期",
        "ko": "주",
        "id": "minggu",
        "tr": "hafta",
        "ru": "неделя|неделю|недели",
    },
    "month": {
        "en": "mo|month|months",
        "de": "Monat|Monate",
        "fr": "mois",
        "es": "mes|meses",
        "pt": "mês|meses",
        "ja": "か月|ヶ月|月",
        "zh": "月|个月",
        "ko": "개월|월",
        "id": "bulan",
        "tr": "ay",
        "ru": "месяц|месяца|месяцев",
    },
    "millisecond": {
        "en": "ms|msec|millisecond|milliseconds|millis",
        "de": "Millisekunde|Millisekunden",
        "fr": "milliseconde|millisecondes",
        "es": "milisegundo|milisegundos",
        "pt": "milissegundo|milissegundos",
        "ja": "ミリ秒",
        "zh": "毫秒",
        "ko": "밀리초",
        "id": "milidetik",
        "tr": "milisaniye",
        "ru": "мс|миллисекунд|миллисекунды",
    },
    # "per", before the unit; `in` of a window needs a number behind it ("in 10 seconds").
    "per": {
        "en": "per|each|every|a|an|in a|in any|in each|within a|over a|within an|in an|for every|for each",
        "de": "pro|je|jede|jeder",
        "fr": "par|chaque|par tranche de|toutes les|à la",
        "es": "por|cada|por cada|a la|al",
        "pt": "por|a cada|cada|por cada",
        "zh": "每|/每",
        "ja": "毎",
        "ko": "매",
        "id": "per|setiap|tiap",
        "tr": "her",
        "ru": "в|за|каждый|каждую|каждые|раз в",
    },
    "in": {
        "en": "in|within|over|during|in a period of|within a window of|in a window of",
        "de": "in|innerhalb von|binnen",
        "fr": "en|dans|sur|pendant",
        "es": "en|dentro de|durante",
        "pt": "em|dentro de|durante",
        "id": "dalam|dalam waktu|selama",
        "ru": "в течение|за",
    },
    # "per", behind the unit: "分あたり", "분당", "dakikada", "dakika başına".
    "per_suffix": {
        "ja": "あたり|間に|間あたり|ごとに|ごと|につき|毎に|以内に",
        "zh": "内|最多|内最多",
        "ko": "당|에|마다|동안|이내에|이내",
        "tr": "başına|başı|içinde|süresince",
    },
    # Before and behind those whom a limit counts.
    "by": {
        "en": "by|same|from one|from a single|for one|for a single",
        "de": "von einer|auf",
        "ru": "с одного|из одной|на",
    },
    "distinct": {
        "en": "unique|distinct|authenticated|unauthenticated|anonymous|single|individual|given|source|the|one",
        "zh": "个|一个|单个",
        "ko": "각",
        "ja": "各",
    },
    "who_suffix": {
        "en": "-based|level|basis",
        "ja": "ごと|あたり|当たり|単位|毎",
        "zh": "级别|级",
        "ko": "당|별|마다",
        "tr": "başına|başı|bazlı|bazında",
    },
    "rolling": {
        "en": "rolling|sliding|fixed|moving|any|calendar|single|given|consecutive|period of|window of|the|the last"
        "|the past|last|past",
        "de": "gleitende|gleitenden",
        "fr": "glissante|glissantes|fenêtre de",
        "es": "ventana de",
        "pt": "janela de",
    },
    "one": {"en": "one|a single", "de": "eine|einer", "fr": "une|un", "es": "una|un", "pt": "uma|um"},
    # Said in one word, before or behind the number.
    "per_second": {"en": "rps|qps"},
    "per_minute": {"en": "rpm|qpm"},
    "per_hour": {"en": "rph|hourly", "de": "stündlich", "fr": "horaire", "tr": "saatlik", "ru": "ежечасно"},
    "per_day": {
        "en": "rpd|daily",
        "de": "täglich",
        "fr": "quotidien|quotidienne",
        "es": "diario|diarios|diarias|diaria",
        "pt": "diário|diárias|diários|diária",
        "id": "harian",
        "tr": "günlük",
    },
    "per_week": {"en": "weekly", "de": "wöchentlich", "es": "semanal", "pt": "semanal", "tr": "haftalık"},
    "per_month": {
        "en": "monthly",
        "de": "monatlich",
        "fr": "mensuel|mensuelle",
        "es": "mensual",
        "pt": "mensal",
        "id": "bulanan",
        "tr": "aylık",
    },
    # The same, before the number alone.
    "in_second": {"tr": "saniyede"},
    "in_minute": {"tr": "dakikada"},
    "in_hour": {"tr": "saatte"},
    "in_day": {"tr": "günde"},
    # What is counted.
    "requests": {
        "en": "request|requests|req|reqs|call|calls|attempt|attempts|time|times|hit|hits|query|queries|invocation"
        "|invocations|operation|operations|op|ops|submission|submissions|transaction|transactions",
        "de": "Anfrage|Anfragen|Aufruf|Aufrufe|Aufrufen|Versuch|Versuche|Versuchen",
        "fr": "requête|requêtes|appel|appels|tentative|tentatives|demande|demandes",
        "es": "petición|peticiones|solicitud|solicitudes|llamada|llamadas|intento|intentos|consultas",
        "pt": "requisição|requisições|solicitação|solicitações|solitações|soliticações|chamada|chamadas|pedido|pedidos"
        "|tentativa|tentativas",
        "ja": "リクエスト|回|件",
        "zh": "次|请求|請求|个请求|次请求|次调用|笔",
        "ko": "회|요청|건|번|개",
        "id": "permintaan|kali|percobaan|panggilan|request",
        "tr": "istek|isteği|çağrı|deneme|kez|kere",
        "ru": "запрос|запроса|запросов|вызов|вызова|вызовов|обращений|попыток|попытки|раз",
    },
    # The bound itself, as a column's title or in a sentence.
    "limit": {
        "en": "limit|limits|limited|quota|quotas|throttle|throttled|throttling|rate-limit|rate-limits|rate-limited"
        "|ratelimit|allowance|cap|capped|allowed|permitted|restricted",
        "de": "Limit|Limits|limitiert|begrenzt|Begrenzung|Ratenbegrenzung|Anfragelimit|Kontingent|höchstens|maximal"
        "|erlaubt",
        "fr": "limite|limites|limité|limitée|limitation|quota|quotas|au maximum|autorisées|plafond",
        "es": "límite|límites|limite|limitado|limitada|limitación|cuota|cuotas|como máximo|permitidas|permitidos",
        "pt": "limite|limites|limitado|limitada|limitação|cota|cotas|no máximo|permitidas|permitidos",
        "ja": "制限|上限|まで|以下|レート|レートリミット",
        "zh": "限制|限流|上限|最多|频率|配额|限频|限速|不超过|限制为",
        "ko": "제한|한도|최대|까지|할당량|속도 제한|요청 제한",
        "id": "batas|batasan|dibatasi|maksimal|maksimum|kuota|paling banyak",
        "tr": "limit|limiti|limitler|sınır|sınırı|sınırlı|sınırlaması|kota|en fazla|en çok|hız sınırı",
        "ru": "лимит|лимита|лимиты|лимитов|ограничение|ограничения|ограничений|ограничен|ограничено|квота|квоты"
        "|не более|не больше|максимум|частоты",
    },
    # What says "rate limit" and nothing else.
    "rate_limit": {
        "en": "rate limit|rate limits|rate limited|rate limiting|ratelimit|ratelimits|ratelimiting|rate-limit|throttle"
        "|throttled|throttling|throttles|request limit|request limits|quota|quotas|too many requests|429|limited to"
        "|api limits|usage limits|limit|limits",
        "de": "Ratenbegrenzung|Anfragelimit|Drosselung|Limit|Limits|Begrenzung",
        "fr": "limitation de débit|limite de débit|limite de requêtes|quota|quotas|limite|limites|limitation",
        "es": "límite de peticiones|límite de solicitudes|limitación|límite|límites|cuota|cuotas",
        "pt": "limite de requisições|limite de taxa|limitação|limite|limites|cota|cotas",
        "ja": "レート制限|レートリミット|流量制限|制限|上限",
        "zh": "限流|频率限制|限频|限速|速率限制|调用限制|配额|限制",
        "ko": "속도 제한|요청 제한|호출 제한|제한|한도",
        "id": "batas|batasan|pembatasan|kuota",
        "tr": "hız sınırı|hız sınırlama|istek limiti|limit|limiti|sınır|sınırı|kota",
        "ru": "лимит|лимиты|лимита|лимитов|ограничение|ограничения|ограничений|квота|квоты|троттлинг",
    },
    "at_most": {
        "en": "at most|up to|no more than|not more than|maximum|maximum of|max|a maximum of|more than|exceed|exceeds"
        "|exceeding|exceeded|over|only|cannot exceed",
        "de": "bis zu|höchstens|maximal|nicht mehr als|mehr als",
        "fr": "jusqu'à|au plus|maximum|pas plus de|plus de",
        "es": "hasta|máximo|como máximo|no más de|más de",
        "pt": "até|máximo|no máximo|não mais de|mais de",
        "ja": "最大|超|超える",
        "zh": "最多|至多|超过|最大",
        "ko": "최대|초과",
        "id": "hingga|maksimal|maksimum|paling banyak|lebih dari|sampai",
        "tr": "en fazla|en çok|azami|maksimum",
        "ru": "до|не более|не больше|максимум|более",
    },
    "window": {
        "en": "window|period|interval|time window|per|duration|timeframe|time frame|time|frequency|reset|rate period",
        "de": "Zeitfenster|Fenster|Zeitraum|Intervall",
        "fr": "fenêtre|période|intervalle|durée",
        "es": "ventana|período|periodo|intervalo|plazo|tiempo",
        "pt": "janela|período|intervalo|tempo|prazo",
        "ja": "期間|ウィンドウ|時間枠|単位時間|間隔",
        "zh": "窗口|时间窗口|周期|时间|间隔|时间范围",
        "ko": "기간|윈도우|시간|주기|단위",
        "id": "jendela|periode|interval|jangka waktu|waktu",
        "tr": "pencere|süre|periyot|zaman aralığı|aralık",
        "ru": "окно|период|интервал|время",
    },
    "scope": {
        "en": "scope|per|key|applies to|identifier|by|level|keyed by|limited by|basis",
        "de": "Geltungsbereich|pro",
        "fr": "portée|par",
        "es": "alcance|por|ámbito",
        "pt": "escopo|por",
        "ja": "スコープ|単位|対象",
        "zh": "范围|维度|对象",
        "ko": "범위|단위|대상",
        "id": "cakupan|lingkup",
        "tr": "kapsam|anahtar",
        "ru": "область|на кого",
    },
    "exceeded": {
        "en": "exceed|exceeds|exceeded|exceeding|beyond|over|above|after that|otherwise|then|more than|further|excess",
        "de": "überschritten|überschreitet|darüber|mehr als",
        "fr": "dépassé|dépassement|au-delà|plus de",
        "es": "excede|excedido|superado|supera|más de",
        "pt": "excede|excedido|ultrapassado|mais de",
        "ja": "超過|超える|超えた|超えると",
        "zh": "超过|超出",
        "ko": "초과|넘으면",
        "id": "melebihi|terlampaui|lebih dari",
        "tr": "aşan|aşılırsa|aşıldığında|fazla",
        "ru": "превышение|превышении|превышен|более",
    },
    "burst": {
        "en": "burst|bursts|burst size|burst limit|burst capacity|bucket size",
        "de": "Burst|Spitzen",
        "fr": "rafale|rafales",
        "es": "ráfaga|ráfagas",
        "pt": "rajada|rajadas",
        "ja": "バースト",
        "zh": "突发",
        "ko": "버스트",
        "ru": "всплеск|пик",
    },
    "plan": {
        "en": "plan|tier|subscription|package|edition|level",
        "de": "Tarif|Stufe",
        "fr": "offre|forfait|formule",
        "es": "plan|nivel",
        "pt": "plano|nível",
        "ja": "プラン|ティア",
        "zh": "套餐|等级|版本",
        "ko": "플랜|요금제|등급",
        "id": "paket|tingkat",
        "tr": "paket|plan|seviye",
        "ru": "тариф|план",
    },
    "plan_name": {
        "en": "free|basic|starter|hobby|pro|professional|plus|premium|business|enterprise|team|teams|growth|scale"
        "|standard|developer|trial|bronze|silver|gold|platinum|unlimited|pay-as-you-go",
        "fr": "gratuit|entreprise",
        "es": "gratis|gratuito|empresa",
        "pt": "grátis|gratuito|empresarial",
        "ja": "無料|有料|エンタープライズ",
        "zh": "免费|专业|企业",
        "ko": "무료|유료|엔터프라이즈",
        "tr": "ücretsiz|kurumsal",
    },
    # Whom a limit counts.
    "user": {
        "en": "user|users|account|accounts|customer|customers|member|bot|session|authenticated user|e-mail|email"
        "|phone number|username",
        "de": "Nutzer|Benutzer|Konto|Kunde",
        "fr": "utilisateur|compte|client",
        "es": "usuario|usuarios|cuenta|cliente",
        "pt": "usuário|usuários|utilizador|conta",
        "ja": "ユーザー|ユーザ|アカウント",
        "zh": "用户|账号|账户|帐户",
        "ko": "사용자|유저|계정",
        "id": "pengguna|akun",
        "tr": "kullanıcı|hesap",
        "ru": "пользователь|пользователя|аккаунт|аккаунта|учётная запись",
    },
    "key": {
        "en": "api key|api keys|key|keys|token|tokens|subscription key|subscription-key|access token|api-key|apikey"
        "|client|clients|client id|application|app|consumer|credential",
        "de": "API-Schlüssel|Schlüssel|Anwendung",
        "fr": "clé|clé API|clé d'API|jeton|application",
        "es": "clave|clave API|clave de API|token|aplicación",
        "pt": "chave|chave de API|token|aplicação|aplicativo",
        "ja": "APIキー|キー|トークン|クライアント",
        "zh": "密钥|令牌|应用|客户端",
        "ko": "API 키|키|토큰|클라이언트",
        "id": "kunci|kunci api|token|klien",
        "tr": "anahtar|api anahtarı|istemci|uygulama",
        "ru": "ключ|ключа|токен|токена|клиент|клиента|приложение",
    },
    "ip": {
        "en": "ip|ips|ip address|ip addresses|ip-address|source ip|client ip|remote address|host"
        "|client address|client addresses",
        "de": "IP-Adresse",
        "fr": "adresse IP|IP",
        "es": "dirección IP",
        "pt": "endereço IP",
        "ja": "IP|IPアドレス",
        "zh": "IP|IP地址",
        "ko": "IP|IP 주소|IP주소",
        "id": "alamat ip",
        "tr": "ip adresi",
        "ru": "IP-адрес|IP-адреса",
    },
    "endpoint": {
        "en": "endpoint|endpoints|route|routes|path|method|operation|resource|url",
        "de": "Endpunkt|Endpunkte",
        "fr": "point de terminaison|ressource",
        "es": "recurso|ruta",
        "pt": "recurso|rota",
        "ja": "エンドポイント",
        "zh": "接口|端点",
        "ko": "엔드포인트",
        "tr": "uç nokta|endpoint",
        "ru": "эндпоинт|метод|метода",
    },
    "tenant": {
        "en": "tenant|tenants|organization|organizations|organisation|organisations|org|workspace|company|project"
        "|team|merchant|store",
        "de": "Mandant|Organisation|Projekt",
        "fr": "organisation|entreprise|locataire",
        "es": "organización|empresa|inquilino",
        "pt": "organização|empresa|inquilino|locatário",
        "ja": "テナント|組織",
        "zh": "租户|组织|企业",
        "ko": "테넌트|조직|회사",
        "id": "organisasi|tenant|penyewa",
        "tr": "kiracı|kuruluş|organizasyon",
        "ru": "организация|организации|тенант|арендатор",
    },
    "all": {
        "en": "global|globally|all requests|all calls|all clients|all endpoints|in total|overall|shared",
        "de": "global|insgesamt",
        "fr": "global|globale|au total",
        "es": "global|en total|todas las llamadas",
        "pt": "global|no total|todas chamadas|todas as chamadas",
        "ja": "全体|グローバル",
        "zh": "全局|总计",
        "ko": "전체|전역",
        "id": "global|keseluruhan",
        "tr": "genel|toplam|global",
        "ru": "глобальный|общий|суммарно",
    },
    # What makes a number something else than a limit for clients: how much there is, or should be.
    "capacity": {
        "en": "throughput|capable|handle|handles|handled|support|supports|sustain|sustains|load|load test"
        "|traffic|peak|average|expected|expect|estimated|estimate|scale|scales|scalability|scalable|volume|target"
        "|benchmark|benchmarks|stress|performance|replica|autoscale|autoscaling|workload|approximately|alert|alerts"
        "|alarm|monitor|monitoring|metric|metrics|threshold|sampling|sampled|sample rate|cron|scheduled|schedule"
        "|uptime|downtime|availability|growth|eviction|heartbeat|synced|processes|processed|ingest|ingestion|capacity"
        "|currently|usage|slo|sli|latency",
        "de": "Durchsatz|Kapazität|Last|Lasttest|erwartet|Verfügbarkeit",
        "fr": "débit|capacité|charge|tests de charge|attendu|disponibilité",
        "es": "rendimiento|capacidad|carga|prueba de carga|esperado|esperada|disponibilidad",
        "pt": "vazão|capacidade|carga|teste de carga|esperado|esperada|disponibilidade",
        "ja": "スループット|負荷|想定|容量|目標|可用性",
        "zh": "吞吐|吞吐量|容量|负载|压测|预计|峰值|可用性",
        "ko": "처리량|용량|부하|예상|가용성|목표",
        "id": "kapasitas|beban|perkiraan|ketersediaan",
        "tr": "kapasite|yük|beklenen|erişilebilirlik|tahmini",
        "ru": "пропускная способность|нагрузка|нагрузки|ожидаемая|доступность",
    },
    "example": {
        "en": "e.g.|example|for example|for instance|such as|suppose|imagine|say",
        "de": "z.B.|z. B.|zum Beispiel|Beispiel",
        "fr": "p. ex.|par exemple|exemple",
        "es": "p. ej.|por ejemplo|ejemplo",
        "pt": "p. ex.|por exemplo|exemplo",
        "ja": "例えば|例:|例：|（例",
        "zh": "例如|比如",
        "ko": "예를 들어|예:|예시",
        "id": "misalnya|contoh|contohnya",
        "tr": "örneğin|örnek|mesela",
        "ru": "например|пример",
    },
    # Somebody else's limit, or advice to clients.
    "foreign": {
        "en": "upstream|outbound|outgoing|third-party|third party|vendor|provider's|external api|external service"
        "|retry|retries|retried|backoff|back off|poll|polling|polls|recommended|recommend|recommendation|recommends"
        "|advised|advice|potentially|sustained|we suggest|keep concurrency|sustained usage|cost|costs|price|pricing"
        "|billing|billed",
        "de": "extern|externe|Drittanbieter|empfohlen|Wiederholung|Kosten",
        "fr": "externe|fournisseur|recommandé|nouvelle tentative|coût",
        "es": "externo|externa|proveedor|recomendado|reintentos|coste|costo",
        "pt": "externo|externa|fornecedor|recomendado|custo",
        "ja": "外部API|推奨|リトライ|料金",
        "zh": "上游|第三方|建议|重试|费用",
        "ko": "외부 API|권장|재시도|비용",
        "id": "eksternal|disarankan|biaya",
        "tr": "harici|önerilen|maliyet|yeniden deneme",
        "ru": "внешний|внешнего|рекомендуется|стоимость",
    },
    "concurrent": {
        "en": "concurrent|concurrently|concurrency|simultaneous|simultaneously|parallel|in parallel|in-flight|open"
        "|connections",
        "de": "gleichzeitig|gleichzeitige|parallele",
        "fr": "simultané|simultanées|simultanés|en parallèle|concurrentes",
        "es": "simultáneas|simultáneos|concurrentes|paralelo",
        "pt": "simultâneas|simultâneos|concorrentes|paralelo",
        "ja": "同時|並行|並列",
        "zh": "并发|同时",
        "ko": "동시",
        "id": "bersamaan|konkuren|serentak",
        "tr": "eşzamanlı|aynı anda|paralel",
        "ru": "одновременных|одновременно|параллельных",
    },
    "size": {
        "en": "b|kb|mb|gb|tb|kib|mib|gib|byte|bytes|kbps|mbps|gbps|bit|bits|char|chars|characters|percent|pages"
        "|usd|eur|dollars|cents|cores",
        "fr": "octets|ko|mo|go",
        "ru": "байт|кб|мб",
    },
    "cost_unit": {
        "en": "point|points|token|tokens|credit|credits|unit|units|record|records|event|events|message|messages|row"
        "|rows|label|labels",
        "de": "Punkte|Einheiten",
        "fr": "points|jetons|unités",
        "es": "puntos|créditos|unidades",
        "pt": "pontos|créditos|unidades",
        "ja": "ポイント|トークン",
        "zh": "积分|点数",
        "ko": "포인트|토큰",
        "tr": "puan|kredi",
        "ru": "баллов|очков|единиц",
    },
    "not_limited": {
        "en": "not limited|no rate limit|no rate limits|not rate limited|not rate-limited|without rate limit"
        "|without rate limits|without rate limiting|exempt from rate limiting|exempt from rate limits"
        "|no public rate limit|is not subject to rate limiting|not subject to rate limits|no rate limiting"
        "|isn't limited|aren't limited|isn't rate limited|aren't rate limited|isn't throttled"
        "|not throttled|no request limit|rate limiting does not apply|rate limits do not apply",
        "de": "kein Ratenlimit|keine Ratenbegrenzung|nicht ratenbegrenzt|kein Anfragelimit",
        "fr": "aucune limite de débit|pas de limite de débit|sans limitation de débit|aucune limitation de débit",
        "es": "sin límite de peticiones|sin límite de solicitudes|sin límite de velocidad",
        "pt": "sem limite de requisições|sem limite de taxa|não há limite de requisições",
        "ja": "レート制限なし|レート制限はない|レート制限はありません|レート制限対象外",
        "zh": "不限流|无频率限制|不限制请求频率|没有限流",
        "ko": "속도 제한 없음|요청 제한 없음|제한이 없습니다",
        "id": "tanpa batas permintaan|tidak ada batas permintaan|tidak dibatasi",
        "tr": "hız sınırı yok|istek limiti yok|istek sınırı yok|limit uygulanmaz",
        "ru": "без ограничения частоты|не ограничивается|лимит не применяется",
    },
    "no_limit": {
        "en": "no",
        "de": "kein|keine",
        "fr": "aucune|pas|sans|aucun",
        "es": "sin",
        "pt": "sem|não",
        "ja": "なし|ない|ありません",
        "zh": "无|不|没有",
        "ko": "없",
        "id": "tanpa|tidak",
        "tr": "yok",
        "ru": "без|не",
    },
    "failed": {
        "en": "failed|failures|failure|unsuccessful|invalid|wrong|incorrect|bad|rejected",
        "de": "fehlgeschlagene|fehlgeschlagenen|ungültige|falsche",
        "fr": "échouées|échouée|échecs|infructueuses|invalides|erronées",
        "es": "fallidos|fallidas|inválidos|inválidas|erróneos",
        "pt": "falhas|falhadas|inválidas|inválidos|malsucedidas",
        "ja": "失敗|無効",
        "zh": "失败|无效|错误",
        "ko": "실패",
        "id": "gagal",
        "tr": "başarısız|hatalı|geçersiz",
        "ru": "неудачных|неуспешных|неверных|ошибочных",
    },
    "unlimited": {
        "en": "unlimited|no limit|none",
        "de": "unbegrenzt|kein Limit",
        "fr": "illimité|illimitée|sans limite|aucune limite",
        "es": "ilimitado|ilimitada|sin límite|sin límites",
        "pt": "ilimitado|ilimitada|sem limite|sem limites",
        "ja": "無制限|制限なし",
        "zh": "无限制|不限|不限制",
        "ko": "무제한|제한 없음",
        "id": "tidak terbatas|tanpa batas",
        "tr": "sınırsız|limitsiz|limit yok",
        "ru": "без ограничений|не ограничено|неограниченно",
    },
    # How long an answer takes.
    "latency": {
        "en": "latency|latencies|response time|response times|responds|respond|responded|responses|response|answers"
        "|answered|api calls|slo|sla|percentile|percentiles|api|endpoint|endpoints|p50|p95|p99",
        "de": "Latenz|Latenzen|Antwortzeit|Antwortzeiten|antwortet|Antworten",
        "fr": "latence|latences|temps de réponse|délai de réponse|répond|réponses",
        "es": "latencia|latencias|tiempo de respuesta|tiempos de respuesta|responde|respuestas",
        "pt": "latência|latências|tempo de resposta|tempos de resposta|responde|respostas",
        "ja": "レイテンシ|レイテンシー|応答時間|レスポンスタイム|レスポンス時間|応答",
        "zh": "延迟|响应时间|时延|响应",
        "ko": "지연 시간|지연시간|응답 시간|응답시간|레이턴시|응답",
        "id": "latensi|waktu respons|waktu respon|waktu tanggap",
        "tr": "gecikme|yanıt süresi|yanıt süreleri|yanıt",
        "ru": "задержка|задержки|время ответа|времени ответа|ответ|ответы",
    },
    "response_time": {
        "en": "latency|response time|response times|respond|responds|responded|responses|answer|answers|answered",
        "de": "Latenz|Antwortzeit|Antwortzeiten|antwortet|antworten",
        "fr": "latence|temps de réponse|délai de réponse|répond|répondre",
        "es": "latencia|tiempo de respuesta|tiempos de respuesta|responde|responder",
        "pt": "latência|tempo de resposta|tempos de resposta|responde|responder",
        "ja": "レイテンシ|応答時間|レスポンスタイム|レスポンス時間|応答する",
        "zh": "延迟|响应时间|时延",
        "ko": "지연 시간|지연시간|응답 시간|응답시간|레이턴시",
        "id": "latensi|waktu respons|waktu respon|waktu tanggap",
        "tr": "gecikme|yanıt süresi|yanıt süreleri",
        "ru": "задержка|задержки|время ответа|времени ответа",
    },
    "percentile": {
        "en": "percentile|percentiles|pctl|quantile",
        "de": "Perzentil|Quantil",
        "fr": "percentile|centile",
        "es": "percentil",
        "pt": "percentil",
        "ja": "パーセンタイル",
        "zh": "分位|百分位|分位数",
        "ko": "백분위|퍼센타일|백분위수",
        "id": "persentil",
        "tr": "yüzdelik|persentil",
        "ru": "перцентиль|процентиль|персентиль",
    },
    "median": {
        "en": "median",
        "de": "Median",
        "fr": "médiane",
        "es": "mediana",
        "pt": "mediana",
        "ja": "中央値",
        "zh": "中位数",
        "ko": "중앙값",
        "tr": "medyan",
        "ru": "медиана",
    },
    "maximum": {
        "en": "max|maximum|worst case|worst-case",
        "de": "Max|Maximum|maximal",
        "fr": "max|maximum|maximal|maximale",
        "es": "máx|máximo",
        "pt": "máx|máximo",
        "ja": "最大|最大値",
        "zh": "最大|最大值",
        "ko": "최대|최댓값",
        "id": "maks|maksimum",
        "tr": "maks|maksimum|azami",
        "ru": "макс|максимум",
    },
    "under": {
        "en": "under|below|within|less than|no more than|at most|not exceed|not exceeding|up to|faster than|in under"
        "|max|maximum|target|in less than|lower than|no longer than",
        "de": "unter|innerhalb von|höchstens|maximal|weniger als|in weniger als|Ziel",
        "fr": "moins de|en moins de|inférieur à|inférieure à|sous|dans les|maximum|objectif",
        "es": "menos de|en menos de|inferior a|por debajo de|máximo|objetivo|no superar",
        "pt": "menos de|em menos de|inferior a|abaixo de|máximo|objetivo|meta|em até",
        "ja": "以内|以下|未満|目標",
        "zh": "以内|小于|低于|不超过|以下|内|目标",
        "ko": "이내|이하|미만|목표",
        "id": "di bawah|kurang dari|maksimal|dalam|target",
        "tr": "altında|az|en fazla|hedef|içinde",
        "ru": "менее|не более|до|в пределах|меньше|ниже|цель|не превышает",
    },
    "formerly": {
        "en": "from|was|were|currently|now|previously|today|formerly|down from|before|baseline|current",
        "de": "von|war|derzeit|aktuell|bisher",
        "fr": "était|actuellement|auparavant",
        "es": "era|actualmente|antes",
        "pt": "era|atualmente|antes",
        "ja": "現在|従来",
        "zh": "目前|当前|原来",
        "ko": "현재|기존",
        "id": "saat ini|sebelumnya",
        "tr": "şu anda|önceden|mevcut",
        "ru": "сейчас|ранее|было",
    },
    # What takes time and is no answer to a request.
    "inner_time": {
        "en": "database|db|sql|query time|query latency|queries|slow query|redis|cache|cached|queue|worker|workers|job"
        "|jobs|batch|pipeline|pipelines|processing time|page load|page loads|render|rendering|build|deploy|deployment"
        "|startup|cold start|overhead|lookup|replication|replica|sync|webhook delivery|email|recovery|failover|rto|rpo"
        "|timeout|timeouts|time out|times out|ttl|expire|expires|expiry|retention|backup|restore|migration|indexing|ci"
        "|test suite|onboarding|frontend|ui|button|lcp|fcp|tti|ttfb|retry|retries|backoff|rpc|upstream|downstream"
        "|consumer lag|lag|kafka|event|events|message|serialization|adds|add|alert|alerts|incident|support",
        "de": "Datenbank|Abfragezeit|Warteschlange|Ladezeit|Wartezeit|Zeitlimit",
        "fr": "base de données|file d'attente|chargement|délai d'attente",
        "es": "base de datos|cola|carga de página|tiempo de espera|consultas",
        "pt": "banco de dados|fila|carregamento|tempo limite|consultas",
        "ja": "データベース|クエリ|キュー|ジョブ|バッチ|タイムアウト|キャッシュ|ページ",
        "zh": "数据库|队列|任务|批处理|超时|缓存|页面",
        "ko": "데이터베이스|쿼리|큐|작업|배치|타임아웃|캐시|페이지",
        "id": "basis data|antrian|batas waktu|halaman",
        "tr": "veritabanı|kuyruk|zaman aşımı|önbellek|sayfa",
        "ru": "база данных|базы данных|очередь|таймаут|кэш|страницы",
    },
    # Headers, and which way they go.
    "header": {
        "en": "header|headers|header field|header fields",
        "de": "Kopfzeile|Kopfzeilen|Header",
        "fr": "en-tête|en-têtes|entête|entêtes",
        "es": "cabecera|cabeceras|encabezado|encabezados",
        "pt": "cabeçalho|cabeçalhos",
        "ja": "ヘッダ|ヘッダー",
        "zh": "头部|响应头|请求头|标头|报头|头字段",
        "ko": "헤더",
        "id": "header|tajuk",
        "tr": "başlık|başlığı|başlıkları",
        "ru": "заголовок|заголовка|заголовки|заголовков|заголовком",
    },
    "response": {
        "en": "response|responses|respond|responds|responding|return|returns|returned|answer|answers|reply|replies"
        "|emit|emits|emitted|sent back|server sends|server sets|server includes|api sends|api sets|api includes"
        "|exposes|exposed",
        "de": "Antwort|Antworten|antwortet|liefert|zurückgegeben",
        "fr": "réponse|réponses|retourne|renvoie|renvoyé",
        "es": "respuesta|respuestas|devuelve|devuelto|retorna",
        "pt": "resposta|respostas|retorna|retornado|devolve",
        "ja": "レスポンス|応答|返却|返す|返し",
        "zh": "响应|响应头|返回|应答",
        "ko": "응답|반환|리턴",
        "id": "respons|balasan|mengembalikan|dikembalikan",
        "tr": "yanıt|yanıtta|yanıtlar|cevap|döner|döndürür",
        "ru": "ответ|ответа|ответе|ответы|возвращает|возвращается",
    },
    "request": {
        "en": "request|requests|client|clients|caller|callers|sender|consumer|send|sends|supply|provide",
        "de": "Anfrage|Anfragen|Client|Aufrufer|senden",
        "fr": "requête|requêtes|client|appelant|envoyer",
        "es": "petición|peticiones|solicitud|solicitudes|cliente|enviar|requerido",
        "pt": "requisição|requisições|cliente|enviar|solicitação",
        "ja": "リクエスト|クライアント|要求",
        "zh": "请求|客户端|请求头|调用方",
        "ko": "요청|클라이언트",
        "id": "permintaan|klien|kirim",
        "tr": "istek|istekler|istemci",
        "ru": "запрос|запроса|запросе|запросы|клиент|клиента",
    },
    "every_response": {
        "en": "all responses|every response|each response|any response|all http responses|every http response|always"
        "|all api responses|every api response|all requests|every request",
        "de": "alle Antworten|jede Antwort|jeder Antwort|immer",
        "fr": "toutes les réponses|chaque réponse|toujours",
        "es": "todas las respuestas|cada respuesta|siempre",
        "pt": "todas as respostas|cada resposta|sempre",
        "ja": "全てのレスポンス|すべてのレスポンス|常に",
        "zh": "所有响应|每个响应|始终|总是",
        "ko": "모든 응답|항상",
        "id": "semua respons|setiap respons|selalu",
        "tr": "tüm yanıtlar|her yanıt|her zaman",
        "ru": "все ответы|всех ответах|каждый ответ|всегда",
    },
    "not": {
        "en": "no|not|without|never|nor|neither|cannot|can't|doesn't|don't|isn't|aren't|won't|omit|omits|omitted|lack"
        "|lacks|absent|missing|instead of|rather than|removed",
        "de": "kein|keine|keinen|nicht|ohne|nie",
        "fr": "pas|sans|jamais|aucun|aucune",
        "es": "no|sin|nunca|ningún|ninguna",
        "pt": "não|sem|nunca|nenhum|nenhuma",
        "ja": "ない|なし|ません|不要|なく",
        "zh": "不|没有|无|未|不得",
        "ko": "없|않|안 함|불필요|아니",
        "id": "tidak|tanpa|bukan",
        "tr": "değil|yok|olmadan|içermez|gerekmez|değildir",
        "ru": "не|нет|без|никогда",
    },
    # Who may call.
    "auth": {
        "en": "authentication|authenticated|authenticate|auth|login|logged in|signed in|sign in|bearer|jwt|token|tokens"
        "|access token|api key|api-key|apikey|credentials|credential|authorization header|authorization|session|oauth"
        "|oauth2|oidc|basic auth|mtls|client certificate|hmac|authed|authorized",
        "de": "Authentifizierung|authentifiziert|authentifizierte|Anmeldung|angemeldet|Token|API-Schlüssel"
        "|Zugriffstoken|Zugangstoken|Zugangsdaten|Autorisierung",
        "fr": "authentification|authentifié|authentifiée|connexion|jeton|clé API|identifiants|autorisation",
        "es": "autenticación|autenticado|autenticada|autenticarse|token|clave API|credenciales|sesión|autorización",
        "pt": "autenticação|autenticado|autenticada|token|chave de API|credenciais|sessão|autorização",
        "ja": "認証|ログイン|トークン|APIキー|認可",
        "zh": "认证|鉴权|登录|令牌|密钥|身份验证|授权|token",
        "ko": "인증|로그인|토큰|API 키",
        "id": "autentikasi|otentikasi|login|token|kredensial|kunci API",
        "tr": "kimlik doğrulama|kimlik doğrulaması|oturum|giriş|token|yetkilendirme|API anahtarı",
        "ru": "аутентификация|аутентификации|аутентификацию|авторизация|авторизации|авторизацию|токен|токена|ключ API",
    },
    "auth_title": {
        "en": "auth|authentication|auth required|authentication required|requires auth|auth?|authn|access|security"
        "|authorization|auth type|auth method|authenticated|protected|login required|requires authentication"
        "|auth level|access level|access control|visibility|guard|protection|who can call|credentials",
        "de": "Authentifizierung|Auth|Zugriff|Anmeldung erforderlich|Autorisierung|Zugang",
        "fr": "authentification|accès|authentification requise|autorisation|sécurité",
        "es": "autenticación|acceso|requiere autenticación|autenticación requerida|autorización|seguridad|auth",
        "pt": "autenticação|acesso|requer autenticação|autenticação obrigatória|autorização|segurança",
        "ja": "認証|認証要否|認証要|アクセス|認可|認証必須",
        "zh": "认证|鉴权|是否认证|需要认证|是否需要登录|权限|身份验证|访问权限|是否鉴权",
        "ko": "인증|인증 필요|인증 여부|접근 권한|인증 필요 여부",
        "id": "autentikasi|otentikasi|akses|memerlukan autentikasi|auth",
        "tr": "kimlik doğrulama|yetki|erişim|yetkilendirme|auth",
        "ru": "аутентификация|авторизация|доступ|требует авторизации|требуется авторизация",
    },
    "role_title": {
        "en": "role|roles|permission|permissions|scope|scopes|required role|required roles|required permission"
        "|required permissions|required scope|required scopes|allowed roles|authorization|access|privilege|privileges",
        "de": "Rolle|Rollen|Berechtigung|Berechtigungen",
        "fr": "rôle|rôles|permission|permissions|portée",
        "es": "rol|roles|permiso|permisos|alcance",
        "pt": "papel|papéis|perfil|permissão|permissões|escopo",
        "ja": "ロール|権限|スコープ|役割",
        "zh": "角色|权限|所需权限|所需角色",
        "ko": "역할|권한|스코프",
        "id": "peran|izin|hak akses",
        "tr": "rol|roller|izin|yetki|yetkiler",
        "ru": "роль|роли|права|разрешение|разрешения",
    },
    "public_title": {
        "en": "public|public?|anonymous|unauthenticated",
        "de": "öffentlich",
        "fr": "public",
        "es": "público",
        "pt": "público",
        "ja": "公開",
        "zh": "公开",
        "ko": "공개",
        "id": "publik",
        "tr": "herkese açık",
        "ru": "публичный",
    },
    "yes": {
        "en": "yes|required|mandatory|true|y|needed|always|must|enforced",
        "de": "ja|erforderlich|notwendig|Pflicht|benötigt",
        "fr": "oui|requis|requise|obligatoire|nécessaire",
        "es": "sí|si|requerido|requerida|obligatorio|obligatoria|necesaria|requiere",
        "pt": "sim|obrigatório|obrigatória|necessário|necessária|requerido|requer",
        "ja": "要|必須|必要|あり",
        "zh": "是|需要|必须|必填|需|要",
        "ko": "예|필요|필수",
        "id": "ya|wajib|diperlukan|perlu",
        "tr": "evet|gerekli|zorunlu|gerekir|var",
        "ru": "да|требуется|обязательно|обязательна|нужна|необходима",
    },
    "none": {
        "en": "no|none|not required|not needed|public|publicly|anonymous|open|unauthenticated|n|false|no auth"
        "|no authentication|without authentication|not authenticated|anyone|everyone|unprotected|nobody",
        "de": "nein|keine|öffentlich|nicht erforderlich|anonym|offen",
        "fr": "non|aucune|aucun|public|publique|non requise|non requis|pas nécessaire|anonyme|libre",
        "es": "no|ninguna|ninguno|público|pública|no requerida|no requerido|no requiere|anónimo|abierto"
        "|sin autenticación",
        "pt": "não|nenhuma|nenhum|público|pública|não requerida|não requer|anônimo|aberto|sem autenticação",
        "ja": "不要|なし|公開|無し|認証不要",
        "zh": "否|无|不需要|公开|无需|不要|匿名|免登录|无需认证",
        "ko": "아니오|불필요|없음|공개|인증 불필요",
        "id": "tidak|publik|tidak perlu|tidak diperlukan|tanpa autentikasi|umum",
        "tr": "hayır|yok|herkese açık|gerekmez|gerekli değil|açık|anonim",
        "ru": "нет|не требуется|публичный|публичная|открытый|без авторизации|не нужна|анонимно",
    },
    "optional": {
        "en": "optional|optionally|either|recommended",
        "de": "optional|wahlweise",
        "fr": "optionnel|optionnelle|facultatif|facultative",
        "es": "opcional|opcionalmente",
        "pt": "opcional|opcionalmente",
        "ja": "任意|オプション|省略可",
        "zh": "可选|选填",
        "ko": "선택|선택적",
        "id": "opsional",
        "tr": "isteğe bağlı|opsiyonel",
        "ru": "опционально|необязательно|необязательна",
    },
    "requires": {
        "en": "require|requires|required|needs|needed|mandatory|enforced|demands|expects|protected by|secured by"
        "|protected with|guarded by|restricted to|limited to|only|needs a",
        "de": "erfordert|erfordern|erforderlich|benötigt|benötigen|verlangt|verlangen",
        "fr": "requiert|requièrent|nécessite|nécessitent|exige|exigent|requise|obligatoire",
        "es": "requiere|requieren|requerida|requerido|necesita|necesitan|exige|obligatoria",
        "pt": "requer|requerem|exige|exigem|necessita|necessitam|precisa|precisam|obrigatória",
        "ja": "必要|必須|要する|求める",
        "zh": "需要|必须|要求|需",
        "ko": "필요|필수|요구",
        "id": "memerlukan|membutuhkan|wajib|diperlukan|mewajibkan",
        "tr": "gerektirir|gerekir|gereklidir|gerekli|zorunlu|zorunludur|ister",
        "ru": "требует|требуют|требуется|обязательна|обязателен|нужна|нужен|необходима|необходим",
    },
    "must": {
        "en": "must|shall|have to|has to|should",
        "de": "muss|müssen",
        "fr": "doit|doivent",
        "es": "debe|deben",
        "pt": "deve|devem",
        "id": "harus|wajib",
        "tr": "zorunda|zorundadır|malıdır|melidir",
        "ru": "должен|должна|должны",
    },
    "authenticated": {
        "en": "be authenticated|authenticated|be signed in|be logged in",
        "de": "authentifiziert|authentifizieren|angemeldet",
        "fr": "authentifié|authentifiée|authentifiés|authentifiées|s'authentifier",
        "es": "autenticado|autenticada|autenticados|autenticadas|autenticarse",
        "pt": "autenticado|autenticada|autenticados|autenticadas|autenticar-se",
        "id": "terautentikasi|diautentikasi",
        "tr": "kimliği doğrulanmış",
        "ru": "аутентифицирован|аутентифицированы|авторизован|авторизованы",
    },
    "sends": {
        "en": "include|carry|send|provide|present|supply|contain|pass|attach|bear|be accompanied by|be sent with",
        "de": "enthalten|senden|mitsenden|übermitteln",
        "fr": "inclure|contenir|envoyer|fournir|présenter",
        "es": "incluir|contener|enviar|proporcionar|presentar|llevar",
        "pt": "incluir|conter|enviar|fornecer|apresentar",
        "id": "menyertakan|mengirim|memuat",
        "tr": "içermeli|göndermeli",
        "ru": "содержать|включать|передавать",
    },
    "credential": {
        "en": "access token|bearer|jwt|token|api key|api-key|apikey|credentials|authorization header|authorization"
        "|session cookie|client certificate",
        "de": "Token|API-Schlüssel|Zugangsdaten|Authorization",
        "fr": "jeton|clé API|identifiants|Authorization",
        "es": "token|clave API|credenciales|Authorization",
        "pt": "token|chave de API|credenciais|Authorization",
        "id": "token|kredensial|kunci API|Authorization",
        "tr": "token|API anahtarı|Authorization",
        "ru": "токен|ключ API|Authorization",
    },
    "no_auth": {
        "en": "no authentication|no auth|no login|no credentials|no token|no api key|no authorization"
        "|without authentication"
        "|without auth|without a token|without credentials|without login|without logging in|unauthenticated access"
        "|publicly accessible|publicly available|is a public endpoint|are public endpoints"
        "|is public|are public|public access|not authenticated|not require authentication|not require auth"
        "|not require a token|not require any authentication|not require an api key|not support authentication"
        "|not need authentication|anonymous access|allows anonymous|anonymous allowed|anonymously"
        "|authentication not required"
        "|auth not required|authentication is not required|requires no authentication|requires no auth"
        "|authentication-free|exempt from authentication|no bearer token|requires no token|skip authentication"
        "|skips authentication|bypass authentication|bypasses authentication|is open to anyone|is open to everyone"
        "|is open to all|is open to the public|are open to anyone|are open to everyone"
        "|without requiring authentication|without requiring credentials|without requiring admin credentials"
        "|without requiring a token|without requiring login|without needing authentication|without needing credentials"
        "|without any authentication|without any credentials",
        "de": "keine Authentifizierung|ohne Authentifizierung|keine Anmeldung|ohne Anmeldung|öffentlich zugänglich"
        "|ist öffentlich|sind öffentlich",
        "fr": "aucune authentification|sans authentification|pas d'authentification|accessible publiquement|est public"
        "|est publique|sont publics|sont publiques|accès public",
        "es": "sin autenticación|no requiere autenticación|no requieren autenticación|acceso público|es público"
        "|son públicos|no necesita autenticación|públicamente accesible",
        "pt": "sem autenticação|não requer autenticação|não requerem autenticação|acesso público|é público|são públicos"
        "|não exige autenticação|não é necessária autenticação",
        "ja": "認証不要|認証は不要|認証なし|認証を必要としない|公開エンドポイント|ログイン不要",
        "zh": "无需认证|不需要认证|无需登录|不需要登录|无需鉴权|不需要鉴权|公开接口|免认证|匿名访问|无需授权",
        "ko": "인증 불필요|인증이 필요하지 않|인증 없이|인증이 필요 없|공개 엔드포인트|로그인 불필요",
        "id": "tanpa autentikasi|tidak memerlukan autentikasi|tidak perlu autentikasi|tanpa login|akses publik"
        "|tidak membutuhkan autentikasi",
        "tr": "kimlik doğrulama gerektirmez|kimlik doğrulama gerekmez|herkese açıktır|herkese açık|kimlik doğrulamasız"
        "|kimlik doğrulaması gerekmez|oturum gerektirmez",
        "ru": "без аутентификации|без авторизации|не требует аутентификации|не требует авторизации"
        "|аутентификация не требуется|авторизация не требуется|публичный доступ|общедоступный|доступен публично",
    },
    "except": {
        "en": "except|except for|excluding|other than|apart from|besides|with the exception of|unless",
        "de": "außer|ausgenommen|mit Ausnahme von|ausser",
        "fr": "sauf|excepté|à l'exception de|hormis",
        "es": "excepto|salvo|a excepción de|menos",
        "pt": "exceto|salvo|com exceção de|menos",
        "ja": "を除く|以外|除いて",
        "zh": "除了|除外|以外|除",
        "ko": "제외|외에|제외한",
        "id": "kecuali|selain",
        "tr": "hariç|dışında",
        "ru": "кроме|за исключением|исключая",
    },
    "every": {
        "en": "all|every|each|any",
        "de": "alle|jede|jeder|jedes|sämtliche",
        "fr": "tous|toutes|chaque",
        "es": "todos|todas|cada",
        "pt": "todos|todas|cada",
        "ja": "全て|すべて|全",
        "zh": "所有|全部|每个",
        "ko": "모든|전체",
        "id": "semua|setiap|seluruh",
        "tr": "tüm|bütün|her",
        "ru": "все|каждый|всех|всем",
    },
    "callable": {
        "en": "endpoint|endpoints|request|requests|route|routes|api|apis|call|calls|operation|operations|method|methods"
        "|resource|resources|access",
        "de": "Endpunkt|Endpunkte|Anfrage|Anfragen|Aufruf|Aufrufe|API|Zugriff|Routen",
        "fr": "endpoint|endpoints|requête|requêtes|appel|appels|API|accès|routes",
        "es": "endpoint|endpoints|petición|peticiones|solicitud|solicitudes|llamadas|API|acceso|rutas|operaciones",
        "pt": "endpoint|endpoints|requisição|requisições|chamadas|API|acesso|rotas|operações",
        "ja": "エンドポイント|リクエスト|API|アクセス|操作",
        "zh": "接口|端点|请求|API|访问|路由",
        "ko": "엔드포인트|요청|API|접근|호출",
        "id": "endpoint|permintaan|API|akses|rute",
        "tr": "endpoint|uç nokta|uç noktalar|uç noktaları|istek|istekler|API|erişim",
        "ru": "эндпоинт|эндпоинты|запрос|запросы|метод|методы|API|доступ|маршруты",
    },
    "refusal": {
        "en": "unauthorized|forbidden|missing|invalid|expired|fails|failed|failure|denied|rejected|revoked|insufficient"
        "|error|errors|wrong|incorrect|malformed|hijack|leak|stolen|attack|attacker",
        "de": "ungültig|fehlt|fehlend|abgelaufen|verweigert|Fehler",
        "fr": "invalide|manquant|manquante|expiré|refusé|échec|erreur",
        "es": "inválido|inválida|faltante|expirado|expirada|denegado|error|falta|no autenticado|no autorizado",
        "pt": "inválido|inválida|ausente|expirado|expirada|negado|erro|falha|não autenticado|não autorizado",
        "ja": "無効|不正|期限切れ|失敗|拒否|エラー|未認証",
        "zh": "无效|缺失|缺少|过期|失败|拒绝|错误|未认证|未授权|未登录",
        "ko": "유효하지|만료|실패|거부|오류|누락",
        "id": "tidak valid|kedaluwarsa|gagal|ditolak|hilang|kesalahan",
        "tr": "geçersiz|eksik|süresi dolmuş|başarısız|reddedildi|hata",
        "ru": "недействителен|недействительный|отсутствует|истёк|истек|отклонён|ошибка|неверный",
    },
    # Whose something is.
    "clients": {"en": "client|clients|caller|callers|they|requester|requesters|anyone"},
    "owner": {
        "en": "owner|owners|creator|author",
        "de": "Eigentümer|Besitzer",
        "fr": "propriétaire",
        "es": "dueño|propietario",
        "pt": "dono|proprietário",
        "ja": "所有者|オーナー",
        "zh": "所有者|拥有者",
        "ko": "소유자",
        "id": "pemilik",
        "tr": "sahibi|sahip",
        "ru": "владелец|владельца",
    },
    "belongs": {
        "en": "belong|belongs|belonging|owned|owns|foreign|cross-user|cross-org|cross-tenant",
        "de": "gehört|gehören|fremde",
        "fr": "appartient|appartenant",
        "es": "pertenece|pertenecen|perteneciente",
        "pt": "pertence|pertencem|pertencente",
        "ja": "所有|所属|属する",
        "zh": "属于|所有",
        "ko": "소유|속한",
        "id": "milik|dimiliki",
        "tr": "ait",
        "ru": "принадлежит|принадлежащий|принадлежащая|чужой",
    },
    "test": {"en": "test|tests|tested|testing|verify that|prove"},
    "only": {
        "en": "only|solely|exclusively|just|limited to|restricted to",
        "de": "nur|ausschließlich",
        "fr": "seulement|uniquement|que",
        "es": "solo|sólo|solamente|únicamente",
        "pt": "só|somente|apenas",
        "ja": "のみ|だけ",
        "zh": "只能|仅|只",
        "ko": "만|오직",
        "id": "hanya",
        "tr": "yalnızca|sadece",
        "ru": "только|лишь",
    },
    "own": {
        "en": "their|own|its|his|her|themselves|they own|they created|that user's|same organization|same organisation"
        "|same tenant",
        "de": "ihre|eigene|eigenen|ihrer|eigener",
        "fr": "leur|leurs|propres",
        "es": "su|sus|propios|propias|propio",
        "pt": "seu|seus|suas|próprios|próprias",
        "ja": "自分の|自身の|自組織|自社",
        "zh": "自己|本人|本组织|所属",
        "ko": "자신의|본인의|자기",
        "id": "miliknya|milik sendiri|sendiri",
        "tr": "kendi",
        "ru": "свои|своей|своего|своих|собственные",
    },
    "another": {
        "en": "another|other|others|someone else's|a different|different",
        "de": "andere|anderer|anderen|fremde|fremder",
        "fr": "autre|autres|d'autres|d'un autre",
        "es": "otro|otra|otros|otras",
        "pt": "outro|outra|outros|outras",
        "ja": "他の|他|別の",
        "zh": "其他|别的|他人|其它",
        "ko": "다른|타",
        "id": "lain|lainnya",
        "tr": "başka|diğer",
        "ru": "другого|других|другой|чужой|чужие|чужого",
    },
    "sees": {
        "en": "see|sees|access|accesses|accessed|accessing|reading|read|view|views|request|list|retrieve|modify|update"
        "|delete|manage"
        "|fetch"
        "|visible|accessible|edit|query|get|use",
        "de": "sehen|zugreifen|lesen|abrufen|ändern|löschen|anfordern",
        "fr": "voir|accéder|lire|consulter|modifier|supprimer",
        "es": "ver|acceder|leer|consultar|modificar|eliminar|solicitar",
        "pt": "ver|acessar|ler|consultar|modificar|excluir|solicitar",
        "ja": "閲覧|参照|アクセス|取得|操作|見",
        "zh": "查看|访问|读取|获取|修改|看到|操作",
        "ko": "조회|접근|볼 수|읽|수정|삭제",
        "id": "melihat|mengakses|membaca|mengubah|menghapus",
        "tr": "görebilir|görür|erişebilir|okuyabilir|görüntüleyebilir|erişemez",
        "ru": "видят|видит|видеть|доступ|читать|получать|изменять|просматривать",
    },
    "tenancy": {
        "en": "tenant isolation|isolated by tenant|isolated per tenant|row-level security|data isolation|tenant-scoped"
        "|scoped to the tenant|scoped to the organization|scoped to the organisation|scoped to the user"
        "|scoped to the authenticated user|scoped to the caller|cross-tenant access",
        "de": "Mandantentrennung",
        "fr": "isolation des locataires|cloisonnement",
        "es": "aislamiento de inquilinos",
        "pt": "isolamento de inquilinos|isolamento entre inquilinos",
        "ja": "テナント分離|テナント間の分離",
        "zh": "租户隔离|数据隔离",
        "ko": "테넌트 격리",
    },
    "organisation": {
        "en": "organization|organisation|organizations|organisations|org|orgs|organization's|organisation's|org's"
        "|company"
        "|workspace|team",
        "de": "Organisation|Firma|Unternehmen",
        "fr": "organisation|entreprise",
        "es": "organización|empresa",
        "pt": "organização|empresa",
        "ja": "組織|会社|自社",
        "zh": "组织|企业|公司",
        "ko": "조직|회사",
        "id": "organisasi|perusahaan",
        "tr": "kuruluş|organizasyon|şirket",
        "ru": "организация|организации|компании",
    },
    "tenant_word": {
        "en": "tenant|tenants|cross-tenant|merchant|merchants|store|stores",
        "de": "Mandant|Mandanten",
        "fr": "locataire|locataires",
        "es": "inquilino|inquilinos",
        "pt": "inquilino|inquilinos|locatário",
        "ja": "テナント",
        "zh": "租户",
        "ko": "테넌트",
        "tr": "kiracı",
        "ru": "тенант|арендатор",
    },
    # Repeated requests.
    "idempotent": {
        "en": "idempotent|idempotently",
        "de": "idempotent",
        "fr": "idempotent|idempotente|idempotents|idempotentes",
        "es": "idempotente|idempotentes",
        "pt": "idempotente|idempotentes",
        "ja": "冪等|べき等",
        "zh": "幂等",
        "ko": "멱등",
        "id": "idempoten",
        "tr": "idempotent|eşgüçlü",
        "ru": "идемпотентен|идемпотентна|идемпотентный|идемпотентны|идемпотентно",
    },
    "idempotency": {
        "en": "idempotency|idempotence|exactly-once|deduplication",
        "de": "Idempotenz",
        "fr": "idempotence",
        "es": "idempotencia",
        "pt": "idempotência",
        "ja": "冪等性|べき等性",
        "zh": "幂等性|幂等",
        "ko": "멱등성",
        "id": "idempotensi",
        "tr": "idempotentlik|idempotans",
        "ru": "идемпотентность|идемпотентности",
    },
    "different": {
        "en": "different|differs|differing|changed|another|mismatch|mismatched|mismatching|other|does not match"
        "|not match",
        "de": "anderem|anderer|abweichend|abweichendem",
        "fr": "différent|différente|autre",
        "es": "diferente|distinto|distinta|otro",
        "pt": "diferente|distinto|outro",
        "ja": "異なる|別の|不一致",
        "zh": "不同|不一致|冲突",
        "ko": "다른|불일치",
        "id": "berbeda",
        "tr": "farklı|başka",
        "ru": "другим|другое|отличается|иным",
    },
    "same": {
        "en": "same|identical|original|previous|first|stored|earlier",
        "de": "gleiche|dieselbe|ursprüngliche|identische",
        "fr": "même|identique|originale|initiale",
        "es": "misma|mismo|idéntica|original",
        "pt": "mesma|mesmo|idêntica|original",
        "ja": "同じ|同一|元の",
        "zh": "相同|同样|原来|首次|原始",
        "ko": "동일한|같은|원래",
        "id": "sama|semula|asli",
        "tr": "aynı|ilk|orijinal",
        "ru": "тот же|та же|исходный|прежний|такой же",
    },
    "body": {
        "en": "body|payload|parameters|request|fingerprint|content|bodyhash|hash|data",
        "de": "Inhalt|Body|Anfrage|Nutzlast",
        "fr": "corps|contenu|charge utile",
        "es": "cuerpo|contenido|payload",
        "pt": "corpo|conteúdo|payload",
        "ja": "ボディ|内容|リクエスト|ペイロード",
        "zh": "请求体|内容|参数|请求",
        "ko": "본문|내용|페이로드",
        "id": "isi|badan|payload",
        "tr": "gövde|içerik|gövdeyle",
        "ru": "телом|тело|содержимым|телом запроса",
    },
    "cached": {
        "en": "cached|cache|stored|saved|remembered",
        "de": "gespeicherte|zwischengespeicherte",
        "fr": "en cache|mise en cache|enregistrée",
        "es": "en caché|almacenada|guardada",
        "pt": "em cache|armazenada|salva",
        "ja": "キャッシュ|保存",
        "zh": "缓存|保存",
        "ko": "캐시|저장",
        "tr": "önbelleğe|kaydedilen|saklanan",
        "ru": "кэшированный|сохранённый|сохраненный",
    },
    "repeat_key": {
        "en": "key|idempotency-key|token",
        "de": "Schlüssel",
        "fr": "clé",
        "es": "clave",
        "pt": "chave",
        "ja": "キー",
        "zh": "Key|键|密钥|幂等键",
        "ko": "키",
        "id": "kunci",
        "tr": "anahtar",
        "ru": "ключ|ключом",
    },
    "replay": {
        "en": "replay|replays|replayed|returns the original|duplicate request returns",
        "fr": "rejoue|rejouée",
        "ja": "リプレイ|再送",
        "zh": "重放|返回缓存|返回首次",
        "ko": "재전송|재생",
    },
    "lifetime": {
        "en": "ttl|expire|expires|expiry|expiration|valid for|kept for|retained for|stored for|cached for|lifetime"
        "|window",
        "de": "gültig|läuft ab|aufbewahrt|Lebensdauer",
        "fr": "expire|valide|conservée|durée",
        "es": "expira|válida|caduca|conserva",
        "pt": "expira|válida|mantida",
        "ja": "有効期限|有効期間|保持",
        "zh": "过期|有效期|保留",
        "ko": "만료|유효|보관",
        "id": "kedaluwarsa|berlaku",
        "tr": "geçerlilik|süresi|saklanır",
        "ru": "истекает|действует|хранится|срок",
    },
    "accepts": {
        "en": "accept|accepts|support|supports|supported|via|with|using|through|provided|provide|pass|uses|use|supply"
        "|honors|honours|mechanism",
        "de": "akzeptiert|unterstützt|mit|über",
        "fr": "accepte|prend en charge|avec|via",
        "es": "acepta|soporta|admite|con|mediante",
        "pt": "aceita|suporta|com|via",
        "ja": "受け付け|サポート|指定|付与",
        "zh": "支持|接受|携带|通过|使用",
        "ko": "지원|허용|사용|포함",
        "id": "menerima|mendukung|dengan",
        "tr": "kabul eder|destekler|ile",
        "ru": "принимает|поддерживает|с помощью",
    },
    "http_method": {"en": "GET|POST|PUT|PATCH|DELETE"},
    # Several at once.
    "at_once": {
        "en": "concurrent|concurrently|concurrency|simultaneous|simultaneously|parallel|in parallel|race|race condition"
        "|race conditions|at the same time|double submit|double click|two requests|two users|second request",
        "de": "gleichzeitig|gleichzeitige|gleichzeitigen|parallel|parallele|nebenläufig",
        "fr": "simultané|simultanée|simultanées|simultanés|concurrentes|concurrents|en parallèle|en même temps",
        "es": "concurrente|concurrentes|simultáneo|simultáneas|simultáneos|en paralelo|al mismo tiempo",
        "pt": "concorrente|concorrentes|simultâneo|simultâneas|simultâneos|em paralelo|ao mesmo tempo",
        "ja": "同時|並行",
        "zh": "并发|同时",
        "ko": "동시",
        "id": "bersamaan|serentak|konkuren",
        "tr": "eşzamanlı|aynı anda|eş zamanlı",
        "ru": "одновременно|одновременных|одновременные|параллельно|параллельных",
    },
    "exactly_one": {
        "en": "exactly one|only one|just one|a single|at most one|one of them|one",
        "de": "genau eine|genau einer|nur eine|nur einer",
        "fr": "exactement une|une seule|un seul",
        "es": "exactamente una|solo una|solo uno|una sola",
        "pt": "exatamente uma|apenas uma|apenas um|somente uma",
        "ja": "1つだけ|一つだけ|1件のみ|一方のみ",
        "zh": "只有一个|仅一个|仅有一个|只有一笔",
        "ko": "하나만|한 건만",
        "id": "hanya satu|tepat satu",
        "tr": "yalnızca biri|sadece biri|tam olarak biri|yalnızca bir",
        "ru": "ровно один|только один|только одна|лишь один",
    },
    "first": {
        "en": "first|earliest",
        "de": "erste|ersten",
        "fr": "premier|première",
        "es": "primera|primero",
        "pt": "primeira|primeiro",
        "ja": "最初|先",
        "zh": "第一个|首个|先",
        "ko": "첫 번째|먼저",
        "id": "pertama",
        "tr": "ilk",
        "ru": "первый|первая|первого",
    },
    "wins": {
        "en": "wins|win|succeeds|succeed|success|successful|is accepted|is created|goes through|winner",
        "de": "gewinnt|gelingt|erfolgreich|angenommen",
        "fr": "gagne|réussit|l'emporte|acceptée",
        "es": "gana|tiene éxito|se acepta|prevalece",
        "pt": "vence|ganha|tem sucesso|é aceita",
        "ja": "成功|優先|勝つ",
        "zh": "成功|生效|胜出",
        "ko": "성공",
        "id": "berhasil|menang",
        "tr": "kazanır|başarılı",
        "ru": "побеждает|выигрывает|успешен|успешно|проходит",
    },
    "the_others": {
        "en": "the second|second|others|the other|other|loser|losers|the rest|subsequent|later|remaining",
        "de": "zweite|zweiten|andere|anderen|übrigen",
        "fr": "seconde|deuxième|l'autre|autres",
        "es": "segunda|segundo|otra|otras|demás",
        "pt": "segunda|segundo|outra|outras|demais",
        "ja": "2つ目|二番目|後続|他方|もう一方",
        "zh": "第二个|其他|其余|后者|另一个",
        "ko": "두 번째|나머지|다른",
        "id": "kedua|lainnya",
        "tr": "ikinci|diğeri|diğerleri",
        "ru": "второй|вторая|остальные|другой",
    },
    "gets": {
        "en": "gets|get|receives|receive|is rejected|are rejected|rejected|returns|return|fails|fail|answered"
        "|translated|with|is answered",
        "de": "erhält|erhalten|bekommt|abgelehnt|schlägt fehl",
        "fr": "reçoit|reçoivent|échoue|rejetée",
        "es": "recibe|reciben|obtiene|falla|rechazada",
        "pt": "recebe|recebem|obtém|falha|rejeitada",
        "ja": "返す|受け取る|失敗|エラー",
        "zh": "返回|收到|失败|得到",
        "ko": "반환|받|실패",
        "id": "mendapat|menerima|ditolak|gagal",
        "tr": "alır|döner|reddedilir|başarısız",
        "ru": "получает|получают|отклоняется|возвращает",
    },
    # What goes away.
    "deprecated": {
        "en": "deprecated|deprecation|deprecate|deprecates|obsolete|sunsetted|end of life|end-of-life",
        "de": "veraltet|abgekündigt|Abkündigung",
        "fr": "déprécié|dépréciée|obsolète|dépréciation",
        "es": "obsoleto|obsoleta|en desuso|deprecado|deprecada",
        "pt": "obsoleto|obsoleta|descontinuado|descontinuada|depreciado",
        "ja": "非推奨|廃止|廃止予定",
        "zh": "废弃|弃用|已废弃|下线",
        "ko": "Deprecated|지원 중단|폐기|사용 중단",
        "id": "usang|tidak digunakan lagi|deprecated",
        "tr": "kullanımdan kaldırıldı|kullanımdan kaldırılacak|eskimiş",
        "ru": "устарел|устарела|устаревший|устаревшая|устаревание",
    },
    "sunset": {
        "en": "sunset|will be removed|removed on|removed after|removal|removed in|shut down|shutdown|end of life"
        "|retired|retirement|turned off|discontinued",
        "de": "entfernt|abgeschaltet|Abschaltung",
        "fr": "supprimé|supprimée|retrait|fin de vie",
        "es": "eliminado|eliminada|retirado|retirada|fin de vida",
        "pt": "removido|removida|desativado|desativada|fim de vida",
        "ja": "廃止日|提供終了|削除|終了予定",
        "zh": "下线|移除|停止服务|停用",
        "ko": "종료|제거|중단일",
        "id": "dihapus|dihentikan",
        "tr": "kaldırılacak|kapatılacak|sonlandırılacak",
        "ru": "будет удалён|будет удален|удалена|отключён|отключен|прекращение",
    },
    "notice": {
        "en": "notice|advance notice|prior notice|in advance|before removal|deprecation period|grace period",
        "de": "Frist|Vorlauf|im Voraus|vorher",
        "fr": "préavis|à l'avance",
        "es": "aviso|antelación|preaviso",
        "pt": "aviso prévio|antecedência",
        "ja": "前に通知|前に告知|猶予|前までに",
        "zh": "提前|通知期|过渡期",
        "ko": "전 공지|전에 공지|유예|사전 공지",
        "id": "pemberitahuan|sebelumnya",
        "tr": "önceden|bildirim",
        "ru": "уведомление|заранее|предупреждение",
    },
}

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LETTER = r"[^\W\d_]"


@cache
def words(meaning: str) -> tuple[str, ...]:
    """All ways to say it, in any language, the longest first."""
    found = {word for row in WORDS[meaning].values() for word in row.split("|")}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def bounded(*meanings: str, left: bool = True) -> str:
    """A regular expression for any of these words as whole words, where their script parts words.

    Without `left` a word may follow a letter or a digit at once: `15min`. It is to be compiled without regard to case.
    """
    found = sorted({word for meaning in meanings for word in words(meaning)}, key=lambda word: (-len(word), word))
    spaced = _any_of([word for word in found if not _UNSPACED.search(word)])
    unspaced = _any_of([word for word in found if _UNSPACED.search(word)])
    before = f"(?<!{_LETTER})" if left else ""
    parts = (f"{before}{spaced}(?!{_LETTER})" if spaced else "", unspaced)
    return f"(?:{'|'.join(part for part in parts if part)})"


def _any_of(found: Sequence[str]) -> str:
    """A regular expression for these words, the first that fits; mostly a glance at one letter rules out all."""
    starts = "".join(dict.fromkeys(re.escape(word[0].lower()) for word in found))
    return f"(?=[{starts}]){_tree(found)}" if found else ""


def _tree(found: Sequence[str]) -> str:
    """Words that begin alike share their beginning, so that each letter is looked at once."""
    if len(found) == 1:
        return _escape(found[0])
    rests: dict[str, list[str]] = {}
    for word in found:
        rests.setdefault(word[:1].lower(), []).append(word[1:])
    branches = [_letter(letter) + _tree(rest) if letter else "" for letter, rest in rests.items()]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


@cache
def pattern(*meanings: str) -> re.Pattern[str]:
    """`bounded`, compiled."""
    return re.compile(bounded(*meanings), re.IGNORECASE)


def says(text: str, *meanings: str) -> bool:
    """Whether a text has any word of these meanings."""
    return not _meanings_in(text).isdisjoint(meanings)


_TOKEN = re.compile(r"[^\W\d_]+|\d+")


class _Vocabulary(NamedTuple):
    """All words of the table, by how they are found, each with the meanings that it may have."""

    words: Mapping[str, Collection[str]]
    phrases: Mapping[str, Sequence[tuple[str, str]]]
    """First word → `(phrase between spaces, meaning)`."""
    unspaced: Mapping[str, Sequence[tuple[str, str]]]
    """First letter → `(word, meaning)`, for scripts that don't part words."""


@lru_cache(maxsize=4096)
def _meanings_in(text: str) -> frozenset[str]:
    """All that a text may speak of: it is looked through once, however many ask."""
    vocabulary, tokens = _vocabulary(), _tokens(text)
    line, spoken = f" {' '.join(tokens)} ", frozenset(tokens)
    found = {meaning for word in vocabulary.words.keys() & spoken for meaning in vocabulary.words[word]}
    candidates = [phrase for word in vocabulary.phrases.keys() & spoken for phrase in vocabulary.phrases[word]]
    if _UNSPACED.search(text):
        candidates += [word for letter in vocabulary.unspaced.keys() & {*line} for word in vocabulary.unspaced[letter]]
    return frozenset(found.union(meaning for phrase, meaning in candidates if phrase in line))


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.replace("\u0130", "i").casefold())


@cache
def _vocabulary() -> _Vocabulary:
    single: defaultdict[str, set[str]] = defaultdict(set)
    phrases: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    unspaced: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for meaning in WORDS:
        for word in words(meaning):
            tokens = _tokens(word)
            if _UNSPACED.search(word):
                unspaced[tokens[0][0]].append((" ".join(tokens), meaning))
            elif len(tokens) > 1:
                phrases[tokens[0]].append((f" {' '.join(tokens)} ", meaning))
            else:
                single[tokens[0]].add(meaning)
    return _Vocabulary(single, phrases, unspaced)


_ALSO = {"i": "\u0130\u0131", "k": "\u212a", "s": "\u017f"}
"""Letters that `re` takes for these where it doesn't look at case."""


def _letter(letter: str) -> str:
    """A branch's first letter, in both cases, as a set: of those that don't fit, `re` then tries none."""
    if not (letter.isascii() and letter.isalpha()):
        return _escape(letter)
    return f"(?-i:[{letter}{letter.upper()}{_ALSO.get(letter, '')}])"


def _escape(word: str) -> str:
    return r"[\s-]{1,3}".join(re.escape(part) for part in word.split(" "))

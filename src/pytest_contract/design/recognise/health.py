"""Endpoints that say whether the service is well, and promise nothing of its business."""

from __future__ import annotations

import re

_HEALTH_PATH = re.compile(
    r"/(?:_?health(?:z|-?checks?|_checks?)?(?:/[\w.-]{1,40})?|ready(?:z|ness)?|live(?:z|ness)?|ping|heartbeat|alive|up)/?$",
    re.IGNORECASE,
)
_STATUS_PATH = re.compile(r"/status/?$", re.IGNORECASE)
_SAYS_HEALTH = re.compile(
    r"\bhealth(?:[\s-]?checks?)?\b|\bliveness\b|\breadiness\b|ヘルスチェック|健康检查|헬스\s?체크|état de santé|"
    r"estado de salud|sağlık|проверка состояния|kesehatan",
    re.IGNORECASE,
)


def is_health(path: str, text: str) -> bool:
    """Whether a path is a health endpoint: by its name, or `/status` where the text beside it speaks of health."""
    if _HEALTH_PATH.search(path):
        return True
    return _STATUS_PATH.search(path) is not None and _SAYS_HEALTH.search(text) is not None

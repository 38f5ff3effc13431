"""The explicit block: a fence marked `contract` with YAML, for a team that wants certainty.

    ```contract
    - operation: POST /reports
      statuses: [202, 400, {status: 429, when: the hour is used up}]
      rate_limit: {limit: 10, window: 1h, scope: user}
    ```

A list of entries, or one entry. An entry without `operation` is about what the block stands below, else about the
whole API. `contract_block.schema.json`, beside this file, is its JSON Schema.
"""

from __future__ import annotations

from pytest_contract.design.claim import Promise


def read_block(text: str) -> tuple[list[Promise], list[tuple[int, str]]]:
    """The promises of a block, and `(line from 0, fault)` for what can't be read. Raises on no text."""
    return [], []

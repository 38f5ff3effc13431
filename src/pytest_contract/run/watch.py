"""What watches over an operation's test: that its credential works, and that the app can still be read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from pytest_contract.probes.canary import Canary
from pytest_contract.probes.poison import Health
from pytest_contract.probes.whereabouts import Whereabouts
from pytest_contract.spec import Operation
from pytest_contract.target import Sender


class Watch:
    """Begins before the first request is sent, and ends after the last."""

    def __init__(
        self,
        whereabouts: Whereabouts,
        operation: Operation,
        sender: Sender,
        reset: Callable[[], object] | None,
        *,
        has_credentials: bool,
    ) -> None:
        self._sender = sender
        self._canary = Canary(whereabouts, operation, reset) if has_credentials else None
        self.reset = reset if reset is None or self._canary is None else partial(self._canary.reset, sender)
        """Gives the app a fresh start, and notices what it did to the credential."""
        self.health = Health(whereabouts, operation, sender, self.reset)

    def begin(self) -> None:
        """Ask what works before anything was changed."""
        if self._canary is not None:
            self._canary.before(self._sender)
            self._sender.guard = self._canary
        self.health.before()
        self._sender.notice = self.health.note

    def end(self) -> tuple[str, ...]:
        """Ask again; what happened to the credential, for a reader."""
        self._sender.notice = None
        if self._canary is None:
            return ()
        self._canary.after(self._sender)
        return tuple(self._canary.remarks())

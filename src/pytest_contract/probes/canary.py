"""A canary with the credential: it notices when a request has taken it away, and has it given again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from pytest_contract.errors import UsageError
from pytest_contract.exchange import Exchange, Intent, Request
from pytest_contract.probes.credential import Credential
from pytest_contract.probes.whereabouts import Whereabouts, needs_credential
from pytest_contract.spec import Operation
from pytest_contract.target import Identity, Sender
from pytest_contract.target.send import Custody

CANARY = "canary"

_MOST_RECOVERIES = 40
_MOST_CANARIES = 2
_MOST_ASKED = 4
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class Canary:
    """Watches over the credentials of all who send for one operation's test."""

    def __init__(self, whereabouts: Whereabouts, operation: Operation, reset: Callable[[], object] | None) -> None:
        self._whereabouts = whereabouts
        self._operation = operation
        self._reset = reset
        self._watches: dict[str, Credential] = {}
        self._is_asking = False

    def before(self, sender: Sender) -> None:
        """Ask with the credential before anything is changed; log in where it doesn't work."""
        watch = self._watch(sender)
        if sender.identity.log_in is not None:
            if self._reset is not None and sender.keyring is not None:
                sender.keyring.note_reset()
            if not self._survived(sender, watch) and not self._log_in_again(sender, watch):
                self._shut_out(sender, watch)
        elif self._operation.method not in _SAFE:
            watch.canaries = list(self._answering(sender))

    def reset(self, sender: Sender) -> None:
        """Give the app a fresh start; a session that didn't survive it is no loss."""
        assert self._reset is not None
        assert sender.keyring is not None
        self._reset()
        sender.keyring.note_reset()
        for watch in self._watches.values():
            watch.trail, watch.is_dirty = [], False
        watch = self._watch(sender)
        if sender.identity.log_in is not None and not self._survived(sender, watch):
            self._log_in_again(sender, watch)

    def custody(self, sender: Sender, exchange: Exchange) -> Custody:
        """What an answer says of the credential that the request went out with."""
        if self._is_asking:
            return "kept"
        watch, label = self._watch(sender), self._whereabouts.label(exchange.request)
        if exchange.is_success:
            self._take_in(watch, exchange)
            return self._after_success(sender, watch, label)
        if exchange.request.method not in _SAFE and (exchange.status or 500) >= 500:
            watch.trail.append(exchange)
            watch.is_dirty = True
        if not self._is_alarming(exchange, watch):
            return "kept"
        return self._examined(sender, watch)

    def after(self, sender: Sender) -> None:
        """Ask again when all was sent: what was answered 403 or 404 since the loss tells nothing of the app."""
        watch = self._watch(sender)
        if not watch.is_dirty or not watch.canaries or watch.failure or sender.is_hanging:
            return
        if self._is_alive(sender, watch):
            return
        culprit = self._culprit(watch)
        if culprit is not None:
            sender.disown_after(culprit.number)
        self._recover(sender, watch, culprit)

    def remarks(self) -> Iterator[str]:
        """What happened, for a reader."""
        for watch in self._watches.values():
            yield from watch.remarks(self._operation.label)

    def _survived(self, sender: Sender, watch: Credential) -> bool:
        """Whether a login still works, after a reset where there is one; it isn't asked what is known to end it."""
        assert sender.keyring is not None
        if self._reset is not None and sender.keyring.is_ended_by_reset:
            return False
        watch.canaries = list(self._answering(sender))
        if watch.canaries != list(self._whereabouts.canaries[: len(watch.canaries)]):
            # One was refused; those that are open to all answer without a login, too.
            self._is_proven(sender, watch)
        if not watch.canaries and self._reset is not None:
            sender.keyring.is_ended_by_reset = True
            sender.keyring.note_reset()
        return bool(watch.canaries)

    def _watch(self, sender: Sender) -> Credential:
        return self._watches.setdefault(sender.identity.name, Credential(name=sender.identity.name))

    def _take_in(self, watch: Credential, exchange: Exchange) -> None:
        request = exchange.request
        if self._whereabouts.is_secured(request):
            # A success needs the credential, so that nothing before it can have taken it away.
            watch.trail = []
            if request.method == "GET":
                watch.learned = replace(request, headers=(("Accept", "*/*"),))
        if request.method not in _SAFE or self._whereabouts.is_secured(request):
            watch.trail.append(exchange)
        watch.is_dirty |= request.method not in _SAFE

    def _after_success(self, sender: Sender, watch: Credential, label: str) -> Custody:
        """Where a request is known to take the credential away, it is renewed before another one is lost to it."""
        if label in watch.takers:
            self._recover(sender, watch, watch.trail[-1])
        elif watch.suspects[label] and label not in watch.acquitted:
            if self._is_alive(sender, watch):
                watch.acquitted.add(label)
            else:
                watch.takers |= {label} - watch.demoters.keys()
                self._recover(sender, watch, watch.trail[-1])
        return "kept"

    def _is_alarming(self, exchange: Exchange, watch: Credential) -> bool:
        if exchange.status == 401:
            return self._whereabouts.is_secured(exchange.request)
        if not watch.is_dirty or not self._whereabouts.is_secured(exchange.request):
            return False
        is_literal = "{" not in self._whereabouts.label(exchange.request)
        return exchange.status == 403 or (exchange.status == 404 and is_literal)

    def _examined(self, sender: Sender, watch: Credential) -> Custody:
        if watch.failure:
            return "lost"
        if self._is_alive(sender, watch):
            watch.is_dirty = False
            return "kept"
        if not watch.canaries and watch.learned is None and sender.identity.log_in is None:
            return "kept"  # it was never seen to work: that is no loss
        return self._recover(sender, watch, self._culprit(watch))

    def _culprit(self, watch: Credential) -> Exchange | None:
        """The last change since the credential was seen to work; where nothing was changed, the last that needed it."""
        changes = [each for each in watch.trail if each.request.method not in _SAFE]
        return next(iter(changes[-1:] or watch.trail[-1:]), None)

    def _is_alive(self, sender: Sender, watch: Credential) -> bool:
        """Whether the credential does all that it did before; what shows that it doesn't is kept for the reader."""
        if watch.canaries is None:
            watch.canaries = list(self._answering(sender))
            return bool(watch.canaries) and self._is_proven(sender, watch)
        if not self._is_proven(sender, watch):
            return True
        known = watch.canaries or ([] if watch.learned is None else [watch.learned])
        refused = list(self._refused(sender, known))
        culprit = self._culprit(watch)
        if refused and refused[0][1] != 401 and culprit is not None:
            request, status = refused[0]
            told = f"{request.method} {request.url.partition('?')[0]} was then answered {status}"
            watch.demoters[self._whereabouts.label(culprit.request)] = told
        return bool(known) and not refused

    def _is_proven(self, sender: Sender, watch: Credential) -> bool:
        """Whether the canaries need the credential: what is open to all would always be alive."""
        if not watch.is_proven and watch.canaries:
            nobody = sender.as_identity(Identity(name="anonymous"))
            watch.canaries = [each for each in watch.canaries if self._asked(nobody, each) in (401, 403)]
            watch.is_proven = True
        return bool(watch.canaries) or watch.learned is not None

    def _answering(self, sender: Sender) -> Iterator[Request]:
        found = 0
        for request in self._whereabouts.canaries[:_MOST_ASKED]:
            status = self._asked(sender, request)
            if _is_answered(status):
                found += 1
                yield request
            if found == _MOST_CANARIES or (status == 401 and not found):
                return

    def _refused(self, sender: Sender, known: list[Request]) -> Iterator[tuple[Request, int | None]]:
        """The canaries that are refused, until one is answered 401: then all would be."""
        for request in known:
            status = self._asked(sender, request)
            if not _is_answered(status):
                yield request, status
            if status == 401:
                return

    def _asked(self, sender: Sender, request: Request) -> int | None:
        apart = sender.apart(self._whereabouts.query_credentials(request))
        return apart.send(request, Intent.of_probe(CANARY)).status

    def _recover(self, sender: Sender, watch: Credential, culprit: Exchange | None) -> Custody:
        watch.recoveries += 1
        is_back = self._log_in_again(sender, watch) or self._started_afresh(sender, watch)
        if culprit is not None and (is_back or watch.canaries):
            watch.suspects[self._whereabouts.label(culprit.request)] += 1
        watch.trail, watch.is_dirty = [], False
        if not is_back and (left := self._left(sender, watch)):
            watch.canaries = left
            return "kept"
        if is_back:
            if watch.recoveries >= _MOST_RECOVERIES:
                sender.shut_out = f"the credential was lost and renewed {watch.recoveries} times"
            return "restored"
        watch.failure = watch.failure or "give a function that logs in, or the fixture contract_reset"
        self._shut_out(sender, watch)
        return "lost"

    def _left(self, sender: Sender, watch: Credential) -> list[Request]:
        """What the credential still does where only some of its rights are gone."""
        left = [each for each in watch.canaries or [] if _is_answered(self._asked(sender, each))]
        watch.is_lessened |= bool(left)
        return left

    def _shut_out(self, sender: Sender, watch: Credential) -> None:
        if needs_credential(self._operation):
            sender.shut_out = f"{watch.whose} no longer works, and can't be had again: {watch.failure}"

    def _log_in_again(self, sender: Sender, watch: Credential) -> bool:
        if sender.identity.log_in is None or sender.keyring is None:
            return False
        self._is_asking = True
        try:
            sender.identity = sender.keyring.renewed(sender.identity)
        except UsageError as error:
            watch.failure = str(error)
            return False
        finally:
            self._is_asking = False
        return self._is_back(sender, watch)

    def _started_afresh(self, sender: Sender, watch: Credential) -> bool:
        if self._reset is None:
            return False
        self._reset()
        if sender.keyring is not None:
            sender.keyring.note_reset()
        sender.fresh_starts += 1
        watch.failure = ""
        return self._is_back(sender, watch) if sender.identity.log_in is None else self._log_in_again(sender, watch)

    def _is_back(self, sender: Sender, watch: Credential) -> bool:
        if not watch.canaries:
            watch.canaries = list(self._answering(sender))
            return bool(watch.canaries) or not self._whereabouts.canaries
        return all(_is_answered(self._asked(sender, request)) for request in watch.canaries)


def _is_answered(status: int | None) -> bool:
    """Whether nothing is wrong with the credential: a limit or a crash says nothing of it."""
    return status is not None and (200 <= status < 400 or status == 429 or status >= 500)

"""The app under test: an ASGI object, a WSGI object, or a running server."""

from pytest_contract.target.choose import load_app, open_target, open_url
from pytest_contract.target.identity import Identity, LogIn, fresh
from pytest_contract.target.keyring import Keyring
from pytest_contract.target.protocol import Answered, Route, RouteTable, Target
from pytest_contract.target.send import Sender
from pytest_contract.target.transport import TargetTransport, client_on

__all__ = [
    "Answered",
    "Identity",
    "Keyring",
    "LogIn",
    "Route",
    "RouteTable",
    "Sender",
    "Target",
    "TargetTransport",
    "client_on",
    "fresh",
    "load_app",
    "open_target",
    "open_url",
]

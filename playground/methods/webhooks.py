"""Setting the webhook, taking it away, and asking after it; leaving the server altogether."""

import re

from playground.call import Call
from playground.methods.registry import method
from playground.people import Json
from playground.refusal import bad

SECRET = re.compile(r"[A-Za-z0-9_-]*")
SECRET_LIMIT = 256
CONNECTIONS = 40
CONNECTIONS_LIMIT = 100


@method("setWebhook")
async def set_webhook(call: Call) -> bool:
    url = str(call.params.get("url") or "")
    secret = str(call.params.get("secret_token") or "")
    if url and not url.startswith(("http://", "https://")):
        raise bad("invalid webhook URL specified")
    if len(secret) > SECRET_LIMIT:
        raise bad("secret token is too long")
    if not SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    connections = min(max(call.integer("max_connections", CONNECTIONS), 1), CONNECTIONS_LIMIT)
    return _put(call, url, secret, connections)


@method("deleteWebhook")
async def delete_webhook(call: Call) -> bool:
    return _put(call, "", "", CONNECTIONS)


def _put(call: Call, url: str, secret: str, connections: int) -> bool:
    updates = call.state.updates
    if call.flag("drop_pending_updates"):
        updates.clear()
    updates.allow(call.params.get("allowed_updates"))
    if url:
        updates.terminate("Conflict: terminated by setWebhook request")
    call.state.webhook.put(url, secret, connections)
    return True


@method("getWebhookInfo")
async def get_webhook_info(call: Call) -> Json:
    return call.state.webhook.info(len(call.state.updates.pending), call.state.updates.allowed)


@method("logOut")
async def log_out(_call: Call) -> bool:
    return True


@method("close")
async def close(_call: Call) -> bool:
    return True

"""The webhook: updates posted to the bot, in order within a lane, again until it answers 2xx."""

from dataclasses import dataclass, field


@dataclass
class Webhook:
    """Where updates go when they are not polled for."""

    url: str = ""
    retry_delays: list[float] = field(default_factory=lambda: [0.0, 2, 4, 8, 16, 32, 60])

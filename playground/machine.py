"""What whoever runs the bot beside the town lends to it: a look at what is kept, and two ways to break it."""

from typing import Protocol

from playground.people import Json


class Hood(Protocol):
    """Reads what the bot keeps of people, as it is stored."""

    async def look(self, person_id: int) -> Json:
        """Give what there is of a person, ready for JSON: `form`, `redis` and `sql` (docs/playground.md)."""
        ...


class Machine(Protocol):
    """The bot's process, and the Redis that its conversations live in."""

    def kill(self) -> None:
        """End the bot's process at once; whoever runs it starts it again. ImpossibleError while there is none."""

    def freeze_redis(self) -> None:
        """Let Redis hold its connections and answer nothing; ImpossibleError while there is none."""

    def thaw_redis(self) -> None:
        """Let it go on."""

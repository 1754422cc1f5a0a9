"""Private chats and groups: who is in them, their topics and their messages."""

from dataclasses import dataclass, field

from playground.people import Json, Person

ADMIN_RIGHTS: Json = {
    "can_be_edited": False,
    "can_manage_chat": True,
    "can_delete_messages": True,
    "can_manage_video_chats": True,
    "can_restrict_members": True,
    "can_promote_members": False,
    "can_change_info": True,
    "can_invite_users": True,
    "can_post_stories": False,
    "can_edit_stories": False,
    "can_delete_stories": False,
    "can_pin_messages": True,
    "can_manage_topics": True,
    "can_send_welcome_messages": True,
}
MEMBERS_STATUSES = {"creator", "administrator", "member"}
GROUP_ITSELF: Json = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


@dataclass
class Topic:
    message_thread_id: int
    name: str
    icon_color: int = 7322096
    closed: bool = False

    def brief(self) -> Json:
        return {"message_thread_id": self.message_thread_id, "name": self.name, "closed": self.closed}


@dataclass(eq=False, slots=True)
class Chat:
    """One chat; a private one is the talk of `person` with the bot."""

    id: int
    type: str
    title: str | None = None
    is_forum: bool = False
    person: Person | None = None
    statuses: dict[int, str] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Json] = field(default_factory=dict)
    buried: dict[int, Json] = field(default_factory=dict)
    buttons_seen: dict[int, set[str]] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    anonymous: set[int] = field(default_factory=set)
    writers: dict[int, int] = field(default_factory=dict)
    """Message → who wrote it, where the message itself names the group."""
    reactions: dict[int, list[str]] = field(default_factory=dict)
    """Message → the bot's emoji under it."""
    protected: bool = False
    withheld: set[str] = field(default_factory=set)  # rights that administrators were not given
    migrated_to: int | None = None
    aside: bool = False
    """Nothing of it goes to the page: a chat of the crowd."""
    last_id: int = 0

    @property
    def private(self) -> bool:
        return self.person is not None

    @property
    def members(self) -> list[int]:
        """Give the ids of the people (the bot among them) who are in now."""
        return [who for who, status in self.statuses.items() if status in MEMBERS_STATUSES]

    @property
    def owner(self) -> int | None:
        return next((who for who, status in self.statuses.items() if status == "creator"), None)

    def next_id(self) -> int:
        self.last_id += 1
        return self.last_id

    def wrote(self, person: Person, message: Json) -> bool:
        writer: int = self.writers.get(message["message_id"], message["from"]["id"])
        return writer == person.id

    def brief(self) -> Json:
        """Give the Bot API's Chat object."""
        if self.person is not None:
            names = {"last_name": self.person.last_name, "username": self.person.username}
            return {
                "id": self.id,
                "first_name": self.person.first_name,
                **{key: value for key, value in names.items() if value},
                "type": "private",
            }
        forum = {"is_forum": True} if self.is_forum else {}
        return {"id": self.id, "title": self.title, **forum, "type": self.type}

    def member(self, user: Json) -> Json:
        """Give the Bot API's ChatMember object of this user here."""
        status = self.statuses.get(user["id"], "left")
        entry: Json = {"status": status, "user": user}
        hidden = {"is_anonymous": user["id"] in self.anonymous}
        if status == "administrator":
            return entry | ADMIN_RIGHTS | dict.fromkeys(self.withheld, False) | hidden
        if status == "creator":
            return entry | hidden
        return entry | {"until_date": 0} if status == "kicked" else entry

"""
The resources of Open To Close: what `generate_open_to_close.py` writes their classes from.

Paths, names and argument order are the `open_to_close` package's; what is known of the API beyond
it, and how surely, is in the notes.
"""

from dataclasses import dataclass, field

UNVERIFIED = "Unverified against the live API."
PACKAGE = "opentoclose_async"
WRITTEN = "# Written by tools/generate_open_to_close.py; change tools/open_to_close_resources.py.\n"


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A keyword of a list, which goes into the query under its own name."""

    name: str
    doc: str
    kind: str = "str"


@dataclass(frozen=True, kw_only=True)
class Resource:
    """
    A group of methods.

    Attributes:
        group: The client's attribute.
        noun: What a method's name ends with, for one record.
        model: The class of its records.
        words: What people call one and several.
        doc: What the class is for.
        path: Where the records are.
        list_path: Where the list is, if the vendor shows another path for it.
        methods: Those that there are, of list, create, retrieve, update and delete.
        verified: Those among them that somebody saw working.
        id: The argument for a record's id.
        data: The argument for a record's fields.
        filters: The keywords of the list.
        settings: Class attributes, as source text.
        base: The class to inherit from, if not Records itself, and its module.
        refused: Methods that the API does not have, with what to say instead.
    """

    group: str
    noun: str
    model: str
    words: tuple[str, str]
    doc: str
    path: str
    list_path: str = ""
    methods: tuple[str, ...] = ("list", "create", "retrieve", "update", "delete")
    verified: tuple[str, ...] = ()
    id: str = ""
    data: str = ""
    filters: tuple[Filter, ...] = ()
    settings: dict[str, str] = field(default_factory=dict)
    base: tuple[str, str] | None = None
    refused: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Frozen, but these are what most have.
        object.__setattr__(self, "id", self.id or f"{self.noun}_id")
        object.__setattr__(self, "data", self.data or f"{self.noun}_data")

    @property
    def sub(self) -> bool:
        """Whether its records belong to a property."""
        return "{property_id}" in self.path

    @property
    def class_name(self) -> str:
        """The class of the group."""
        return "".join(part.capitalize() for part in self.group.split("_"))


NAMES = (
    Filter(name="email", doc='Only {many} of this e-mail address, as "jane@example.com".'),
    Filter(name="first_name", doc='Only {many} of this first name, as "Jane".'),
    Filter(name="last_name", doc='Only {many} of this last name, as "Doe".'),
)
SORTED_BY = (
    Filter(name="sort_by", doc='Field to sort by, as "last_name".'),
    Filter(name="sort_dir", doc='"asc" or "desc".'),
)
STATUS = Filter(name="status", doc='Only {many} of this status, as "Active".')
NOT_CHANGED = "the API answers 405 to it (seen live by a third party)."

TOP = (
    Resource(
        group="agents",
        noun="agent",
        model="Agent",
        words=("agent", "agents"),
        doc="Create, read, change and delete agents.",
        path="/agents",
        list_path="/agents/",
        verified=("list",),
        filters=NAMES + SORTED_BY,
    ),
    Resource(
        group="contacts",
        noun="contact",
        model="Contact",
        words=("contact", "contacts"),
        doc="Create, read, change and delete contacts.",
        path="/contacts",
        verified=("list", "create"),
        filters=NAMES,
        settings={"_refused": '(("name", "first_name and last_name"),)'},
    ),
    Resource(
        group="tags",
        noun="tag",
        model="Tag",
        words=("tag", "tags"),
        doc="Create, read, change and delete tags.",
        path="/tags",
        verified=("list",),
    ),
    Resource(
        group="teams",
        noun="team",
        model="Team",
        words=("team", "teams"),
        doc="Create, read, change and delete teams.",
        path="/teams",
        list_path="/teams/",
        verified=("list", "create", "retrieve", "update", "delete"),  # by the vendor's document
        filters=(
            STATUS,
            Filter(name="team_lead_id", doc="Only teams that this user leads.", kind="int"),
            Filter(name="sort", doc='Field to sort by, as "name".'),
        ),
    ),
    Resource(
        group="users",
        noun="user",
        model="User",
        words=("user", "users"),
        doc="Create, read, change and delete users.",
        path="/users",
        verified=("list", "create", "retrieve", "update", "delete"),  # by the vendor's document
        filters=(
            Filter(name="role", doc='Only users of this role, as "Agent".'),
            STATUS,
            Filter(name="sort", doc='Field to sort by, as "last_name".'),
        ),
    ),
)

OF_PROPERTIES = (
    Resource(
        group="property_contacts",
        noun="property_contact",
        model="PropertyContact",
        words=("contact of a property", "contacts of a property"),
        doc="Add contacts to properties, and read them; ids are those of the associations.",
        path="/properties/{property_id}/contacts",
        id="contact_id",
        data="contact_data",
        verified=("list", "create", "retrieve"),
        filters=NAMES,
        settings={"_required": '("contact_id",)', "_only": '("contact_id",)'},
        refused={"update": NOT_CHANGED, "delete": NOT_CHANGED},
    ),
    Resource(
        group="property_documents",
        noun="property_document",
        model="PropertyDocument",
        words=("document of a property", "documents of a property"),
        doc="Add documents to properties, read, change and delete what is known of them.",
        path="/properties/{property_id}/documents",
        id="document_id",
        data="document_data",
        verified=("list",),
        settings={"_required": '("name",)'},
        base=("DocumentRecords", "document_records"),
    ),
    Resource(
        group="property_emails",
        noun="property_email",
        model="PropertyEmail",
        words=("e-mail of a property", "e-mails of a property"),
        doc="Add e-mails to properties, read, change and delete them.",
        path="/properties/{property_id}/emails",
        id="email_id",
        data="email_data",
    ),
    Resource(
        group="property_notes",
        noun="property_note",
        model="PropertyNote",
        words=("note on a property", "notes on a property"),
        doc="Add notes to properties, read, change and delete them.",
        path="/properties/{property_id}/notes",
        id="note_id",
        data="note_data",
        verified=("list", "create", "retrieve"),
        settings={"_required": '("description",)', "_renamed": '(("content", "description"),)'},
    ),
    Resource(
        group="property_tasks",
        noun="property_task",
        model="PropertyTask",
        words=("task of a property", "tasks of a property"),
        doc="Add tasks to properties, read, change and delete them.",
        path="/properties/{property_id}/tasks",
        id="task_id",
        data="task_data",
        verified=("list", "retrieve"),
        settings={"_required": '("title",)'},
    ),
)


def _look_up(group: str, noun: str, model: str, words: tuple[str, str], path: str) -> Resource:
    return Resource(
        group=group,
        noun=noun,
        model=model,
        words=words,
        doc=f"Read the {words[1]} of the account.",
        path=path,
        methods=("list",),
        verified=("list",),
    )


LOOK_UPS = (
    _look_up(
        "contact_roles",
        "contact_role",
        "ContactRole",
        ("role of contacts", "roles of contacts"),
        "/contactRoles/",
    ),
    _look_up(
        "property_field_groups",
        "property_field_group",
        "PropertyFieldGroup",
        ("group of property fields", "groups of property fields"),
        "/propertyFieldGroups",
    ),
    _look_up(
        "property_field_sections",
        "property_field_section",
        "PropertyFieldSection",
        ("section of property fields", "sections of property fields"),
        "/propertyFieldSections",
    ),
    _look_up(
        "property_fields",
        "property_field",
        "PropertyField",
        ("definition of property fields", "definitions of property fields"),
        "/propertyFields",
    ),
    _look_up(
        "property_templates",
        "property_template",
        "PropertyTemplate",
        ("template for properties", "templates for properties"),
        "/propertyTemplates/",
    ),
    _look_up("time_zones", "time_zone", "TimeZone", ("time zone", "time zones"), "/timeZones/"),
)

RESOURCES = TOP + OF_PROPERTIES + LOOK_UPS

EXTRA = {"property_documents": ("upload_property_document",)}
"""Methods that a base class brings."""


def methods_of(resource: Resource) -> list[str]:
    """Give the names of a resource's methods."""
    names = []
    for verb in resource.methods:
        if verb == "list":
            names += [f"list_{resource.group}", f"iter_{resource.group}"]
        else:
            names.append(f"{verb}_{resource.noun}")
    return names

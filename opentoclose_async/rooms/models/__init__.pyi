# Written by tools/rooms; change that, and run python -m tools.rooms.

from opentoclose_async.rooms.models.accounts import *
from opentoclose_async.rooms.models.documents import *
from opentoclose_async.rooms.models.errors import *
from opentoclose_async.rooms.models.esign_permission_profiles import *
from opentoclose_async.rooms.models.external_form_fill_sessions import *
from opentoclose_async.rooms.models.fields import *
from opentoclose_async.rooms.models.form_details import *
from opentoclose_async.rooms.models.form_groups import *
from opentoclose_async.rooms.models.form_libraries import *
from opentoclose_async.rooms.models.form_providers import *
from opentoclose_async.rooms.models.offices import *
from opentoclose_async.rooms.models.places import *
from opentoclose_async.rooms.models.regions import *
from opentoclose_async.rooms.models.roles import *
from opentoclose_async.rooms.models.room_documents import *
from opentoclose_async.rooms.models.room_folders import *
from opentoclose_async.rooms.models.room_templates import *
from opentoclose_async.rooms.models.room_users import *
from opentoclose_async.rooms.models.rooms import *
from opentoclose_async.rooms.models.task_list_templates import *
from opentoclose_async.rooms.models.task_lists import *
from opentoclose_async.rooms.models.task_types import *
from opentoclose_async.rooms.models.transaction_types import *
from opentoclose_async.rooms.models.users import *

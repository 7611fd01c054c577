"""The blocking twins of the methods of Rooms: rooms."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async.rooms.operations import rooms

__all__ = ["Rooms"]


class Rooms(BlockingResource[rooms.Rooms]):
    """Create, read, change and delete rooms, and the documents, people and details in them."""

    create_room_envelope = calls(rooms.Rooms.create_room_envelope)
    get_room_field_data = calls(rooms.Rooms.get_room_field_data)
    update_room_field_data = calls(rooms.Rooms.update_room_field_data)
    add_form_to_room = calls(rooms.Rooms.add_form_to_room)
    invite_user = calls(rooms.Rooms.invite_user)
    get_room_users = calls(rooms.Rooms.get_room_users)
    iter_room_users = reads(rooms.Rooms.iter_room_users)
    list_room_users = calls(rooms.Rooms.list_room_users)
    put_room_user = calls(rooms.Rooms.put_room_user)
    revoke_room_user_access = calls(rooms.Rooms.revoke_room_user_access)
    restore_room_user_access = calls(rooms.Rooms.restore_room_user_access)
    get_rooms = calls(rooms.Rooms.get_rooms)
    iter_rooms = reads(rooms.Rooms.iter_rooms)
    list_rooms = calls(rooms.Rooms.list_rooms)
    create_room = calls(rooms.Rooms.create_room)
    get_room = calls(rooms.Rooms.get_room)
    delete_room = calls(rooms.Rooms.delete_room)
    get_assignable_roles = calls(rooms.Rooms.get_assignable_roles)
    iter_assignable_roles = reads(rooms.Rooms.iter_assignable_roles)
    list_assignable_roles = calls(rooms.Rooms.list_assignable_roles)
    add_document_to_room = calls(rooms.Rooms.add_document_to_room)
    get_documents = calls(rooms.Rooms.get_documents)
    iter_documents = reads(rooms.Rooms.iter_documents)
    list_documents = calls(rooms.Rooms.list_documents)
    add_document_to_room_via_file_upload = calls(rooms.Rooms.add_document_to_room_via_file_upload)
    update_picture = calls(rooms.Rooms.update_picture)
    get_room_field_set = calls(rooms.Rooms.get_room_field_set)

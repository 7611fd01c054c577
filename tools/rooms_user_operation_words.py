"""What the operations about the users of a Rooms account do, in our own words."""

from rooms_words import Words

_MEMBER_PERMISSION = (
    "Needs ``can_manage_member_lower_access_level`` for users below one's own access level, "
    "``can_manage_member_same_access_level`` for users at that level; either reaches only as far "
    "as one's own offices and regions."
)

USER_OPERATIONS: dict[str, Words] = {
    "Users_GetUsers": Words(
        summary="Read one page of users.",
        details=(
            "Filters by role and by access level exist in Rooms version 6 only, the one by title "
            "in version 5 only."
        ),
        returns="One page of users.",
    ),
    "Users_GetUser": Words(
        summary="Read a user.",
        returns="The user.",
    ),
    "Users_UpdateUser": Words(
        summary="Give a user another default office.",
        details=f"It changes nothing else about the user. {_MEMBER_PERMISSION}",
        returns="The user as they are now.",
    ),
    "Users_RemoveUser": Words(
        summary="Remove a user from the account.",
        details=(
            "Needs ``can_remove_company_member_lower_access_level`` for users below one's own "
            "access level, ``can_remove_company_member_same_access_level`` for users at that "
            "level."
        ),
    ),
    "Users_InviteUser": Words(
        summary="Invite somebody to the account by e-mail.",
        details=(
            "For Rooms version 6; the invitations of version 5 have no method here. Set up roles "
            "first: in a company without roles of its own everybody invited becomes an "
            "administrator. The caller has to be an administrator, or a user with access to all "
            "offices and regions given and with "
            "``can_add_member_and_set_role_lower_access_level`` (for access levels below one's "
            "own) or ``can_add_member_and_set_role_same_access_level`` (for one's own level too). "
            "``rooms.invite_user`` invites to one room instead."
        ),
        returns="The new user, pending until they accept.",
    ),
    "Users_ReinviteUser": Words(
        summary="Send a pending user their invitation again.",
        details="An invitation cannot be accepted any more after 30 days.",
    ),
    "Users_AddUserToOffice": Words(
        summary="Add a user to an office.",
        details=(
            'One office a call. The access level of the user has to be "Office" or "Contributor". '
            f"{_MEMBER_PERMISSION}"
        ),
    ),
    "Users_RemoveUserFromOffice": Words(
        summary="Remove a user from an office.",
        details=(
            "One office a call; everything else that the user belongs to stays. From their "
            "default office nobody can be removed: ``update_user`` gives them another one first. "
            f"{_MEMBER_PERMISSION}"
        ),
    ),
    "Users_AddUserToRegion": Words(
        summary="Add a user to a region.",
        details=(
            'One region a call. The access level of the user has to be "Region". '
            f"{_MEMBER_PERMISSION}"
        ),
    ),
    "Users_RemoveUserFromRegion": Words(
        summary="Remove a user from a region.",
        details=(
            "One region a call; everything else that the user belongs to stays. From the region "
            "of their default office nobody can be removed: ``update_user`` gives them another "
            f"office first. {_MEMBER_PERMISSION}"
        ),
    ),
    "Users_LockUser": Words(
        summary="Lock a user out of the account.",
        details=f"{_MEMBER_PERMISSION} ``unlock_user`` undoes it.",
    ),
    "Users_UnlockUser": Words(
        summary="Let a locked user into the account again.",
        details=_MEMBER_PERMISSION,
    ),
}
"""By operationId, in the order of the description."""

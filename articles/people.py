"""What people of the newsroom are called: family name first, as in Vietnamese."""


def name_of(user):
    """Return the name of an account, its sign-in name where it tells no other; empty for None."""
    if user is None:
        return ""
    return f"{user.last_name} {user.first_name}".strip() or user.get_username()

"""Who works at the paper and what each group may do: the one table from which groups get their rights."""

from newsroom.people.giving import give

WRITE = "articles.add_article"
EDIT = "articles.edit_any_article"
APPROVE = "articles.approve_article"
PUBLISH = "articles.publish_article"
WITHDRAW = "articles.withdraw_article"

REPORTER, EDITOR, SECRETARY, CHIEF = "Phóng viên", "Biên tập viên", "Thư ký tòa soạn", "Tổng biên tập"

_VIEW_ALL = ["view_article", "view_author", "view_section", "view_photo", "view_citation", "view_correction"]
_WRITING = [
    *("add_article", "change_article", "add_byline", "change_byline", "delete_byline", "view_byline"),
    *("add_articlephoto", "change_articlephoto", "delete_articlephoto", "view_articlephoto"),
    *("add_photo", "change_photo", "view_tag", "add_tag", "view_directive"),
]
_EDITING = [
    *("edit_any_article", "change_citation", "add_author", "change_author", "change_tag"),
    *("add_penname", "change_penname", "delete_penname", "view_penname", "add_directive", "change_directive"),
]
_RUNNING = [
    *("approve_article", "publish_article", "change_section", "add_section", "delete_article", "delete_photo"),
    *("delete_tag", "delete_author", "delete_directive", "view_importeditem", "view_sourcefile"),
    *("add_user", "change_user", "view_user", "view_group"),
    *("view_importrun", "view_sectionalias", "add_sectionalias", "change_sectionalias", "delete_sectionalias"),
]
_CHIEF = [
    *("withdraw_article", "delete_section", "set_approvals", "view_seal"),
    *("change_group", "view_every_signin"),
]

GROUPS = {
    REPORTER: _VIEW_ALL + _WRITING,
    EDITOR: _VIEW_ALL + _WRITING + _EDITING,
    SECRETARY: _VIEW_ALL + _WRITING + _EDITING + _RUNNING,
    CHIEF: _VIEW_ALL + _WRITING + _EDITING + _RUNNING + _CHIEF,
}


def make_groups():
    """Create the newsroom's groups that are missing and bring all up to this table; return the names of the new ones.

    What was changed by hand stays: see `newsroom.people.giving`.
    """
    return [name for name, codenames in GROUPS.items() if give(name, codenames)]

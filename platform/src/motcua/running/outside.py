"""A PostgreSQL server that somebody else runs, reached by its administrator's address."""

from psycopg.conninfo import conninfo_to_dict, make_conninfo


class OutsideServer:
    """Gives the same addresses as our own Server; starting and stopping it is not our business."""

    def __init__(self, admin_url: str) -> None:
        self._parts = conninfo_to_dict(admin_url)

    def admin_address(self, database: str = "postgres") -> str:
        return make_conninfo("", **{**self._parts, "dbname": database})

    def address(self, user: str, password: str, database: str) -> str:
        return make_conninfo("", **{**self._parts, "dbname": database, "user": user, "password": password})

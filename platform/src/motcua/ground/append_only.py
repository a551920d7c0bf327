"""A migration operation that makes a table insert-only in the database itself.

Triggers refuse UPDATE, DELETE and TRUNCATE whoever asks (PostgreSQL cookbook: raise in a BEFORE trigger),
and the application's role also loses those rights. The owner of the tables can still drop triggers; that is
what the hash chain and its anchors are for.
"""

from django.db.migrations.operations import RunSQL

APPLICATION_ROLE = "motcua_app"

_REFUSE = """
CREATE OR REPLACE FUNCTION motcua_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'Rows of % are kept for ever: % is refused.', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $body$;
"""

_ATTACH = """
CREATE TRIGGER {table}_keep_rows BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION motcua_refuse_change();
CREATE TRIGGER {table}_keep_table BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION motcua_refuse_change();
DO $body$ BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{role}') THEN
        REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role};
    END IF;
END $body$;
"""

_DETACH = """
DROP TRIGGER IF EXISTS {table}_keep_rows ON {table};
DROP TRIGGER IF EXISTS {table}_keep_table ON {table};
"""


def insert_only(table: str) -> RunSQL:
    """The operation for one table; put it after the table's CreateModel in the same migration."""
    return RunSQL(
        sql=_REFUSE + _ATTACH.format(table=table, role=APPLICATION_ROLE),
        reverse_sql=_DETACH.format(table=table),
    )

"""How Alembic reaches the database: through the application that runs it (`flask db upgrade`)."""

from alembic import context
from flask import current_app

database = current_app.extensions["migrate"].db
engine = database.engine


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Tables of the job queue share a PostgreSQL database but are not ours."""
    return not (kind == "table" and name is not None and name.startswith("huey"))


if context.is_offline_mode():
    context.configure(url=engine.url.render_as_string(hide_password=False), target_metadata=database.metadata)
    with context.begin_transaction():
        context.run_migrations()
else:
    with engine.connect() as connection:
        sqlite = engine.dialect.name == "sqlite"
        if sqlite:
            # SQLite alters a table by copying it and dropping the old one, which rows elsewhere still name.
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.rollback()
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            include_name=include_name,
            compare_type=True,
            render_as_batch=sqlite,
        )
        with context.begin_transaction():
            context.run_migrations()
            if sqlite and (lost := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                raise RuntimeError(f"a row of {lost[0]} names a row of {lost[2]} that does not exist")
        if sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")

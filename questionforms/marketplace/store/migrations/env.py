"""Runs the migrations on the connection that `schema_versions.prepare` passes; alembic finds this file by its name."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    transactional_ddl=False,  # the caller's transaction covers everything
    render_as_batch=True,
)
context.run_migrations()

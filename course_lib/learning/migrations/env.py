"""What Alembic runs: the steps that are missing, on the connection that it is given."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    # One transaction for all steps, begun by who holds the lock: all of them are done, or none.
    transactional_ddl=True,
)
context.run_migrations()

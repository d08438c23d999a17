"""PostgreSQL: tables, queries and migrations."""

#!/bin/sh
# The image of PostgreSQL runs this once, on an empty volume. Afterwards the superuser has no password: it signs in inside the container only.
set -eu
psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 --set password="$POSTGRES_PASSWORD" --file /create-role.sql
psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 --command 'alter role current_user password null'

const CONNECT_TIMEOUT_MS = 5_000;

/** Rights of a role, its own or those of a role it belongs to, that a role for one database does not need. */
const RIGHTS = `
  select current_user as role, array_remove(array[
    case when bool_or(r.rolsuper) then 'is a superuser' end,
    case when bool_or(r.rolbypassrls) then 'bypasses row security' end,
    case when bool_or(r.rolcreaterole) then 'creates roles' end,
    case when bool_or(r.rolreplication) then 'replicates the server' end,
    case when bool_or(r.rolname in ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files')) then 'reaches files and programs of the server' end
  ], null) as rights
  from pg_roles r where r.rolname = current_user or (not (select rolsuper from pg_roles where rolname = current_user) and pg_has_role(r.oid, 'member'))`;

/**
 * Why the product must not use the role of a database URL, as a sentence that begins with the variable; undefined when
 * it may, or when the server does not answer, which the first use of the database reports.
 */
export async function databaseRoleFault(url: string): Promise<string | undefined> {
  const { Client } = await import('pg');
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: CONNECT_TIMEOUT_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const [found] = (await client.query<{ role: string; rights: string[] }>(RIGHTS)).rows;
    if (!found || found.rights.length === 0) return undefined;
    return `DATABASE_URL must name a role with rights to its own database only in production: ${found.role} ${found.rights.join(', ')}`;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

import type { Owner } from '@app/core';
import type { EntityManager } from 'typeorm';
import { tooManySources } from '../render-proxy.errors';

/** Maximum per owner, not counting renditions; one answer lists all of them. */
const MOST_SOURCES = 1_000;
/** Maximum per owner, of sources and renditions together. */
const MOST_BYTES = 100 * 2 ** 30;

interface Used {
  files: number;
  bytes: string;
}

/**
 * Decides whether an owner may announce another source. Until the end of the transaction, others wait that would use the
 * owner's room.
 * @throws too_many_sources
 */
export async function assertRoomForSource(owner: Owner, manager: EntityManager): Promise<void> {
  const { files, bytes } = await used(owner, null, manager);
  if (files >= MOST_SOURCES) throw tooManySources(`An account can have at most ${MOST_SOURCES} sources.`);
  if (Number(bytes) >= MOST_BYTES) throw tooManySources('The sources exceed 100 GB in total.');
}

/**
 * Decides whether a source may have this many bytes in the store, with its renditions. Until the end of the transaction,
 * others wait that would use the owner's room.
 * @throws too_many_sources
 */
export async function assertRoomForBytes(
  owner: Owner,
  { id, bytes }: { id: string; bytes: number },
  manager: EntityManager,
): Promise<void> {
  const others = Number((await used(owner, id, manager)).bytes);
  if (others + bytes > MOST_BYTES) throw tooManySources('The sources would exceed 100 GB in total.');
}

/** What the owner's sources use, without one of them. */
async function used({ ownerId }: Owner, without: string | null, manager: EntityManager): Promise<Used> {
  // Serialised per owner; otherwise all requests would see the same free space.
  await manager.query(`select pg_advisory_xact_lock(hashtextextended('ingest_sources ' || $1, 0))`, [ownerId]);
  const [row] = await manager.query<[Used]>(
    `select count(*)::int as files, coalesce(sum(greatest(stored_bytes, size_bytes)), 0) as bytes from ingest_sources
     where user_id = $1 and status <> 'deleted' and id is distinct from $2::uuid`,
    [ownerId, without],
  );
  return row;
}

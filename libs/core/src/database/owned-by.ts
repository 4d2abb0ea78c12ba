import type { FindOptionsWhere } from 'typeorm';

/** Whose rows a caller may touch. A principal is one: `ownerId` is the user the rows belong to. */
export interface Owner {
  readonly ownerId: string;
}

/**
 * Adds the owner to a query, so that other people's rows answer like rows that do not exist. Every repository that
 * serves users goes through it: `findOneBy(ownedBy(principal, { id }))`. In SQL the same is `user_id = $n`.
 * @throws Error without an owner, because such a query would show everybody's rows
 */
export function ownedBy<Row extends { userId: string }>(
  owner: Owner,
  where?: Omit<FindOptionsWhere<Row>, 'userId'>,
): FindOptionsWhere<Row> {
  if (!owner.ownerId) throw new Error('a query for a user needs the owner of the rows');
  return { ...where, userId: owner.ownerId } as FindOptionsWhere<Row>;
}

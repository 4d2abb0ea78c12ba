import type { FindOptionsWhere } from 'typeorm';

/** The owner whose rows a caller may touch. A principal satisfies this: `ownerId` is the user the rows belong to. */
export interface Owner {
  readonly ownerId: string;
}

/**
 * Restricts a query to its owner, so that other people's rows look like rows that do not exist. Every repository that
 * serves users calls it: `findOneBy(ownedBy(principal, { id }))`. In SQL write `user_id = $n`.
 * @throws Error without an owner, because such a query would return everybody's rows
 */
export function ownedBy<Row extends { userId: string }>(
  owner: Owner,
  where?: Omit<FindOptionsWhere<Row>, 'userId'>,
): FindOptionsWhere<Row> {
  if (!owner.ownerId) throw new Error('a query for a user needs the owner of the rows');
  return { ...where, userId: owner.ownerId } as FindOptionsWhere<Row>;
}

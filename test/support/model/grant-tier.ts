interface Queryable {
  query(statement: string, values: unknown[]): Promise<unknown>;
}

/** Gives an account a plan as an administrator does; the default includes every feature and the most seats. */
export const grantTier = (db: Queryable, userId: string, tier = 'agency'): Promise<unknown> =>
  db.query(`insert into entitlement_grants (id, user_id, tier, note) values (gen_random_uuid(), $1, $2, 'test')`, [
    userId,
    tier,
  ]);

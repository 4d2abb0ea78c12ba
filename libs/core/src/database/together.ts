/**
 * Waits for statements of one transaction that were sent together, without waiting for each other's results, and for
 * what follows them: nothing of it may reach the connection after the rollback, as it might with `Promise.all`.
 * @throws the first error in time, because the server refuses all later statements of the transaction
 */
export async function together(work: readonly Promise<unknown>[]): Promise<void> {
  const errors: unknown[] = [];
  await Promise.all(work.map((part) => part.catch((error: unknown) => errors.push(error))));
  if (errors.length > 0) throw errors[0];
}

/**
 * Waits until all of these chains of statements have ended; one transaction sent them without waiting for each other.
 * `Promise.all` would return at the first error, and later statements of the other chains would then reach the
 * connection after the rollback.
 * @throws the first error in time, because the server refuses all later statements of the transaction
 */
export async function settleTogether(work: readonly Promise<unknown>[]): Promise<void> {
  const errors: unknown[] = [];
  await Promise.all(work.map((part) => part.catch((error: unknown) => errors.push(error))));
  if (errors.length > 0) throw errors[0];
}

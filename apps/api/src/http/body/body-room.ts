import { rateLimited } from '@app/core';

/** Total bytes of one account's bodies that are being received or wait for their turn: several of the largest. */
const MOST_BYTES = 64 * 2 ** 20;

/** Bounds the memory for the bodies of one account. */
export class BodyRoom {
  private readonly taken = new Map<string, number>();

  /** Space for one body. */
  open(account: string): BodyShare {
    let own = 0;
    const others = () => (this.taken.get(account) ?? 0) - own;
    return {
      add: (bytes) => {
        if (others() > 0 && others() + own + bytes > MOST_BYTES)
          throw rateLimited(
            `Bodies of this account of ${MOST_BYTES / 2 ** 20} MB in total are already being received or wait for their turn.`,
            {
              retryAfterSeconds: 1,
            },
          );
        this.taken.set(account, others() + own + bytes);
        own += bytes;
      },
      close: () => {
        const left = others();
        if (left > 0) this.taken.set(account, left);
        else this.taken.delete(account);
      },
    };
  }
}

export interface BodyShare {
  /**
   * Counts bytes that have arrived.
   * @throws rate_limited when other bodies of the account leave no room for them
   */
  add(bytes: number): void;
  /** Call it once, when the bytes are no longer kept. */
  close(): void;
}

import { Injectable } from '@nestjs/common';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';
import { signInBusy } from '../auth.errors';

/** argon2id at OWASP's minimum (Password Storage Cheat Sheet): 19 MiB, 2 passes, 1 lane; about 27 ms. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Hashing shares four pool threads with files and DNS: two concurrent hashes leave room for those. */
const CONCURRENCY = 2;
const LONGEST_QUEUE = 50;
/** Hash of a discarded random text, at today's cost: passwords for unknown accounts are compared with it. */
export const DECOY_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$d06anIZ0z1FeKHBP2ujxhA$t/6TBZKMY9XC+aTBFUlehrCjX9j8iqeCcPwk4ZLQcRw';

/** argon2id with a concurrency limit, so that a flood of sign-ins slows only sign-ins. */
@Injectable()
export class PasswordHasherService {
  private readonly limit = pLimit(CONCURRENCY);

  /** A PHC string with a fresh salt. @throws sign_in_busy */
  hash(password: string): Promise<string> {
    return this.gated(() => hash(password, COST));
  }

  /**
   * Takes the same time whether or not there is a hash to compare with.
   * @throws sign_in_busy
   */
  async verify(passwordHash: string | null | undefined, password: string): Promise<boolean> {
    const matches = await this.gated(() => verify(passwordHash ?? DECOY_HASH, password));
    return matches && Boolean(passwordHash);
  }

  /** Whether the hash has outdated parameters and should be replaced at the next sign-in. */
  isOutdated(passwordHash: string): boolean {
    const { memoryCost, timeCost, parallelism } = parseOptions(passwordHash);
    return memoryCost !== COST.memoryCost || timeCost !== COST.timeCost || parallelism !== COST.parallelism;
  }

  private async gated<T>(work: () => Promise<T>): Promise<T> {
    if (this.limit.pendingCount >= LONGEST_QUEUE) throw signInBusy(undefined, { retryAfterSeconds: 2 });
    return this.limit(work);
  }
}

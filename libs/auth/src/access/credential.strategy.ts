import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport';
import type { Principal } from './principal';

type Verified = (error: unknown, principal?: Principal | null) => void;

/**
 * Passport strategy for a credential of ours. Its `validate` returns the principal, or null when the request carries no
 * such credential (the next strategy is tried). It throws for an invalid credential, which is never ignored.
 */
export class CredentialStrategy extends Strategy {
  constructor(private readonly verify: (request: FastifyRequest, done: Verified) => void) {
    super();
  }

  override authenticate(request: unknown): void {
    this.verify(request as FastifyRequest, (error, principal) => {
      if (error) this.error(error);
      else if (principal) this.success(principal);
      else this.fail(401);
    });
  }
}

import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessTokenStrategy } from './access-token.strategy';
import { ApiKeyStrategy } from './api-key.strategy';
import { MachineKeyStrategy } from './machine-key.strategy';
import type { ApiKeyPrincipal, MachinePrincipal } from './principal';
import { StreamTicketStrategy } from './stream-ticket.strategy';

/** Every way to authenticate, in the order in which they are tried: keys first, then what passport handles. */
@Injectable()
export class CredentialStrategiesService {
  readonly ofPassport: readonly object[];

  constructor(
    private readonly machineKey: MachineKeyStrategy,
    private readonly apiKey: ApiKeyStrategy,
    accessToken: AccessTokenStrategy,
    streamTicket: StreamTicketStrategy,
  ) {
    this.ofPassport = [accessToken, streamTicket];
  }

  /**
   * The holder of the key that a request carries; null when it carries none. Passport takes several times as long to
   * prepare for a request as a known key takes to check.
   * @throws authentication_required, account_suspended, password_reset_required
   */
  holderOfKey(request: FastifyRequest): MachinePrincipal | Promise<ApiKeyPrincipal> | null {
    return this.machineKey.holderOf(request) ?? this.apiKey.holderOf(request);
  }
}

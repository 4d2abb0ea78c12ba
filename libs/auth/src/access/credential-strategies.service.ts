import { Injectable } from '@nestjs/common';
import { AccessTokenStrategy } from './access-token.strategy';
import { ApiKeyStrategy } from './api-key.strategy';
import { MachineKeyStrategy } from './machine-key.strategy';
import { StreamTicketStrategy } from './stream-ticket.strategy';

/**
 * Every way to authenticate, in the order in which they are tried: keys, then what passport handles. Passport takes
 * several times as long to prepare for a request as a known key takes to check.
 */
@Injectable()
export class CredentialStrategiesService {
  readonly ofPassport: readonly object[];

  constructor(
    readonly machineKey: MachineKeyStrategy,
    readonly apiKey: ApiKeyStrategy,
    accessToken: AccessTokenStrategy,
    streamTicket: StreamTicketStrategy,
  ) {
    this.ofPassport = [accessToken, streamTicket];
  }
}

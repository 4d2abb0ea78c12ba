import { Injectable } from '@nestjs/common';
import { AccessTokenStrategy } from './access-token.strategy';
import { ApiKeyStrategy } from './api-key.strategy';
import { MachineKeyStrategy } from './machine-key.strategy';
import { StreamTicketStrategy } from './stream-ticket.strategy';

/** Every way to authenticate, in the order in which they are tried. */
@Injectable()
export class CredentialStrategiesService {
  readonly all: readonly object[];

  constructor(
    machineKey: MachineKeyStrategy,
    apiKey: ApiKeyStrategy,
    accessToken: AccessTokenStrategy,
    streamTicket: StreamTicketStrategy,
  ) {
    this.all = [machineKey, apiKey, accessToken, streamTicket];
  }
}

import { Injectable } from '@nestjs/common';
import { AccessTokenStrategy } from './access-token.strategy';
import { StreamTicketStrategy } from './stream-ticket.strategy';

/** What passport handles, in the order in which it is tried. */
@Injectable()
export class CredentialStrategiesService {
  readonly all: readonly object[];

  constructor(accessToken: AccessTokenStrategy, streamTicket: StreamTicketStrategy) {
    this.all = [accessToken, streamTicket];
  }
}

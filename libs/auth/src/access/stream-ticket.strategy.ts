import { authenticationRequired } from '@app/core';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { CredentialStrategy } from './credential.strategy';
import type { UserPrincipal } from './principal';
import { StreamTicketsRepository } from './stream-tickets.repository';

/** `GET <path>?ticket=<ticket>`, for the path that the ticket was issued for. */
@Injectable()
export class StreamTicketStrategy extends PassportStrategy(CredentialStrategy, 'stream-ticket') {
  constructor(private readonly tickets: StreamTicketsRepository) {
    super();
  }

  async validate(request: FastifyRequest): Promise<UserPrincipal | null> {
    const ticket = (request.query as { ticket?: unknown } | undefined)?.ticket;
    if (typeof ticket !== 'string' || request.method !== 'GET') return null;
    const principal = await this.tickets.redeem(ticket, request.url.split('?', 1)[0] ?? '');
    if (!principal) throw authenticationRequired('The ticket is unknown, already used or expired.');
    return principal;
  }
}

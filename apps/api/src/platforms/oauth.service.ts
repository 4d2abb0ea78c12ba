import { actorOf, hasWorkspaceRole, type SessionPrincipal, SessionsService, StreamTicketsRepository } from '@app/auth';
import { authenticationRequired, type CoreConfig, coreConfig, internalError, toAppError } from '@app/core';
import {
  AuthorizationsRepository,
  ConnectionsService,
  isSecret,
  oauthDenied,
  oauthFailed,
  oauthStateInvalid,
  PlatformAdapters,
} from '@app/platforms';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { StreamTicketResponse } from '../responses/stream-ticket.response';
import { browserSecretOf, keepBrowserSecret } from './browser-cookie';
import type { OauthStartQuery } from './oauth.query';
import type { AuthorizationResponse } from './platform-account.response';
import { PlatformAccountsService } from './platform-accounts.service';

/** Where the dashboard shows the result of an attempt. */
const RESULT_PAGE = '/platforms';

/** Sends browsers to a platform's consent page and receives them again. */
@Injectable()
export class OauthService {
  private readonly logger = new Logger('OAuth');

  constructor(
    private readonly sessions: SessionsService,
    private readonly tickets: StreamTicketsRepository,
    private readonly adapters: PlatformAdapters,
    private readonly authorizations: AuthorizationsRepository,
    private readonly connections: ConnectionsService,
    private readonly accounts: PlatformAccountsService,
    @Inject(coreConfig.KEY) private readonly core: CoreConfig,
  ) {}

  /** An address that a browser without a credential opens to begin. */
  async ticket(principal: SessionPrincipal, given: string, accountId?: string): Promise<StreamTicketResponse> {
    this.adapters.named(this.adapters.nameOf(given));
    const path = `/oauth/${given}/start`;
    const { ticket, expiresAt } = await this.tickets.issue(principal, path);
    const query = new URLSearchParams({ ticket, ...(accountId !== undefined && { account_id: accountId }) });
    return { url: `${this.core.baseUrl}${path}?${query.toString()}`, expires_at: expiresAt.toISOString() };
  }

  /** Begins an attempt in this browser; redirects one that came with a ticket. */
  async start(
    principal: SessionPrincipal,
    given: string,
    { account_id: accountId, ticket }: OauthStartQuery,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<AuthorizationResponse> {
    const browser = keepBrowserSecret(request, reply, this.core.isSecure);
    const platform = this.adapters.nameOf(given);
    // The name in the address stays: it is what the operator registered at the platform.
    const redirectUri = `${this.core.baseUrl}/oauth/${given}/callback`;
    const { url, state } = await this.connections.begin(principal, { platform, redirectUri, browser, accountId });
    if (ticket !== undefined) reply.code(302).header('Location', url);
    return { auth_url: url, state };
  }

  /** The address of the page that shows the result. It contains codes and ids of ours, and nothing that the platform sent. */
  async finish(given: string, request: FastifyRequest): Promise<string> {
    const platform = this.adapters.nameOf(given);
    try {
      return this.page({ platform, ...(await this.connect(platform, request)) });
    } catch (thrown) {
      const error = toAppError(thrown);
      const { code, message } = error;
      if (code === internalError.definition.code) this.logger.error(thrown);
      else this.logger.warn(`${platform}: ${code}: ${message}`);
      return this.page({ platform, error: code });
    }
  }

  private async connect(platform: string, request: FastifyRequest): Promise<Record<string, string>> {
    const { state, code, error } = request.query as Record<string, unknown>;
    const browser = browserSecretOf(request, this.core.isSecure);
    const attempt = isSecret(state) && browser ? await this.authorizations.redeem(platform, state, browser) : undefined;
    if (!attempt) throw oauthStateInvalid();
    if (error === 'access_denied') throw oauthDenied();
    if (typeof code !== 'string' || code === '' || error !== undefined) throw oauthFailed();
    const principal = await this.sessions.authenticate(attempt.sessionId, attempt.userId);
    if (!principal || principal.ownerId !== attempt.ownerId || !hasWorkspaceRole(principal.workspaceRole, 'admin'))
      throw authenticationRequired('The session in which the attempt began has ended.');
    const outcome = await this.connections.finish(
      attempt,
      code,
      await this.accounts.limitOf(attempt.ownerId),
      this.accounts.recordsConnection(attempt.ownerId, actorOf(principal, request.ip)),
    );
    return 'connected' in outcome ? { connected: outcome.connected } : { choice: outcome.choice };
  }

  private page(query: Readonly<Record<string, string>>): string {
    return `${this.core.frontendUrl}${RESULT_PAGE}?${new URLSearchParams(query).toString()}`;
  }
}

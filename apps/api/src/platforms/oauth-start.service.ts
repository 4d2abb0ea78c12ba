import { type SessionPrincipal, StreamTicketsRepository, UsersService, WorkspacesService } from '@app/auth';
import { type CoreConfig, coreConfig } from '@app/core';
import { ConnectionsService, PlatformAdapters } from '@app/platforms';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { escapeHtml, layOutPage } from '../http/html-page';
import type { StreamTicketResponse } from '../responses/stream-ticket.response';
import { keepBrowserSecret, proofOf, provesBrowser } from './browser-cookie';
import type { OauthStartQuery } from './oauth.query';
import type { AuthorizationResponse } from './platform-account.response';

/** Sends browsers to a platform's consent page. */
@Injectable()
export class OauthStartService {
  constructor(
    private readonly tickets: StreamTicketsRepository,
    private readonly adapters: PlatformAdapters,
    private readonly connections: ConnectionsService,
    private readonly users: UsersService,
    private readonly workspaces: WorkspacesService,
    @Inject(coreConfig.KEY) private readonly core: CoreConfig,
  ) {}

  /** An address that a browser without a credential opens to begin. It proves whether that browser requested it. */
  async ticket(
    principal: SessionPrincipal,
    given: string,
    accountId: string | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<StreamTicketResponse> {
    this.adapters.named(this.adapters.nameOf(given));
    const path = `/oauth/${given}/start`;
    const { ticket, expiresAt } = await this.tickets.issue(principal, path);
    const browser = proofOf(keepBrowserSecret(request, reply, this.core.isSecure), ticket);
    const query = new URLSearchParams({ ticket, browser, ...(accountId !== undefined && { account_id: accountId }) });
    return { url: `${this.core.baseUrl}${path}?${query.toString()}`, expires_at: expiresAt.toISOString() };
  }

  /**
   * Begins an attempt in this browser. Redirects the browser that requested the ticket. Any other may have received the
   * address from someone who is after an account of its user: it gets a page that names the workspace.
   */
  async start(
    principal: SessionPrincipal,
    given: string,
    { account_id: accountId, ticket, browser: proof }: OauthStartQuery,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<AuthorizationResponse | string> {
    const isSameBrowser = ticket !== undefined && provesBrowser(request, proof, ticket, this.core.isSecure);
    const browser = keepBrowserSecret(request, reply, this.core.isSecure);
    const platform = this.adapters.nameOf(given);
    // The name in the address stays: it is what the operator registered at the platform.
    const redirectUri = `${this.core.baseUrl}/oauth/${given}/callback`;
    const { url, state } = await this.connections.begin(principal, { platform, redirectUri, browser, accountId });
    if (ticket === undefined) return { auth_url: url, state };
    if (!isSameBrowser) return this.page(principal, platform, url, reply);
    reply.code(302).header('Location', url);
    return { auth_url: url, state };
  }

  private async page(principal: SessionPrincipal, platform: string, url: string, reply: FastifyReply): Promise<string> {
    const [{ name }, owner, requester] = await Promise.all([
      this.workspaces.summary(principal),
      this.users.get(principal.ownerId),
      this.users.get(principal.userId),
    ]);
    const label = escapeHtml(this.adapters.named(platform).label);
    return layOutPage(reply, {
      title: `Connect an account at ${this.adapters.named(platform).label}`,
      body: `<p>The account that you choose at ${label} will belong to the workspace <strong>${escapeHtml(name)}</strong> of
<strong>${escapeHtml(owner.email)}</strong>. Everybody who works there can then publish videos on it.</p>
<p><strong>${escapeHtml(requester.email)}</strong> requested this. If you do not know this address, close the page.</p>
<p><a href="${escapeHtml(url)}">Continue to ${label}</a></p>`,
    });
  }
}

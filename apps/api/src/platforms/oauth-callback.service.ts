import { actorOf, hasWorkspaceRole, SessionsService, workspaceUnavailable } from '@app/auth';
import {
  accessDenied,
  authenticationRequired,
  type CoreConfig,
  coreConfig,
  internalError,
  toAppError,
} from '@app/core';
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
import type { FastifyRequest } from 'fastify';
import { browserSecretOf } from './browser-cookie';
import { PlatformAccountsService } from './platform-accounts.service';

/** Where the dashboard shows the result of an attempt. */
const RESULT_PAGE = '/platforms';

/** Receives browsers that come back from a platform's consent page. */
@Injectable()
export class OauthCallbackService {
  private readonly logger = new Logger('OAuth');

  constructor(
    private readonly sessions: SessionsService,
    private readonly adapters: PlatformAdapters,
    private readonly authorizations: AuthorizationsRepository,
    private readonly connections: ConnectionsService,
    private readonly accounts: PlatformAccountsService,
    @Inject(coreConfig.KEY) private readonly core: CoreConfig,
  ) {}

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
    if (!principal) throw authenticationRequired('The session in which the attempt began has ended.');
    if (principal.hasLostWorkspace) throw workspaceUnavailable();
    if (principal.ownerId !== attempt.ownerId || !hasWorkspaceRole(principal.workspaceRole, 'admin'))
      throw accessDenied('The session works in another workspace now, or its role no longer connects accounts.');
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

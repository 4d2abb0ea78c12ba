import { type SessionPrincipal, TotpService, UsersService, WorkspacesService } from '@app/auth';
import { LedgerService, QuotaService } from '@app/billing';
import { Injectable } from '@nestjs/common';
import { TokensResponse } from '../responses/tokens.response';
import { UploadQuotaResponse } from '../responses/upload-quota.response';
import { UserResponse } from '../responses/user.response';
import { type MeResponse, MyEntitlementsResponse, MySubscriptionResponse } from './me.response';

/** What a client shows first: the signed-in user, their workspace and its plan. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly users: UsersService,
    private readonly totp: TotpService,
    private readonly workspaces: WorkspacesService,
    private readonly quota: QuotaService,
    private readonly ledger: LedgerService,
  ) {}

  async of(principal: SessionPrincipal): Promise<MeResponse> {
    const { userId, ownerId, scopes } = principal;
    const seesPayments = scopes.includes('billing:read');
    const [user, totpEnabled, workspace, overview, balance] = await Promise.all([
      this.users.get(userId),
      this.totp.isEnabled(userId),
      this.workspaces.summary(principal),
      this.quota.overview(ownerId, 'uploads'),
      seesPayments ? this.ledger.balance(ownerId) : null,
    ]);
    return {
      user: UserResponse.of(user),
      subscription: seesPayments ? MySubscriptionResponse.of(overview.entitlements) : null,
      entitlements: MyEntitlementsResponse.of(overview.entitlements),
      usage: UploadQuotaResponse.of(overview),
      workspace,
      tokens: balance && TokensResponse.of(balance),
      totp_enabled: totpEnabled,
    };
  }
}

import { type SessionPrincipal, TotpService, UsersService, WorkspacesService } from '@app/auth';
import { Injectable } from '@nestjs/common';
import type { MeResponse } from './me.response';
import { UserResponse } from './user.response';

/** What a client shows first: who is signed in, where they work and what they have. */
@Injectable()
export class Profile {
  constructor(
    private readonly users: UsersService,
    private readonly totp: TotpService,
    private readonly workspaces: WorkspacesService,
  ) {}

  async of(principal: SessionPrincipal): Promise<MeResponse> {
    const { userId } = principal;
    const [user, totpEnabled, workspace] = await Promise.all([this.users.get(userId), this.totp.isEnabled(userId), this.workspaces.summary(principal)]);
    return { user: UserResponse.of(user), workspace, totp_enabled: totpEnabled };
  }
}

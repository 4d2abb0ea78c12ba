import {
  type ClientOrigin,
  CurrentPrincipal,
  invalidCredentials,
  PasswordCheckService,
  RECENT_SIGN_IN_MS,
  RequireSession,
  type SessionPrincipal,
  SessionsService,
  signInBusy,
  signInDelayed,
  totpInvalid,
  totpRequired,
} from '@app/auth';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentOrigin } from '../http/access/client-origin.decorator';
import { RateLimit } from '../http/rate-limit/rate-limit-policies';
import { Throws } from '../http/throws.decorator';
import { ReauthenticateDto } from './reauthenticate.dto';
import { ReauthenticationResponse } from './reauthentication.response';

@ApiTags('Account')
@RequireSession()
@RateLimit('sign_in')
@Controller('api/auth/reauthenticate')
export class ReauthenticationController {
  constructor(
    private readonly passwords: PasswordCheckService,
    private readonly sessions: SessionsService,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Confirm your identity',
    description: 'Routes that need a recent sign-in accept this session for the next 10 minutes.',
  })
  @Throws(invalidCredentials, totpRequired, totpInvalid, signInDelayed, signInBusy)
  @ApiOkResponse({ type: ReauthenticationResponse })
  async reauthenticate(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Body() { password, totp }: ReauthenticateDto,
    @CurrentOrigin() origin: ClientOrigin,
  ): Promise<ReauthenticationResponse> {
    await this.passwords.confirmBoth(principal.userId, { password, code: totp }, origin);
    const at = await this.sessions.confirm(principal);
    return { recent_until: new Date(at.getTime() + RECENT_SIGN_IN_MS).toISOString() };
  }
}

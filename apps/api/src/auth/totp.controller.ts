import {
  type Actor,
  type ClientOrigin,
  CurrentActor,
  CurrentPrincipal,
  invalidCredentials,
  RequireRecentSignIn,
  RequireSession,
  reauthenticationRequired,
  type SessionPrincipal,
  signInBusy,
  signInDelayed,
  totpEnabled,
  totpInvalid,
  totpNotSetUp,
} from '@app/auth';
import { idempotencyNotSupported, RefusesIdempotencyKey } from '@app/core';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentOrigin } from '../http/access/client-origin.decorator';
import { RateLimit } from '../http/rate-limit/rate-limit-policies';
import { Throws } from '../http/throws.decorator';
import { DisableTotpDto, EnableTotpDto, SetUpTotpDto } from './totp.dto';
import { RecoveryCodesResponse, TotpSetupResponse } from './totp.response';
import { TwoFactorService } from './two-factor.service';

@ApiTags('Account')
@RequireSession()
@RequireRecentSignIn()
@RateLimit('sign_in')
@Controller('api/auth/totp')
export class TotpController {
  constructor(private readonly twoFactor: TwoFactorService) {}

  @Post('setup')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Get a secret for an authenticator app',
    description: 'Nothing changes until two-factor authentication is turned on.',
  })
  @Throws(reauthenticationRequired, invalidCredentials, totpEnabled, signInDelayed, signInBusy)
  @ApiOkResponse({ type: TotpSetupResponse })
  setUpTotp(
    @CurrentPrincipal() { userId }: SessionPrincipal,
    @Body() { password }: SetUpTotpDto,
    @CurrentOrigin() origin: ClientOrigin,
  ): Promise<TotpSetupResponse> {
    return this.twoFactor.setUp(userId, password, origin);
  }

  @Post('enable')
  @RefusesIdempotencyKey()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Turn two-factor authentication on',
    description: 'The answer contains the recovery codes.',
  })
  @Throws(reauthenticationRequired, totpInvalid, totpNotSetUp, totpEnabled, idempotencyNotSupported)
  @ApiOkResponse({ type: RecoveryCodesResponse })
  enableTotp(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Body() { totp }: EnableTotpDto,
    @CurrentActor() actor: Actor,
  ): Promise<RecoveryCodesResponse> {
    return this.twoFactor.enable(principal, totp, actor);
  }

  @Post('disable')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Turn two-factor authentication off',
    description: 'Requires the password and a code.',
  })
  @Throws(reauthenticationRequired, invalidCredentials, totpInvalid, signInDelayed, signInBusy)
  @ApiNoContentResponse()
  disableTotp(
    @CurrentPrincipal() { userId }: SessionPrincipal,
    @Body() body: DisableTotpDto,
    @CurrentOrigin() origin: ClientOrigin,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.twoFactor.disable(userId, body, origin, actor);
  }

  @Post('recovery-codes')
  @RefusesIdempotencyKey()
  @HttpCode(200)
  @ApiOperation({ summary: 'Get new recovery codes', description: 'The old ones stop working.' })
  @Throws(reauthenticationRequired, totpNotSetUp, idempotencyNotSupported)
  @ApiOkResponse({ type: RecoveryCodesResponse })
  renewRecoveryCodes(
    @CurrentPrincipal() principal: SessionPrincipal,
    @CurrentActor() actor: Actor,
  ): Promise<RecoveryCodesResponse> {
    return this.twoFactor.renewRecoveryCodes(principal, actor);
  }
}

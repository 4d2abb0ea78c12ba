import {
  type Actor,
  type ClientOrigin,
  CurrentActor,
  CurrentPrincipal,
  RequireSession,
  type SessionPrincipal,
} from '@app/auth';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RateLimit } from '../http/rate-limit/rate-limit.decorator';
import { CurrentOrigin } from './client-origin.decorator';
import { DisableTotpDto, EnableTotpDto, SetUpTotpDto } from './totp.dto';
import { RecoveryCodesResponse, TotpSetupResponse } from './totp.response';
import { TwoFactorService } from './two-factor.service';

@ApiTags('Account')
@RequireSession()
@RateLimit('sign_in')
@Controller('api/auth/totp')
export class TotpController {
  constructor(private readonly twoFactor: TwoFactorService) {}

  @Post('setup')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Get a secret for an authenticator app',
    description: 'Nothing changes before it is enabled. Errors: 401 `invalid_credentials`, 409 `totp_enabled`.',
  })
  @ApiOkResponse({ type: TotpSetupResponse })
  setUp(
    @CurrentPrincipal() { userId }: SessionPrincipal,
    @Body() { password }: SetUpTotpDto,
    @CurrentOrigin() origin: ClientOrigin,
  ): Promise<TotpSetupResponse> {
    return this.twoFactor.setUp(userId, password, origin);
  }

  @Post('enable')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Turn two-factor sign-in on',
    description: 'The answer holds the recovery codes. Errors: 401 `totp_invalid`, 409 `totp_not_set_up`.',
  })
  @ApiOkResponse({ type: RecoveryCodesResponse })
  enable(
    @CurrentPrincipal() { userId }: SessionPrincipal,
    @Body() { code }: EnableTotpDto,
    @CurrentActor() actor: Actor,
  ): Promise<RecoveryCodesResponse> {
    return this.twoFactor.enable(userId, code, actor);
  }

  @Post('disable')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Turn two-factor sign-in off',
    description: 'Needs the password and a code. Errors: 401 `invalid_credentials`, 401 `totp_invalid`.',
  })
  @ApiNoContentResponse()
  disable(
    @CurrentPrincipal() { userId }: SessionPrincipal,
    @Body() body: DisableTotpDto,
    @CurrentOrigin() origin: ClientOrigin,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.twoFactor.disable(userId, body, origin, actor);
  }
}

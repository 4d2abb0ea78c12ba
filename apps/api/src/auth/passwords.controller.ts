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
} from '@app/auth';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentOrigin } from '../http/access/client-origin.decorator';
import { RateLimit } from '../http/rate-limit/rate-limit-policies';
import { Throws } from '../http/throws.decorator';
import { ChangePasswordDto } from './change-password.dto';
import { PasswordsService } from './passwords.service';

@ApiTags('Account')
@RequireSession()
@RateLimit('sign_in')
@Controller('api/auth/password')
export class PasswordsController {
  constructor(private readonly passwords: PasswordsService) {}

  @RequireRecentSignIn()
  @Post()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Change the password',
    description: 'Signs out every other device.',
  })
  @Throws(reauthenticationRequired, invalidCredentials, signInDelayed, signInBusy)
  @ApiNoContentResponse()
  changePassword(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Body() body: ChangePasswordDto,
    @CurrentOrigin() origin: ClientOrigin,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.passwords.change(principal, body, origin, actor);
  }
}

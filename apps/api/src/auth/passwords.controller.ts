import {
  type Actor,
  type ClientOrigin,
  CurrentActor,
  CurrentPrincipal,
  RequireSession,
  type SessionPrincipal,
} from '@app/auth';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RateLimit } from '../http/rate-limit/rate-limit.decorator';
import { ChangePasswordDto } from './change-password.dto';
import { CurrentOrigin } from './client-origin.decorator';
import { PasswordsService } from './passwords.service';

@ApiTags('Account')
@RequireSession()
@RateLimit('sign_in')
@Controller('api/auth/password')
export class PasswordsController {
  constructor(private readonly passwords: PasswordsService) {}

  @Post()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Change the password',
    description:
      'Every other device is signed out. Errors: 401 `invalid_credentials`, 422 `invalid_input`, 429 `sign_in_delayed`.',
  })
  @ApiNoContentResponse()
  change(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Body() body: ChangePasswordDto,
    @CurrentOrigin() origin: ClientOrigin,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.passwords.change(principal, body, origin, actor);
  }
}

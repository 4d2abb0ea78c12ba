import {
  type Actor,
  type ClientPlace,
  CurrentActor,
  CurrentPrincipal,
  RequireSession,
  type SessionPrincipal,
} from '@app/auth';
import { RateLimit } from '@app/core';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ChangePasswordDto } from './change-password.dto';
import { CurrentPlace } from './client-origin.decorator';
import { Passwords } from './passwords.service';

@ApiTags('Account')
@RequireSession()
@RateLimit('sign_in')
@Controller('api/auth/password')
export class PasswordsController {
  constructor(private readonly passwords: Passwords) {}

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
    @CurrentPlace() place: ClientPlace,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.passwords.change(principal, body, place, actor);
  }
}

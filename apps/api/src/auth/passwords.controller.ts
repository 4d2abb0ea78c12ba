import {
  type Actor,
  type ClientOrigin,
  CurrentActor,
  CurrentPrincipal,
  DeviceTokensService,
  invalidCredentials,
  RequireRecentSignIn,
  RequireSession,
  reauthenticationRequired,
  type SessionPrincipal,
  signInBusy,
  signInDelayed,
} from '@app/auth';
import { type CoreConfig, coreConfig } from '@app/core';
import { Body, Controller, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentOrigin } from '../http/access/client-origin.decorator';
import { setDeviceCookie } from '../http/access/device-cookie';
import { RateLimit } from '../http/rate-limit/rate-limit-policies';
import { Throws } from '../http/throws.decorator';
import { ChangePasswordDto } from './change-password.dto';
import { PasswordsService } from './passwords.service';

@ApiTags('Account')
@RequireSession()
@RateLimit('sign_in')
@Controller('api/auth/password')
export class PasswordsController {
  constructor(
    private readonly passwords: PasswordsService,
    private readonly devices: DeviceTokensService,
    @Inject(coreConfig.KEY) private readonly core: CoreConfig,
  ) {}

  @RequireRecentSignIn()
  @Post()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Change the password',
    description: 'Signs out every other device.',
  })
  @Throws(reauthenticationRequired, invalidCredentials, signInDelayed, signInBusy)
  @ApiNoContentResponse()
  async changePassword(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Body() body: ChangePasswordDto,
    @CurrentOrigin() origin: ClientOrigin,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.passwords.change(principal, body, origin, actor);
    setDeviceCookie(reply, this.devices.renew(principal.userId), this.core.isSecure);
  }
}

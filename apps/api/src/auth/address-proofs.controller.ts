import { type ClientOrigin, linkInvalid, newPasswordRequired, Public, signInBusy } from '@app/auth';
import { type CoreConfig, coreConfig } from '@app/core';
import { Body, Controller, Headers, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentOrigin } from '../http/access/client-origin.decorator';
import { setDeviceCookie } from '../http/access/device-cookie';
import { RateLimit } from '../http/rate-limit/rate-limit-policies';
import { Throws } from '../http/throws.decorator';
import { AddressProofsService } from './address-proofs.service';
import { ConfirmResetDto } from './confirm-reset.dto';
import { EmailDto } from './email.dto';
import { VerifyEmailDto } from './verify-email.dto';

const PAUSES =
  'Sends at most one email a minute to an address, and after several in a row up to 15 minutes apart: a request in between sends nothing, and the link that was emailed last stays valid.';

/** Email verification and password reset. The responses never reveal whether an address has an account. */
@ApiTags('Account')
@Public()
@RateLimit('sign_in')
@Controller('api/auth')
export class AddressProofsController {
  constructor(
    private readonly proofs: AddressProofsService,
    @Inject(coreConfig.KEY) private readonly core: CoreConfig,
  ) {}

  @Post('password-reset')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Email a link to set a new password',
    description: `Answers 202 whether or not the address has an account. ${PAUSES}`,
  })
  @ApiAcceptedResponse()
  requestPasswordReset(@Body() { email }: EmailDto): Promise<void> {
    return this.proofs.requestReset(email);
  }

  @Post('password-reset/confirm')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Set a new password',
    description:
      "Signs out every device. If the account's address was never confirmed before, everything that gives access to the account or sends its data elsewhere is removed as well: keys, members, two-factor authentication, webhooks, connected accounts, settings.",
  })
  @Throws(linkInvalid, signInBusy)
  @ApiNoContentResponse()
  async confirmPasswordReset(
    @Body() body: ConfirmResetDto,
    @CurrentOrigin() origin: ClientOrigin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const { token, new_password: password, revoke_api_keys: revokeApiKeys = false } = body;
    const mailed = { token, purpose: 'password_reset' } as const;
    const device = await this.proofs.setPassword(mailed, password, { revokeApiKeys }, origin);
    setDeviceCookie(reply, device, this.core.isSecure);
  }

  @Post('verify-email')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Confirm an email address',
    description:
      "Send the account's access token as well: it proves that you chose the password. Without it, send a `new_password`, which, like a password reset, removes everything that someone who registered your address may have added.",
  })
  @Throws(linkInvalid, newPasswordRequired, signInBusy)
  @ApiNoContentResponse()
  async verifyEmail(
    @Body() { token, new_password: password }: VerifyEmailDto,
    @Headers('authorization') authorization: string | undefined,
    @CurrentOrigin() origin: ClientOrigin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (password === undefined)
      return this.proofs.verify(token, /^Bearer (\S{1,1024})$/i.exec(authorization ?? '')?.[1]);
    const mailed = { token, purpose: 'email_verification' } as const;
    const device = await this.proofs.setPassword(mailed, password, { revokeApiKeys: false }, origin);
    setDeviceCookie(reply, device, this.core.isSecure);
  }

  @Post('verify-email/resend')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Send the confirmation email again',
    description: `Answers 204 whether or not there is anything to confirm. ${PAUSES}`,
  })
  @ApiNoContentResponse()
  resendVerificationEmail(@Body() { email }: EmailDto): Promise<void> {
    return this.proofs.resendVerification(email);
  }
}

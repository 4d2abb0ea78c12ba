import { type ClientOrigin, linkInvalid, Public, signInBusy } from '@app/auth';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RateLimit } from '../http/rate-limit/rate-limit.decorator';
import { Throws } from '../http/throws.decorator';
import { AddressProofsService } from './address-proofs.service';
import { CurrentOrigin } from './client-origin.decorator';
import { ConfirmResetDto } from './confirm-reset.dto';
import { EmailDto } from './email.dto';
import { VerifyEmailDto } from './verify-email.dto';

/** Email verification and password reset. The responses never reveal whether an address has an account. */
@ApiTags('Account')
@Public()
@RateLimit('sign_in')
@Controller('api/auth')
export class AddressProofsController {
  constructor(private readonly proofs: AddressProofsService) {}

  @Post('password-reset')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Mail a link for a new password',
    description: '202 whether or not the address has an account; at most one mail a minute.',
  })
  @ApiAcceptedResponse()
  requestPasswordReset(@Body() { email }: EmailDto): Promise<void> {
    return this.proofs.requestReset(email);
  }

  @Post('password-reset/confirm')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Choose a new password',
    description: 'Signs out every device.',
  })
  @Throws(linkInvalid, signInBusy)
  @ApiNoContentResponse()
  confirmPasswordReset(
    @Body() { token, new_password }: ConfirmResetDto,
    @CurrentOrigin() { ip }: ClientOrigin,
  ): Promise<void> {
    return this.proofs.confirmReset(token, new_password, ip);
  }

  @Post('verify-email')
  @HttpCode(204)
  @ApiOperation({ summary: 'Confirm an e-mail address' })
  @Throws(linkInvalid)
  @ApiNoContentResponse()
  verifyEmail(@Body() { token }: VerifyEmailDto): Promise<void> {
    return this.proofs.verify(token);
  }

  @Post('verify-email/resend')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Mail the confirmation again',
    description: '204 whether or not there is anything to confirm; at most one mail a minute.',
  })
  @ApiNoContentResponse()
  resendVerificationEmail(@Body() { email }: EmailDto): Promise<void> {
    return this.proofs.resendVerification(email);
  }
}

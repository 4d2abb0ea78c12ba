import {
  type Actor,
  type ClientOrigin,
  CurrentActor,
  CurrentPrincipal,
  linkInvalid,
  Public,
  RequireRecentSignIn,
  RequireSession,
  reauthenticationRequired,
  type SessionPrincipal,
  tooManyEmailChanges,
} from '@app/auth';
import { Body, Controller, HttpCode, Patch, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentOrigin } from '../http/access/client-origin.decorator';
import { RateLimit } from '../http/rate-limit/rate-limit-policies';
import { Throws } from '../http/throws.decorator';
import { UserResponse } from '../responses/user.response';
import { ChangeNameDto } from './change-name.dto';
import { EmailChangeDto, EmailChangeTokenDto } from './email-change.dto';
import { IdentityService } from './identity.service';

@ApiTags('Account')
@RequireSession()
@RateLimit('sign_in')
@Controller('api/account')
export class IdentityController {
  constructor(private readonly identity: IdentityService) {}

  @Patch()
  @ApiOperation({ summary: 'Change your name' })
  @ApiOkResponse({ type: UserResponse })
  changeName(
    @CurrentPrincipal() { userId }: SessionPrincipal,
    @Body() { name }: ChangeNameDto,
    @CurrentActor() actor: Actor,
  ): Promise<UserResponse> {
    return this.identity.rename(userId, name, actor);
  }

  @RequireRecentSignIn()
  @Post('email')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Change your email address',
    description:
      'Emails a link to the new address, at most once a minute to the same one; nothing changes until it is used. A request for another address voids the link that was emailed before. Answers 202 whether or not another account has the address. An address that got several such emails in a row, from any accounts, gets the next ones up to 15 minutes apart, so the email can be late; it is sent for as long as your session is live.',
  })
  @Throws(reauthenticationRequired, tooManyEmailChanges)
  @ApiAcceptedResponse()
  changeEmail(@CurrentPrincipal() principal: SessionPrincipal, @Body() { email }: EmailChangeDto): Promise<void> {
    return this.identity.requestEmail(principal, email);
  }

  @Post('email/confirm')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Confirm the new email address',
    description:
      'Takes the token of the email and an access token of the account that changes its address: neither the mailbox nor the session is enough. The old address gets a notice with a link that undoes the change for 7 days, and stays reserved for as long. If another account has the new address but never confirmed it, that account loses the address.',
  })
  @Throws(linkInvalid)
  @ApiNoContentResponse()
  confirmEmailChange(
    @CurrentPrincipal() { userId }: SessionPrincipal,
    @Body() { token }: EmailChangeTokenDto,
    @CurrentOrigin() { ip }: ClientOrigin,
  ): Promise<void> {
    return this.identity.confirmEmail(userId, token, ip);
  }

  @Public()
  @Post('email/undo')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Restore the old email address',
    description: 'Signs out every device and emails a link for a new password to the old address.',
  })
  @Throws(linkInvalid)
  @ApiNoContentResponse()
  undoEmailChange(@Body() { token }: EmailChangeTokenDto, @CurrentOrigin() { ip }: ClientOrigin): Promise<void> {
    return this.identity.undoEmail(token, ip);
  }
}

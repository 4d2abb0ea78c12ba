import { type Actor, type ClientPlace, CurrentActor, CurrentPrincipal, PersonalData, RequireSession, type SessionPrincipal } from '@app/auth';
import { RateLimit } from '@app/core';
import { Body, Controller, Delete, Get, Header, HttpCode } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPlace } from '../auth/client-place.decorator';
import { AccountEnd } from './account-end.service';
import { DeleteAccountDto } from './delete-account.dto';
import { DeletionResponse } from './deletion.response';

@ApiTags('Account')
@RequireSession()
@RateLimit('sign_in')
@Controller('api/account')
export class AccountController {
  constructor(
    private readonly personalData: PersonalData,
    private readonly end: AccountEnd,
  ) {}

  @Get('export')
  @Header('Content-Disposition', 'attachment; filename="reelway-account.json"')
  @ApiOperation({ summary: 'Everything that is stored about you', description: 'JSON, one list for each kind of row. Secrets and their hashes are not in it.' })
  @ApiOkResponse({ schema: { type: 'object', additionalProperties: { type: 'array', items: { type: 'object', additionalProperties: true } } } })
  export(@CurrentPrincipal() { userId }: SessionPrincipal): Promise<Record<string, object[]>> {
    return this.personalData.of(userId);
  }

  @Delete()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Delete the account',
    description:
      'Signs out every device and stops every key now; erases everything after 7 days. Signing in before then calls it off. Errors: 401 `invalid_credentials`, 401 `totp_required`, 409 `last_admin`.',
  })
  @ApiAcceptedResponse({ type: DeletionResponse })
  async delete(
    @CurrentPrincipal() { userId }: SessionPrincipal,
    @Body() body: DeleteAccountDto,
    @CurrentPlace() place: ClientPlace,
    @CurrentActor() actor: Actor,
  ): Promise<DeletionResponse> {
    return { deletes_at: (await this.end.request(userId, body, place, actor)).toISOString() };
  }
}

import {
  type Actor,
  CurrentActor,
  CurrentPrincipal,
  RequireSession,
  reauthenticationRequired,
  type SessionPrincipal,
} from '@app/auth';
import { tierRequired } from '@app/billing';
import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Throws } from '../http/throws.decorator';
import { SettingsDto } from './settings.dto';
import { SettingsResponse } from './settings.response';
import { WorkspaceSettingsService } from './workspace-settings.service';

@ApiTags('Settings')
@RequireSession('viewer')
@Controller('api/settings')
export class SettingsController {
  constructor(private readonly settings: WorkspaceSettingsService) {}

  @Get()
  @ApiOperation({
    summary: 'Get the settings of videos, captions and notifications',
    description: 'Settings of the workspace, with defaults for everything that was never set.',
  })
  @ApiOkResponse({ type: SettingsResponse })
  getSettings(@CurrentPrincipal() principal: SessionPrincipal): Promise<SettingsResponse> {
    return this.settings.of(principal);
  }

  @RequireSession('admin')
  @Put()
  @ApiOperation({
    summary: 'Change settings',
    description:
      'Send any subset; `null` restores the default. A new `discord_webhook` requires a recent sign-in. Only the owner turns `approval_required` off.',
  })
  @Throws(reauthenticationRequired, tierRequired)
  @ApiOkResponse({ type: SettingsResponse })
  updateSettings(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Body() body: SettingsDto,
    @CurrentActor() actor: Actor,
  ): Promise<SettingsResponse> {
    return this.settings.change(principal, body, actor);
  }
}

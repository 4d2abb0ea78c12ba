import {
  type Actor,
  AuditLogService,
  alreadyMember,
  CurrentActor,
  CurrentPrincipal,
  linkInvalid,
  noSeatsLeft,
  RequireRecentSignIn,
  RequireSession,
  reauthenticationRequired,
  type SessionPrincipal,
  tooManyInvites,
  WorkspacesService,
  workspaceEnding,
  workspaceUnavailable,
} from '@app/auth';
import { EntitlementsService, tierRequired } from '@app/billing';
import { existingId, idempotencyNotSupported, notFound, PageQuery, RefusesIdempotencyKey } from '@app/core';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Throws } from '../http/throws.decorator';
import { AuditLogResponse } from '../responses/audit-log.response';
import { InvitationsService } from './invitations.service';
import { MembersService } from './members.service';
import { AcceptInviteDto, InviteDto, MemberRoleDto, RenameWorkspaceDto, SwitchWorkspaceDto } from './workspace.dto';
import { InviteResponse, WorkspaceResponse } from './workspace.response';

@ApiTags('Workspace')
@RequireSession()
@Controller('api/workspace')
export class WorkspaceController {
  constructor(
    private readonly workspaces: WorkspacesService,
    private readonly invitations: InvitationsService,
    private readonly members: MembersService,
    private readonly audit: AuditLogService,
    private readonly entitlements: EntitlementsService,
  ) {}

  @Get()
  @ApiOperation({ summary: "Get the session's workspace, its people and seats" })
  @ApiOkResponse({ type: WorkspaceResponse })
  getWorkspace(@CurrentPrincipal() principal: SessionPrincipal): Promise<WorkspaceResponse> {
    return this.invitations.view(principal);
  }

  @RequireSession('owner')
  @Patch()
  @ApiOperation({ summary: 'Rename the workspace' })
  @ApiOkResponse({ type: WorkspaceResponse })
  renameWorkspace(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Body() { name }: RenameWorkspaceDto,
    @CurrentActor() actor: Actor,
  ): Promise<WorkspaceResponse> {
    return this.invitations.rename(principal, name.trim(), actor);
  }

  @RequireSession('admin')
  @RequireRecentSignIn()
  @RefusesIdempotencyKey()
  @Post('invites')
  @ApiOperation({
    summary: 'Invite a person by email',
    description:
      'Inviting an address again sends a new link. Only the owner invites admins, and replaces their invitations.',
  })
  @Throws(idempotencyNotSupported, reauthenticationRequired, noSeatsLeft, alreadyMember, tooManyInvites)
  @ApiCreatedResponse({ type: InviteResponse })
  async createInvite(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Body() { email, role }: InviteDto,
    @CurrentActor() actor: Actor,
  ): Promise<InviteResponse> {
    return InviteResponse.of(await this.invitations.invite(principal, email, role, actor));
  }

  @Post('invites/accept')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Join the workspace of an invitation',
    description: 'Requires a sign-in with the invited address. From then on the session works in the new workspace.',
  })
  @Throws(linkInvalid, noSeatsLeft, workspaceEnding)
  @ApiOkResponse({ type: WorkspaceResponse })
  acceptInvite(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Body() { token }: AcceptInviteDto,
    @CurrentActor() actor: Actor,
  ): Promise<WorkspaceResponse> {
    return this.invitations.accept(principal, token, actor);
  }

  @RequireSession('admin')
  @Delete('invites/:id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Withdraw an invitation',
    description: 'Only the owner withdraws the invitation of an admin.',
  })
  @ApiNoContentResponse()
  withdrawInvite(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Param('id', existingId) id: string,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.workspaces.withdrawInvite(principal, id, actor);
  }

  @RequireSession('admin')
  @RequireRecentSignIn()
  @Patch('members/:id')
  @HttpCode(204)
  @ApiOperation({ summary: "Change a member's role", description: 'Only the owner appoints and removes admins.' })
  @Throws(reauthenticationRequired)
  @ApiNoContentResponse()
  setMemberRole(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Param('id', existingId) id: string,
    @Body() { role }: MemberRoleDto,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.members.setRole(principal, id, role, actor);
  }

  @RequireSession('viewer')
  @RequireRecentSignIn()
  @Delete('members/:id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Remove a member, or leave',
    description:
      "Removing others requires the role admin; anyone but the owner may leave. The member's API keys are revoked, and the member's uploads whose files have not arrived are cancelled.",
  })
  @Throws(reauthenticationRequired)
  @ApiNoContentResponse()
  removeMember(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Param('id', existingId) id: string,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.members.remove(principal, id, actor);
  }

  @Post('switch')
  @HttpCode(204)
  @ApiOperation({ summary: 'Switch this session to another workspace' })
  @Throws(notFound, workspaceUnavailable)
  @ApiNoContentResponse()
  switchWorkspace(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Body() { workspace_id }: SwitchWorkspaceDto,
  ): Promise<void> {
    return this.workspaces.enter(principal, workspace_id);
  }

  @RequireSession('admin')
  @Get('audit-log')
  @ApiOperation({
    summary: 'List the audit log of this account, newest first',
    description: 'Requires the plan Agency.',
  })
  @Throws(tierRequired)
  @ApiOkResponse({ type: AuditLogResponse })
  async listWorkspaceAuditLog(
    @CurrentPrincipal() { ownerId }: SessionPrincipal,
    @Query() page: PageQuery,
  ): Promise<AuditLogResponse> {
    await this.entitlements.requireFeature(ownerId, 'audit_log');
    return AuditLogResponse.of(await this.audit.list({ chain: ownerId }, page));
  }
}

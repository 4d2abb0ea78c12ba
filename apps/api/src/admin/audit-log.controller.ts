import { AuditLogService, OPERATORS, RequireRole } from '@app/auth';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AuditLogResponse } from '../responses/audit-log.response';
import { AuditLogQuery, AuditVerificationQuery } from './audit-log.query';
import { AuditVerificationResponse } from './audit-verification.response';

@ApiTags('Admin')
@RequireRole('admin')
@Controller('api/admin/audit-log')
export class AuditLogController {
  constructor(private readonly audit: AuditLogService) {}

  @Get()
  @ApiOperation({ summary: 'List the audit log, newest first' })
  @ApiOkResponse({ type: AuditLogResponse })
  async listAuditLog(
    @Query() { actor_id, target_id, action, from, to, ...page }: AuditLogQuery,
  ): Promise<AuditLogResponse> {
    return AuditLogResponse.of(
      await this.audit.list({ actorId: actor_id, targetId: target_id, action, from, to }, page),
    );
  }

  @Get('verification')
  @ApiOperation({
    summary: 'Verify a log now',
    description:
      'Each entry contains the hash of the one before, so that a change by hand shows. Verifies the newest 20,000 entries; the worker verifies every log completely once a day.',
  })
  @ApiOkResponse({ type: AuditVerificationResponse })
  async verifyAuditLog(@Query() { account_id }: AuditVerificationQuery): Promise<AuditVerificationResponse> {
    return AuditVerificationResponse.of(await this.audit.verifyChain(account_id ?? OPERATORS));
  }
}

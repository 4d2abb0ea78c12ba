import { AuditLogService, RequireRole } from '@app/auth';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AuditLogResponse } from '../responses/audit-log.response';
import { AuditLogQuery } from './audit-log.query';

@ApiTags('Admin')
@RequireRole('admin')
@Controller('api/admin/audit-log')
export class AuditLogController {
  constructor(private readonly audit: AuditLogService) {}

  @Get()
  @ApiOperation({ summary: 'List the audit log, newest first' })
  @ApiOkResponse({ type: AuditLogResponse })
  async listAuditLog(@Query() { actor_id, target_id, action, ...page }: AuditLogQuery): Promise<AuditLogResponse> {
    return AuditLogResponse.of(await this.audit.list({ actorId: actor_id, targetId: target_id, action }, page));
  }
}

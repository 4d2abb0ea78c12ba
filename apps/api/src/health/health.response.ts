import { ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';

const STATUSES = ['ok', 'degraded', 'down'];

export class HealthReportResponse {
  @ApiProperty({ enum: STATUSES })
  status: string;

  @ApiPropertyOptional({ description: 'Plain words for an operator.' })
  detail?: string;
}

export class HealthResponse {
  @ApiProperty({
    enum: STATUSES,
    description: '`down` when the product cannot work, `degraded` when a part is missing.',
  })
  status: string;

  @ApiProperty({ example: '0.1.0' })
  version: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: getSchemaPath(HealthReportResponse) },
    example: { database: { status: 'ok' }, queue: { status: 'ok' } },
  })
  checks: Record<string, HealthReportResponse>;
}

import { ApiProperty } from '@nestjs/swagger';

export class ErrorResponse {
  @ApiProperty({ example: 'invalid_input', description: 'Stable; test for this in code.' })
  code: string;

  @ApiProperty({ example: 422 })
  status: number;

  @ApiProperty()
  title: string;

  @ApiProperty({ description: 'What the caller can do about it.' })
  help: string;

  @ApiProperty({ description: 'Whether the same request may succeed later without a change.' })
  retryable: boolean;

  @ApiProperty({ format: 'uri', description: 'The `type` of the problem document.' })
  type: string;
}

export class ErrorListResponse {
  @ApiProperty({ type: [ErrorResponse] })
  errors: ErrorResponse[];
}

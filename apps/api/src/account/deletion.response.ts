import { ApiProperty } from '@nestjs/swagger';

export class DeletionResponse {
  @ApiProperty({ format: 'date-time', description: 'Signing in before then calls the deletion off.' })
  deletes_at: string;
}

import { ApiProperty } from '@nestjs/swagger';

export class StartedResponse {
  @ApiProperty({ description: 'In the queue dashboard.' })
  job_id: string;
}

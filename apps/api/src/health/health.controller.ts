import { Public } from '@app/auth';
import { Controller, Get } from '@nestjs/common';

@Public()
@Controller('health')
export class HealthController {
  /** Answers while the process can answer at all; asks nothing else. */
  @Get('live')
  live() {
    return { status: 'ok' };
  }
}

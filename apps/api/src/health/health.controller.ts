import { Controller, Get } from '@nestjs/common';

@Controller('health')
export class HealthController {
  /** Answers while the process can answer at all; asks nothing else. */
  @Get('live')
  live() {
    return { status: 'ok' };
  }
}

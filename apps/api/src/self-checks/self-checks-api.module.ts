import { AuthModule } from '@app/auth';
import { SelfChecksModule } from '@app/jobs';
import { Module } from '@nestjs/common';
import { SelfChecksController } from './self-checks.controller';
import { SelfChecksService } from './self-checks.service';

@Module({
  imports: [AuthModule, SelfChecksModule],
  controllers: [SelfChecksController],
  providers: [SelfChecksService],
})
export class SelfChecksApiModule {}

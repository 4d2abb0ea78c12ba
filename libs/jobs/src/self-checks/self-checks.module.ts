import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SelfCheck } from './self-check.entity';
import { SelfChecksRepository } from './self-checks.repository';

/** The rows of self-checks, for both API and worker. */
@Module({
  imports: [TypeOrmModule.forFeature([SelfCheck])],
  providers: [SelfChecksRepository],
  exports: [SelfChecksRepository],
})
export class SelfChecksModule {}

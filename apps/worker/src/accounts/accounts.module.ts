import { AuthModule } from '@app/auth';
import { JobWorkersModule } from '@app/jobs';
import { Module } from '@nestjs/common';
import { AccountsUpkeep } from './accounts-upkeep.service';

@Module({ imports: [JobWorkersModule, AuthModule], providers: [AccountsUpkeep] })
export class AccountJobsModule {}

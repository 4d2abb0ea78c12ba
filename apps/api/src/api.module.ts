import { DatabaseModule, IdempotencyModule, OperationsModule, RateLimitModule } from '@app/core';
import { JobsModule } from '@app/jobs';
import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { migrations } from '../../../migrations';
import { AccountDoorModule } from './account/account.module';
import { AdminDoorModule } from './admin/admin.module';
import { ApiKeysDoorModule } from './api-keys/api-keys.module';
import { AuthDoorModule } from './auth/auth.module';
import { BillingDoorModule } from './billing/billing.module';
import { HealthModule } from './health/health.module';
import { BodyFaultInterceptor } from './http/body-fault.interceptor';
import { MailViewerModule } from './mail/mail-viewer.module';
import { ObjectsDoorModule } from './objects/objects.module';
import { OperationsDoorModule } from './operations/operations.module';
import { QueuesDoorModule } from './queues/queues.module';
import { RendersDoorModule } from './renders/renders.module';
import { SelfChecksDoorModule } from './self-checks/self-checks.module';
import { SettingsDoorModule } from './settings/settings.module';
import { ShotstackDoorModule } from './shotstack/shotstack.module';
import { WorkspaceDoorModule } from './workspace/workspace.module';

/** The API process: a list of doors, nothing else. Global guards and interceptors run in the order of this list. */
@Module({
  imports: [
    DatabaseModule,
    OperationsModule.forProcess({ service: 'api', migrations: migrations as { name: string }[] }),
    AuthDoorModule,
    RateLimitModule,
    IdempotencyModule,
    JobsModule,
    AccountDoorModule,
    AdminDoorModule,
    ApiKeysDoorModule,
    WorkspaceDoorModule,
    SettingsDoorModule,
    BillingDoorModule,
    ObjectsDoorModule,
    MailViewerModule,
    RendersDoorModule,
    ShotstackDoorModule,
    SelfChecksDoorModule,
    QueuesDoorModule,
    HealthModule,
    OperationsDoorModule,
  ],
  providers: [{ provide: APP_INTERCEPTOR, useClass: BodyFaultInterceptor }],
})
export class ApiModule {}

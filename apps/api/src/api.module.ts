import { DatabaseModule, IdempotencyModule, OperationsModule, RateLimitModule } from '@app/core';
import { JobsModule } from '@app/jobs';
import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { migrations } from '../../../migrations';
import { AccountDoorModule } from './account/account-api.module';
import { AdminDoorModule } from './admin/admin-api.module';
import { ApiKeysDoorModule } from './api-keys/api-keys-api.module';
import { AuthDoorModule } from './auth/auth-api.module';
import { BillingDoorModule } from './billing/billing-api.module';
import { HealthModule } from './health/health-api.module';
import { BodyFaultInterceptor } from './http/body-fault.interceptor';
import { MailViewerModule } from './mail/mail-viewer-api.module';
import { ObjectsDoorModule } from './objects/objects-api.module';
import { OperationsDoorModule } from './operations/operations-api.module';
import { QueuesDoorModule } from './queues/queues-api.module';
import { RendersDoorModule } from './renders/renders-api.module';
import { SelfChecksDoorModule } from './self-checks/self-checks-api.module';
import { SettingsDoorModule } from './settings/settings-api.module';
import { ShotstackDoorModule } from './shotstack/shotstack-api.module';
import { WorkspaceDoorModule } from './workspace/workspace-api.module';

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

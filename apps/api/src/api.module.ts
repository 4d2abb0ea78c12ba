import { coreConfig, DatabaseModule, IdempotencyModule, OperationsModule } from '@app/core';
import { JobsModule } from '@app/jobs';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { migrations } from '../../../migrations';
import { AccountApiModule } from './account/account-api.module';
import { AdminApiModule } from './admin/admin-api.module';
import { AnalyticsApiModule } from './analytics/analytics-api.module';
import { ApiKeysApiModule } from './api-keys/api-keys-api.module';
import { ApprovalsApiModule } from './approvals/approvals-api.module';
import { AuthApiModule } from './auth/auth-api.module';
import { BillingApiModule } from './billing/billing-api.module';
import { CallbacksApiModule } from './callbacks/callbacks-api.module';
import { EventsApiModule } from './events/events-api.module';
import { HealthApiModule } from './health/health-api.module';
import { AccessModule } from './http/access/access.module';
import { CallerTurnsModule } from './http/caller-turns.module';
import { RateLimitModule } from './http/rate-limit/rate-limit.module';
import { MailViewerApiModule } from './mail/mail-viewer-api.module';
import { ObjectsApiModule } from './objects/objects-api.module';
import { OperationsApiModule } from './operations/operations-api.module';
import { PagesApiModule } from './pages/pages-api.module';
import { PlatformsApiModule } from './platforms/platforms-api.module';
import { PublishingApiModule } from './publishing/publishing-api.module';
import { QueuesApiModule } from './queues/queues-api.module';
import { RendersApiModule } from './renders/renders-api.module';
import { SelfChecksApiModule } from './self-checks/self-checks-api.module';
import { SettingsApiModule } from './settings/settings-api.module';
import { ShotstackApiModule } from './shotstack/shotstack-api.module';
import { SourcesApiModule } from './sources/sources-api.module';
import { UploadsApiModule } from './uploads/uploads-api.module';
import { WebhooksApiModule } from './webhooks/webhooks-api.module';
import { WorkspaceApiModule } from './workspace/workspace-api.module';

/** The API process: only a list of modules. Global guards run in the order of this list. */
@Module({
  imports: [
    ConfigModule.forFeature(coreConfig),
    DatabaseModule.forProcess(),
    OperationsModule.forProcess({ service: 'api', migrations: migrations as { name: string }[] }),
    AccessModule,
    RateLimitModule,
    CallerTurnsModule,
    IdempotencyModule,
    JobsModule,
    AuthApiModule,
    AccountApiModule,
    AdminApiModule,
    ApiKeysApiModule,
    WorkspaceApiModule,
    SettingsApiModule,
    CallbacksApiModule,
    WebhooksApiModule,
    EventsApiModule,
    BillingApiModule,
    AnalyticsApiModule,
    ObjectsApiModule,
    MailViewerApiModule,
    PagesApiModule,
    RendersApiModule,
    SourcesApiModule,
    ShotstackApiModule,
    UploadsApiModule,
    PlatformsApiModule,
    PublishingApiModule,
    ApprovalsApiModule,
    SelfChecksApiModule,
    QueuesApiModule,
    HealthApiModule,
    OperationsApiModule,
  ],
})
export class ApiModule {}

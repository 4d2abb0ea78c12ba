import { provideConfigured, providerConfigurations, VaultModule } from '@app/core';
import { Module } from '@nestjs/common';
import { AccountAccessService } from './accounts/account-access.service';
import { AccountAnswersRepository } from './accounts/account-answers.repository';
import { AccountGroupsRepository } from './accounts/account-groups.repository';
import { AccountQuestionsService } from './accounts/account-questions.service';
import { AccountUsageRepository } from './accounts/account-usage.repository';
import { FollowerReadingsRepository } from './accounts/follower-readings.repository';
import { PlatformAccountsRepository } from './accounts/platform-accounts.repository';
import { PlatformDataSubjectRepository } from './accounts/platform-data-subject.repository';
import { RefreshedTokensService } from './accounts/refreshed-tokens.service';
import { AccountChoicesRepository } from './connections/account-choices.repository';
import { AuthorizationsRepository } from './connections/authorizations.repository';
import { ConnectionsService } from './connections/connections.service';
import { RevocationsRepository } from './connections/revocations.repository';
import type { PlatformAdapter } from './platform-adapter';
import { PLATFORM_ADAPTERS, PlatformAdapters } from './platform-adapters';
import { platformProviders } from './providers';
import { CallLimitsRepository } from './publications/call-limits.repository';
import { ErasedPublicationsRepository } from './publications/erased-publications.repository';
import { OtherPostsRepository } from './publications/other-posts.repository';
import { PostLimitsRepository } from './publications/post-limits.repository';
import { PublicationApprovalsRepository } from './publications/publication-approvals.repository';
import { PublicationEventsRepository } from './publications/publication-events.repository';
import { PublicationLeasesRepository } from './publications/publication-leases.repository';
import { PublicationMetricsRepository } from './publications/publication-metrics.repository';
import { PublicationTimesRepository } from './publications/publication-times.repository';
import { PublicationsRepository } from './publications/publications.repository';
import { SharedUnitsRepository } from './publications/shared-units.repository';
import { UndeliveredPublicationsRepository } from './publications/undelivered-publications.repository';
import { UnsettledPublicationsRepository } from './publications/unsettled-publications.repository';
import { WaitingPublicationsRepository } from './publications/waiting-publications.repository';

const SERVICES = [
  AccountAccessService,
  AccountChoicesRepository,
  AccountGroupsRepository,
  AccountQuestionsService,
  AccountUsageRepository,
  AuthorizationsRepository,
  CallLimitsRepository,
  ConnectionsService,
  ErasedPublicationsRepository,
  FollowerReadingsRepository,
  OtherPostsRepository,
  PlatformAccountsRepository,
  PlatformAdapters,
  PlatformDataSubjectRepository,
  PostLimitsRepository,
  PublicationApprovalsRepository,
  PublicationEventsRepository,
  PublicationLeasesRepository,
  PublicationMetricsRepository,
  PublicationTimesRepository,
  PublicationsRepository,
  RevocationsRepository,
  SharedUnitsRepository,
  UndeliveredPublicationsRepository,
  UnsettledPublicationsRepository,
  WaitingPublicationsRepository,
];

/** Connected accounts, one adapter for each platform, and the posts that are published there. */
@Module({
  imports: [...providerConfigurations(platformProviders), VaultModule],
  providers: [
    ...provideConfigured<PlatformAdapter>(PLATFORM_ADAPTERS, platformProviders),
    RefreshedTokensService,
    AccountAnswersRepository,
    ...SERVICES,
  ],
  exports: SERVICES,
})
export class PlatformsModule {}

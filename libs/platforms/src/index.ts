export type { AccountAccess } from './account-access';
export { AccountAccessService } from './accounts/account-access.service';
export { type AccountGroup, AccountGroupsRepository } from './accounts/account-groups.repository';
export { AccountQuestionsService } from './accounts/account-questions.service';
export { AccountUsageRepository } from './accounts/account-usage.repository';
export { FollowerReadingsRepository } from './accounts/follower-readings.repository';
export { type AccountProblem, accountStatus, type PlatformAccount, REMEDIES } from './accounts/platform-account';
export { PlatformAccountsRepository } from './accounts/platform-accounts.repository';
export { PlatformDataSubjectRepository } from './accounts/platform-data-subject.repository';
export { type AccountChoice, AccountChoicesRepository } from './connections/account-choices.repository';
export { AuthorizationsRepository, isSecret } from './connections/authorizations.repository';
export { type AccountLimit, ConnectionsService, type OnConnected } from './connections/connections.service';
export { RevocationsRepository } from './connections/revocations.repository';
export { MetaEnv } from './meta/meta.config';
export { MetaGraphService } from './meta/meta-graph.service';
export type { AccountCapabilities, CreatorInfo, PlatformAdapter, PlatformMessage } from './platform-adapter';
export { PLATFORM_NAMES, PlatformAdapters } from './platform-adapters';
export { acceptedPostFailed, type FailureClass, failureClassOf, platformCodeOf } from './platform-failure';
export * from './platforms.errors';
export { PlatformsModule } from './platforms.module';
export { type PostFigures, PostMetricsReader } from './post-metrics-reader';
export { faultsInWords, refusalOf, unapprovableOptions } from './post-rules';
export { FacebookAdapter } from './providers/facebook/facebook.adapter';
export { InstagramAdapter } from './providers/instagram/instagram.adapter';
export { TiktokAdapter } from './providers/tiktok/tiktok.adapter';
export { YoutubeAdapter } from './providers/youtube/youtube.adapter';
export { CallLimitsRepository } from './publications/call-limits.repository';
export { ErasedPublicationsRepository } from './publications/erased-publications.repository';
export { type DoubtedPosts, type LostPeriod, markPostsUnconfirmed } from './publications/mark-posts-unconfirmed';
export { OtherPostsRepository } from './publications/other-posts.repository';
export { PostLimitsRepository } from './publications/post-limits.repository';
export {
  type PostApproval,
  type PostOverrides,
  type PostTexts,
  type Publication,
  type PublicationFault,
  type PublicationFile,
  type PublicationMetrics,
  type PublicationStep,
  postOf,
} from './publications/publication';
export { PublicationApprovalsRepository } from './publications/publication-approvals.repository';
export { type PublicationEvent, PublicationEventsRepository } from './publications/publication-events.repository';
export {
  PUBLICATIONS_A_BATCH,
  PublicationLeasesRepository,
  type TakenPublication,
} from './publications/publication-leases.repository';
export { type DuePostMetrics, PublicationMetricsRepository } from './publications/publication-metrics.repository';
export {
  awaitsApproval,
  awaitsTime,
  outcomeOf,
  PUBLICATION_STATUSES,
  PUBLICATION_TRANSITIONS,
  type PublicationStatus,
} from './publications/publication-status';
export { publicationSubmissions } from './publications/publication-submissions';
export { PublicationTimesRepository, type TimedPublication } from './publications/publication-times.repository';
export {
  type NewPublication,
  type PublicationChanges,
  type PublicationDelivery,
  PublicationsRepository,
  type PublicationTime,
} from './publications/publications.repository';
export type { PlannedPublication } from './publications/schedule-publications';
export { SharedUnitsRepository } from './publications/shared-units.repository';
export { UndeliveredPublicationsRepository } from './publications/undelivered-publications.repository';
export { UnsettledPublicationsRepository } from './publications/unsettled-publications.repository';
export { WaitingPublicationsRepository } from './publications/waiting-publications.repository';
export type {
  FailedPostClass,
  FollowUp,
  PostCover,
  PostFault,
  PostFile,
  PostState,
  UploadOutcome,
  UploadSession,
  VideoFacts,
  VideoPost,
  VideoPublisher,
  VideoSource,
} from './video-publisher';

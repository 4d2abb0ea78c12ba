import type { MixedList } from 'typeorm';
import { CreateUsers1790000000100 } from './1790000000100-create-users';
import { CreateWorkspaces1790000000110 } from './1790000000110-create-workspaces';
import { CreateApiKeys1790000000120 } from './1790000000120-create-api-keys';
import { CreateSessions1790000000130 } from './1790000000130-create-sessions';
import { CreateAccountTokens1790000000140 } from './1790000000140-create-account-tokens';
import { CreateTotp1790000000150 } from './1790000000150-create-totp';
import { CreateAuditLog1790000000160 } from './1790000000160-create-audit-log';
import { CreateAccountExports1790000000170 } from './1790000000170-create-account-exports';
import { CreateIdempotencyKeys1790000000200 } from './1790000000200-create-idempotency-keys';
import { CreateOutbox1790000000210 } from './1790000000210-create-outbox';
import { CreateSelfChecks1790000000220 } from './1790000000220-create-self-checks';
import { CreateTokenLedger1790000000300 } from './1790000000300-create-token-ledger';
import { CreatePlans1790000000310 } from './1790000000310-create-plans';
import { CreateQuotas1790000000320 } from './1790000000320-create-quotas';
import { CreatePayments1790000000330 } from './1790000000330-create-payments';
import { CreateBillingNotices1790000000340 } from './1790000000340-create-billing-notices';
import { CreateRenders1790000000400 } from './1790000000400-create-renders';
import { CreateRenderTemplates1790000000410 } from './1790000000410-create-render-templates';
import { CreateIngestSources1790000000420 } from './1790000000420-create-ingest-sources';
import { CreateSettings1790000000500 } from './1790000000500-create-settings';
import { CreateInsightsViews1790000000600 } from './1790000000600-create-insights-views';
import { AddRenderOverrun1790000001000 } from './1790000001000-add-render-overrun';
import { CreateStreamTickets1790000001100 } from './1790000001100-create-stream-tickets';
import { CountTemplateBytes1790000001110 } from './1790000001110-count-template-bytes';
import { ProveAccounts1790000001200 } from './1790000001200-prove-accounts';
import { AddMembersOfApiKeys1790000001210 } from './1790000001210-add-members-of-api-keys';
import { CreateInviteMails1790000001220 } from './1790000001220-create-invite-mails';
import { VerifyAuditLogInParts1790000001300 } from './1790000001300-verify-audit-log-in-parts';
import { CreateStoreMarkers1790000001310 } from './1790000001310-create-store-markers';
import { AddRenderWarnings1790000001400 } from './1790000001400-add-render-warnings';
import { RememberVerifiedAuditEntries1790000001450 } from './1790000001450-remember-verified-audit-entries';
import { BoundKeptEdits1790000001500 } from './1790000001500-bound-kept-edits';
import { CountIngestSeconds1790000001510 } from './1790000001510-count-ingest-seconds';
import { CreateUploads1790000001600 } from './1790000001600-create-uploads';
import { TakeBackCreditedTokens1790000001650 } from './1790000001650-take-back-credited-tokens';
import { AddDeletionOfRenders1790000001660 } from './1790000001660-add-deletion-of-renders';
import { CreateCallbackSecrets1790000001700 } from './1790000001700-create-callback-secrets';
import { AddScheduledPlans1790000001710 } from './1790000001710-add-scheduled-plans';
import { CreatePlatformAccounts1790000001800 } from './1790000001800-create-platform-accounts';
import { CreateWebhooks1790000002000 } from './1790000002000-create-webhooks';
import { CreateAnalyticsViews1790000002100 } from './1790000002100-create-analytics-views';
import { CreatePublications1790000002200 } from './1790000002200-create-publications';
import { BeginFollowUpsOnce1790000002300 } from './1790000002300-begin-follow-ups-once';
import { ReserveAddresses1790000002410 } from './1790000002410-reserve-addresses';
import { GiveUploadsTurns1790000002420 } from './1790000002420-give-uploads-turns';
import { AllowOneUnfinishedSelfCheck1790000002430 } from './1790000002430-allow-one-unfinished-self-check';
import { ShareWebhookAttempts1790000002431 } from './1790000002431-share-webhook-attempts';
import { AddApprovals1790000002450 } from './1790000002450-add-approvals';
import { KeepRenderPriorities1790000002520 } from './1790000002520-keep-render-priorities';
import { RememberSourceVersions1790000002521 } from './1790000002521-remember-source-versions';
import { CancelUploadsOfMembers1790000002522 } from './1790000002522-cancel-uploads-of-members';
import { CreatePlatformRevocations1790000002523 } from './1790000002523-create-platform-revocations';
import { IndexPostTimes1790000002540 } from './1790000002540-index-post-times';
import { ExtendAnalyticsViews1790000002550 } from './1790000002550-extend-analytics-views';
import { ReplaceTelemetryFiles1790000002610 } from './1790000002610-replace-telemetry-files';
import { NameReviewLinksOfDecisions1790000002611 } from './1790000002611-name-review-links-of-decisions';
import { CreatePublicationMetrics1790000002630 } from './1790000002630-create-publication-metrics';
import { IndexOpenPosts1790000002631 } from './1790000002631-index-open-posts';
import { NotifyOfUndeliveredPosts1790000002632 } from './1790000002632-notify-of-undelivered-posts';
import { IndexDuePosts1790000002633 } from './1790000002633-index-due-posts';
import { AddSubscriptionAmounts1790000002640 } from './1790000002640-add-subscription-amounts';
import { CreateProductViews1790000002641 } from './1790000002641-create-product-views';
import { CreateRollups1790000002642 } from './1790000002642-create-rollups';
import { ShowHashtagsToAnalytics1790000002643 } from './1790000002643-show-hashtags-to-analytics';
import { CreateAccountEvents1790000002650 } from './1790000002650-create-account-events';
import { CreateDiscordNotices1790000002651 } from './1790000002651-create-discord-notices';
import { IndexCalendar1790000002660 } from './1790000002660-index-calendar';
import { CreateOperatorAlerts1790000002800 } from './1790000002800-create-operator-alerts';
import { AllowQuotaNotices1790000002801 } from './1790000002801-allow-quota-notices';
import { AddDiscordDigests1790000002802 } from './1790000002802-add-discord-digests';
import { IndexExternalAccounts1790000003010 } from './1790000003010-index-external-accounts';
import { LimitPlatformCalls1790000003020 } from './1790000003020-limit-platform-calls';
import { StoreGainsOfPosts1790000003030 } from './1790000003030-store-gains-of-posts';
import { CountBusyDaysAgain1790000003031 } from './1790000003031-count-busy-days-again';
import { CreateNotices1790000003040 } from './1790000003040-create-notices';
import { CreateRenderSegments1790000003080 } from './1790000003080-create-render-segments';
import { AddLaterDiscounts1790000003230 } from './1790000003230-add-later-discounts';
import { CountGainsOfPosts1790000003231 } from './1790000003231-count-gains-of-posts';
import { CountPostsOfFormerAccounts1790000003240 } from './1790000003240-count-posts-of-former-accounts';
import { RetryNotices1790000003260 } from './1790000003260-retry-notices';
import { IndexRunningPosts1790000003261 } from './1790000003261-index-running-posts';
import { DropPostMetricsView1790000003262 } from './1790000003262-drop-post-metrics-view';
import { SlowCallsOfAccounts1790000003320 } from './1790000003320-slow-calls-of-accounts';
import { CreateFollowerReadings1790000003430 } from './1790000003430-create-follower-readings';
import { RecordWorkOnSegments1790000003440 } from './1790000003440-record-work-on-segments';
import { MarkShortRenders1790000003450 } from './1790000003450-mark-short-renders';
import { FindOverduePublications1790000003495 } from './1790000003495-find-overdue-publications';
import { AnnounceTelemetryOfAnySize1790000003497 } from './1790000003497-announce-telemetry-of-any-size';
import { RecordOutages1790000003500 } from './1790000003500-record-outages';
import { EraseLateCopies1790000003501 } from './1790000003501-erase-late-copies';
import { DeferPosts1790000003600 } from './1790000003600-defer-posts';
import { EndStagedUploads1790000003610 } from './1790000003610-end-staged-uploads';
import { AddPrivacySettings1790000003640 } from './1790000003640-add-privacy-settings';
import { IndexLeftoversOfRenders1790000003720 } from './1790000003720-index-leftovers-of-renders';
import { RebindStripeCustomers1790000003722 } from './1790000003722-rebind-stripe-customers';
import { ClawBackExpiredTokens1790000003723 } from './1790000003723-claw-back-expired-tokens';
import { CountStoredBytes1790000003730 } from './1790000003730-count-stored-bytes';
import { AddTimeFromWhichDevicesAreKnown1790000003740 } from './1790000003740-add-time-from-which-devices-are-known';
import { RememberListingsOfPaymentEvents1790000003750 } from './1790000003750-remember-listings-of-payment-events';
import { EndWebhooksWithThePlan1790000003770 } from './1790000003770-end-webhooks-with-the-plan';
import { ForgetDisprovedCalls1790000003780 } from './1790000003780-forget-disproved-calls';
import { IndexOpenedUploads1790000003781 } from './1790000003781-index-opened-uploads';
import { IndexPostsShownOtherwise1790000003800 } from './1790000003800-index-posts-shown-otherwise';
import { SendPostsAgain1790000003820 } from './1790000003820-send-posts-again';
import { BlockPostsOfAccounts1790000003821 } from './1790000003821-block-posts-of-accounts';
import { IndexUnseenPosts1790000003822 } from './1790000003822-index-unseen-posts';
import { IndexUnreportedPosts1790000003840 } from './1790000003840-index-unreported-posts';
import { SealAnswersWithCredentials1790000003850 } from './1790000003850-seal-answers-with-credentials';
import { ShowQualityOfWork1790000003890 } from './1790000003890-show-quality-of-work';
import { KeepAnswersAboutAccounts1790000003930 } from './1790000003930-keep-answers-about-accounts';
import { KeepPostsOfDeletedUploads1790000003931 } from './1790000003931-keep-posts-of-deleted-uploads';
import { CreateMailBudgets1790000003940 } from './1790000003940-create-mail-budgets';
import { IndexWhatPeopleDid1790000003970 } from './1790000003970-index-what-people-did';
import { IndexUrgentPaymentEvents1790000004020 } from './1790000004020-index-urgent-payment-events';
import { RememberReportsOfPaymentEvents1790000004050 } from './1790000004050-remember-reports-of-payment-events';
import { NumberRevisionsOfTemplates1790000004090 } from './1790000004090-number-revisions-of-templates';
import { CountPlatformUnits1790000004110 } from './1790000004110-count-platform-units';
import { RefuseATransactionWithoutTokens1790000004117 } from './1790000004117-refuse-a-transaction-without-tokens';
import { LetSourcesWait1790000004190 } from './1790000004190-let-sources-wait';
import { CountUploadsThatAreBeingOpened1790000004230 } from './1790000004230-count-uploads-that-are-being-opened';

/** Every migration in the order in which it runs, listed explicitly so that Jest, the image and the CLI agree. */
export const migrations: MixedList<new () => unknown> = [
  CreateUsers1790000000100,
  CreateWorkspaces1790000000110,
  CreateApiKeys1790000000120,
  CreateSessions1790000000130,
  CreateAccountTokens1790000000140,
  CreateTotp1790000000150,
  CreateAuditLog1790000000160,
  CreateAccountExports1790000000170,
  CreateIdempotencyKeys1790000000200,
  CreateOutbox1790000000210,
  CreateSelfChecks1790000000220,
  CreateTokenLedger1790000000300,
  CreatePlans1790000000310,
  CreateQuotas1790000000320,
  CreatePayments1790000000330,
  CreateBillingNotices1790000000340,
  CreateRenders1790000000400,
  CreateRenderTemplates1790000000410,
  CreateIngestSources1790000000420,
  CreateSettings1790000000500,
  CreateInsightsViews1790000000600,
  AddRenderOverrun1790000001000,
  CreateStreamTickets1790000001100,
  CountTemplateBytes1790000001110,
  ProveAccounts1790000001200,
  AddMembersOfApiKeys1790000001210,
  CreateInviteMails1790000001220,
  VerifyAuditLogInParts1790000001300,
  CreateStoreMarkers1790000001310,
  AddRenderWarnings1790000001400,
  RememberVerifiedAuditEntries1790000001450,
  BoundKeptEdits1790000001500,
  CountIngestSeconds1790000001510,
  CreateUploads1790000001600,
  TakeBackCreditedTokens1790000001650,
  AddDeletionOfRenders1790000001660,
  CreateCallbackSecrets1790000001700,
  AddScheduledPlans1790000001710,
  CreatePlatformAccounts1790000001800,
  CreateWebhooks1790000002000,
  CreateAnalyticsViews1790000002100,
  CreatePublications1790000002200,
  BeginFollowUpsOnce1790000002300,
  ReserveAddresses1790000002410,
  GiveUploadsTurns1790000002420,
  AllowOneUnfinishedSelfCheck1790000002430,
  ShareWebhookAttempts1790000002431,
  AddApprovals1790000002450,
  KeepRenderPriorities1790000002520,
  RememberSourceVersions1790000002521,
  CancelUploadsOfMembers1790000002522,
  CreatePlatformRevocations1790000002523,
  IndexPostTimes1790000002540,
  ExtendAnalyticsViews1790000002550,
  ReplaceTelemetryFiles1790000002610,
  NameReviewLinksOfDecisions1790000002611,
  CreatePublicationMetrics1790000002630,
  IndexOpenPosts1790000002631,
  NotifyOfUndeliveredPosts1790000002632,
  IndexDuePosts1790000002633,
  AddSubscriptionAmounts1790000002640,
  CreateProductViews1790000002641,
  CreateRollups1790000002642,
  ShowHashtagsToAnalytics1790000002643,
  CreateAccountEvents1790000002650,
  CreateDiscordNotices1790000002651,
  IndexCalendar1790000002660,
  CreateOperatorAlerts1790000002800,
  AllowQuotaNotices1790000002801,
  AddDiscordDigests1790000002802,
  IndexExternalAccounts1790000003010,
  LimitPlatformCalls1790000003020,
  StoreGainsOfPosts1790000003030,
  CountBusyDaysAgain1790000003031,
  CreateNotices1790000003040,
  CreateRenderSegments1790000003080,
  AddLaterDiscounts1790000003230,
  CountGainsOfPosts1790000003231,
  CountPostsOfFormerAccounts1790000003240,
  RetryNotices1790000003260,
  IndexRunningPosts1790000003261,
  DropPostMetricsView1790000003262,
  SlowCallsOfAccounts1790000003320,
  CreateFollowerReadings1790000003430,
  RecordWorkOnSegments1790000003440,
  MarkShortRenders1790000003450,
  FindOverduePublications1790000003495,
  AnnounceTelemetryOfAnySize1790000003497,
  RecordOutages1790000003500,
  EraseLateCopies1790000003501,
  DeferPosts1790000003600,
  EndStagedUploads1790000003610,
  AddPrivacySettings1790000003640,
  IndexLeftoversOfRenders1790000003720,
  RebindStripeCustomers1790000003722,
  ClawBackExpiredTokens1790000003723,
  CountStoredBytes1790000003730,
  AddTimeFromWhichDevicesAreKnown1790000003740,
  RememberListingsOfPaymentEvents1790000003750,
  EndWebhooksWithThePlan1790000003770,
  ForgetDisprovedCalls1790000003780,
  IndexOpenedUploads1790000003781,
  IndexPostsShownOtherwise1790000003800,
  SendPostsAgain1790000003820,
  BlockPostsOfAccounts1790000003821,
  IndexUnseenPosts1790000003822,
  IndexUnreportedPosts1790000003840,
  SealAnswersWithCredentials1790000003850,
  ShowQualityOfWork1790000003890,
  KeepAnswersAboutAccounts1790000003930,
  KeepPostsOfDeletedUploads1790000003931,
  CreateMailBudgets1790000003940,
  IndexWhatPeopleDid1790000003970,
  IndexUrgentPaymentEvents1790000004020,
  RememberReportsOfPaymentEvents1790000004050,
  NumberRevisionsOfTemplates1790000004090,
  CountPlatformUnits1790000004110,
  RefuseATransactionWithoutTokens1790000004117,
  LetSourcesWait1790000004190,
  CountUploadsThatAreBeingOpened1790000004230,
];

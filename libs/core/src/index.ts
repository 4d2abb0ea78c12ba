/** A UUIDv7 (RFC 9562): the ids of all our rows; sorts by creation time to the millisecond. */
export { v7 as newId } from 'uuid';
export { type BackoffPolicy, backoffMs } from './backoff';
export {
  assertEnvironment,
  type DeclaredVariable,
  declaredVariables,
  defineConfig,
  defineRequirement,
} from './config/define-config';
export {
  EnvBoolean,
  EnvEnum,
  type EnvField,
  type EnvFieldOptions,
  EnvInteger,
  EnvList,
  EnvString,
  EnvUrl,
} from './config/env-field';
export { environment } from './config/environment';
export { insecureAddresses, isLocalAddress } from './config/insecure-addresses';
export {
  type ProviderDefinition,
  provideConfigured,
  provideFirstConfigured,
  providerConfigurations,
} from './config/provider-definition';
export { ConfigurationError, isProduction, readEnv } from './config/read-env';
export { secretWeakness } from './config/secret-strength';
export { type CoreConfig, CoreEnv, coreConfig } from './core.config';
export * from './core.errors';
export { affectedRows, changesOne } from './database/affected-rows';
export { ChangeFeedService, type ChangeFollower } from './database/change-feed.service';
export { containsText } from './database/contains-text';
export { DatabaseModule } from './database/database.module';
export { DatabaseHealth } from './database/database-health';
export { databaseRoleFault } from './database/database-role';
export { deleteInBatches } from './database/delete-in-batches';
export { KEEP_ALIVE } from './database/keep-alive';
export { type Owner, ownedBy } from './database/owned-by';
export { prepared } from './database/postgres-driver';
export { readAll } from './database/read-all';
export {
  encodeCursor,
  numberBefore,
  type Page,
  pageOf,
  readCursor,
  readPage,
  readRows,
} from './database/read-page';
export { failingSince, type Lease, RowLeases, secondsFromNow, unlessHeld } from './database/row-lease';
export { commitGroup, runGroup, type Statement } from './database/statement-group';
export { type BegunSubmission, type Submission, SubmissionJournal } from './database/submission-journal';
export { wholeNumber } from './database/whole-number';
export {
  AppError,
  type AppErrorOptions,
  defineError,
  type ErrorDefinition,
  type ErrorFactory,
  type ErrorKind,
  errorCatalogue,
  helpFor,
  type InputFault,
} from './errors/app-error';
export { PROBLEM_CONTENT_TYPE, type ProblemDetails, STATUS_BY_KIND, toProblem } from './errors/problem-details';
export { ProblemDetailsFilter, sendProblem, withStatusOf } from './errors/problem-details.filter';
export { RULE_MESSAGES } from './errors/rule-messages';
export { isSpaceMissing, noSpace } from './errors/space-missing';
export { toAppError } from './errors/translate-error';
export { joinPath } from './errors/validation-faults';
export { hashtagKey, hashtagOf, hashtagsIn, replaceHashtags } from './hashtags';
export { type ApiAnswer, ApiClient, type ApiRequest, BodyStream, NoAnswerError } from './http/api-client/api-client';
export {
  accountOf,
  type Caller,
  callerOf,
  clientNetwork,
  isAnonymous,
  replyOf,
  requestOf,
  routeOf,
  setCaller,
} from './http/caller';
export { askWithin, type HealthCheck, type HealthReport } from './http/health';
export { IdempotencyModule } from './http/idempotency/idempotency.module';
export { IdempotencyStore } from './http/idempotency/idempotency-store';
export { Idempotent } from './http/idempotency/idempotent.decorator';
export { RefusesIdempotencyKey } from './http/idempotency/key-refusal.interceptor';
export { AcceptsNull, acceptsNull } from './http/null-fields';
export { OperationsModule, type OperationsOptions } from './http/operations.module';
export { PageQuery } from './http/page.query';
export type { BucketState, RateBucket, RateDecision } from './http/rate-limit/local-limiter';
export { LocalLimiter } from './http/rate-limit/local-limiter';
export { RateLimiterModule } from './http/rate-limit/rate-limiter.module';
export { RateLimiterService } from './http/rate-limit/rate-limiter.service';
export { RedisLimiter } from './http/rate-limit/redis-limiter';
export { Readiness } from './http/readiness';
export { FetchPolicy } from './http/safe-http/fetch-policy';
export { DnsHostResolver, HostResolver } from './http/safe-http/host-resolver';
export type { ObjectRange, OwnObject, OwnObjects } from './http/safe-http/own-objects';
export { isPublicAddress } from './http/safe-http/public-address';
export type { RemoteAnswer } from './http/safe-http/remote-answer';
export { mayPass } from './http/safe-http/remote-errors';
export { SafeHttpModule } from './http/safe-http/safe-http.module';
export {
  type DownloadedFile,
  type RemoteText,
  type SafeHttpOptions,
  SafeHttpService,
  type SafeRequest,
} from './http/safe-http/safe-http.service';
export { createValidationPipe, existingId, OutlinePipe } from './http/validate-input';
export { createLogger, type LoggerOptions } from './logging/create-logger';
export { MetricSampler } from './logging/metric-sampler';
export { counter, durationHistogram, gauge, metricsRegistry } from './logging/metrics';
export { redactSecrets } from './logging/redact-secrets';
export { acceptRequestId, type RequestContext, requestContext, runWithRequestContext } from './logging/request-context';
export { CallerTurns, type TurnLimits } from './process/caller-turns';
export { nextTurn } from './process/loop-turns';
export { onceKnown } from './process/once-known';
export {
  exitOnUncaughtErrors,
  type LifecycleOptions,
  reportReady,
  startOrExit,
  stopOnSignals,
} from './process/process-lifecycle';
export { commandLine, isAlive, processIdentity } from './process/running-process';
export { WORKER_NAME } from './process/worker-name';
export { RedisConnection } from './redis/redis-connection';
export { isTooLong, lengthIn, type TextLimit, truncate } from './text-limit';
export { keptSecret } from './vault/kept-secret';
export { KeyRing } from './vault/key-ring';
export { SealedColumnsService } from './vault/sealed-columns.service';
export { type SealedColumn, SecretVaultService } from './vault/secret-vault.service';
export { isSameSecret, randomSecret, sha256 } from './vault/secrets';
export type { VaultConfig } from './vault/vault.config';
export { VaultModule } from './vault/vault.module';
export { PACKAGE_ROOT, VERSION } from './version';

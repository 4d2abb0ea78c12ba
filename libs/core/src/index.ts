export { EnvBoolean, EnvEnum, type EnvField, type EnvFieldOptions, EnvInteger, EnvList, EnvString, EnvUrl } from './config/env-field';
export { assertEnvironment, ConfigurationError, type DeclaredVariable, declaredVariables, defineConfig, environment, readEnv } from './config/read-env';
export { type CoreConfig, coreConfig, CoreEnv } from './core.config';
export * from './core.errors';
export {
  AppError,
  type AppErrorOptions,
  defineError,
  errorCatalogue,
  type ErrorDefinition,
  type ErrorFactory,
  type ErrorKind,
  type InputFault,
} from './errors/app-error';
export { PROBLEM_CONTENT_TYPE, type ProblemDetails, STATUS_BY_KIND, toProblem } from './errors/problem-details';
export { ProblemDetailsFilter, sendProblem } from './errors/problem-details.filter';
export { toAppError } from './errors/translate-error';
export { createLogger, JsonLogger, type LoggerOptions } from './logging/create-logger';
export { redactSecrets } from './logging/redact-secrets';
export { acceptRequestId, requestContext, type RequestContext, runWithRequestContext } from './logging/request-context';
export { ChangeFeed, type ChangeFollower } from './database/change-feed.service';
export { DatabaseModule } from './database/database.module';
export { type EmbeddedPostgres, type EmbeddedPostgresOptions, freePort, startEmbeddedPostgres } from './database/embedded-postgres';
export { decodeCursor, encodeCursor, type Page, type PagePosition, readPage } from './database/read-page';
export { PageQuery } from './http/page.query';
export { newId } from './database/new-id';
export { ownedBy, type Owner } from './database/owned-by';
export { type Lease, RowLeases } from './database/row-lease';
export { BODY_LIMITS, type BodyLimits, type BodyOptions, bodyOptionsOf, LARGE_BODY_LIMITS, ReadBody } from './http/body-limits';
export { parseJson } from './http/parse-json';
export { createValidationPipe, existingId } from './http/validate-input';
export { type Caller, callerOf, setCaller } from './http/caller';
export { askWithin, type HealthCheck, type HealthReport } from './http/health';
export { OperationsModule, type OperationsOptions } from './http/operations.module';
export { OperationsServer } from './http/operations-server';
export { Readiness } from './http/readiness';
export { DatabaseHealth } from './database/database-health';
export { collectProcessMetrics } from './logging/process-metrics';
export { exitOnUncaughtErrors, type LifecycleOptions, stopOnSignals } from './process-lifecycle';
export { PACKAGE_ROOT, VERSION } from './version';
export { IdempotencyModule } from './http/idempotency/idempotency.module';
export { IdempotencyStore } from './http/idempotency/idempotency-store';
export { Idempotent } from './http/idempotency/idempotent.decorator';
export { LocalLimiter } from './http/rate-limit/local-limiter';
export { type RateLimitConfig, rateLimitConfig, RateLimitEnv } from './http/rate-limit/rate-limit.config';
export { RateLimit, type RateLimitPolicyName } from './http/rate-limit/rate-limit.decorator';
export { RateLimitModule } from './http/rate-limit/rate-limit.module';
export { RateLimiter } from './http/rate-limit/rate-limiter.service';
export { RedisConnection } from './http/rate-limit/redis-connection';
export { RedisLimiter } from './http/rate-limit/redis-limiter';
export type { RateBucket, RateDecision } from './http/rate-limit/sliding-window';
export { FetchPolicy } from './http/safe-http/fetch-policy';
export { DnsHostResolver, HostResolver } from './http/safe-http/host-resolver';
export { isPublicAddress } from './http/safe-http/public-address';
export type { RemoteAnswer } from './http/safe-http/remote-answer';
export { SafeHttpModule } from './http/safe-http/safe-http.module';
export { type DownloadedFile, type RemoteText, SafeHttp, type SafeHttpOptions, type SafeRequest } from './http/safe-http/safe-http.service';
export { counter, durationHistogram, gauge, metricsRegistry } from './logging/metrics';
export { isAlive, processIdentity } from './database/running-process';
export { keptSecret } from './vault/kept-secret';
export { KeyRing } from './vault/key-ring';
export { SealedColumns } from './vault/sealed-columns.service';
export { type SealedColumn, SecretVault } from './vault/secret-vault.service';
export { VaultModule } from './vault/vault.module';
export { type VaultConfig, vaultConfig, VaultEnv } from './vault/vault.config';

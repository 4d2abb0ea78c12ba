export { AccessGuard } from './access/access.guard';
export {
  type AccessRule,
  Authenticated,
  accessRuleOf,
  Public,
  RequireRole,
  RequireScope,
  RequireSession,
  usesWorkspace,
} from './access/access-rule.decorator';
export { AccessWatchService } from './access/access-watch.service';
export { ADMIN_COOKIE, AdminPageAccessService } from './access/admin-page-access.service';
export { CredentialFailuresService } from './access/credential-failures.service';
export {
  API_SCOPES,
  type ApiKeyPrincipal,
  type ApiScope,
  CurrentPrincipal,
  callerIdOf,
  hasWorkspaceRole,
  type MachinePrincipal,
  type Principal,
  principalOf,
  type SessionPrincipal,
  scopesOf,
  type UserPrincipal,
  type UserRole,
  type WorkspaceRole,
} from './access/principal';
export { assertRecentSignIn, RECENT_SIGN_IN_MS, RequireRecentSignIn } from './access/recent-sign-in.guard';
export { SeatLimits } from './access/seat-limits';
export { StreamTicketsRepository } from './access/stream-tickets.repository';
export { AccountDeletionService } from './account/account-deletion.service';
export type { AccountExport } from './account/account-export';
export { AccountExportsRepository } from './account/account-exports.repository';
export { AuthDataSubjectRepository } from './account/auth-data-subject.repository';
export { AuthMaintenanceRepository, SIGN_IN_LEFTOVERS_A_BATCH } from './account/auth-maintenance.repository';
export { AccountRecoveryService, type PasswordTokenPurpose } from './account-tokens/account-recovery.service';
export { EarlierAccessService } from './account-tokens/earlier-access.service';
export { type ChangedEmail, EmailChangeService } from './account-tokens/email-change.service';
export type { ApiKey } from './api-keys/api-key.entity';
export { generateApiKey } from './api-keys/api-key-format';
export { ApiKeysService, type IssuedApiKey, type KeyRotation, type OwnedApiKey } from './api-keys/api-keys.service';
export type { ActorKind, AuditEntry } from './audit/audit-entry.entity';
export {
  type Actor,
  type AuditFilter,
  AuditLogService,
  actorOf,
  type NamedAuditEntry,
  OPERATORS,
  type VerifiedChain,
} from './audit/audit-log.service';
export { CurrentActor } from './audit/current-actor.decorator';
export { type AuthConfig, authConfig } from './auth.config';
export * from './auth.errors';
export { AuthModule } from './auth.module';
export type { ClientOrigin } from './sessions/client-origin';
export { DeviceTokensService } from './sessions/device-tokens.service';
export { endRestoredSessions } from './sessions/end-restored-sessions';
export type { Session } from './sessions/session.entity';
export { SessionsService, type TokenPair } from './sessions/sessions.service';
export { PasswordChangeService } from './sign-in/password-change.service';
export { PasswordCheckService } from './sign-in/password-check.service';
export { type AccountInQuestion, RecognisedCallersService } from './sign-in/recognised-callers.service';
export { type GivenSignIn, type SignedIn, SignInService } from './sign-in/sign-in.service';
export { TotpService } from './totp/totp.service';
export type { User, UserStatus } from './users/user.entity';
export { UserAdministrationService } from './users/user-administration.service';
export { hasMailbox, type UserFootprint } from './users/users.repository';
export { type AccountHold, type EnsuredAdmin, UsersService } from './users/users.service';
export type {
  MemberRole,
  WorkspaceInvite,
  WorkspaceMember,
  WorkspaceSummary,
} from './workspaces/workspaces.repository';
export { WorkspacesService, type WorkspaceView } from './workspaces/workspaces.service';

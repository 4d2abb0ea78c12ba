import { coreConfig, VaultModule } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessTokenStrategy } from './access/access-token.strategy';
import { AccessWatchService } from './access/access-watch.service';
import { CredentialCacheService } from './access/credential-cache.service';
import { CredentialStrategiesService } from './access/credential-strategies.service';
import { KeyHoldersService } from './access/key-holders.service';
import { StreamTicketStrategy } from './access/stream-ticket.strategy';
import { StreamTicketsRepository } from './access/stream-tickets.repository';
import { AccountDeletionService } from './account/account-deletion.service';
import { AccountExportsRepository } from './account/account-exports.repository';
import { AuthDataSubjectRepository } from './account/auth-data-subject.repository';
import { AuthMaintenanceRepository } from './account/auth-maintenance.repository';
import { AccountRecoveryService } from './account-tokens/account-recovery.service';
import { AccountTokensRepository } from './account-tokens/account-tokens.repository';
import { EarlierAccessService } from './account-tokens/earlier-access.service';
import { EmailChangeService } from './account-tokens/email-change.service';
import { ApiKey } from './api-keys/api-key.entity';
import { ApiKeysRepository } from './api-keys/api-keys.repository';
import { ApiKeysService } from './api-keys/api-keys.service';
import { AuditEntry } from './audit/audit-entry.entity';
import { AuditLogService } from './audit/audit-log.service';
import { authConfig } from './auth.config';
import { PasswordHasherService } from './passwords/password-hasher.service';
import { AccessTokensService } from './sessions/access-tokens.service';
import { DeviceTokensService } from './sessions/device-tokens.service';
import { Session } from './sessions/session.entity';
import { SessionsRepository } from './sessions/sessions.repository';
import { SessionsService } from './sessions/sessions.service';
import { GuessDelaysRepository } from './sign-in/guess-delays.repository';
import { GuessLimitsService } from './sign-in/guess-limits.service';
import { PasswordChangeService } from './sign-in/password-change.service';
import { PasswordCheckService } from './sign-in/password-check.service';
import { RecognisedCallersService } from './sign-in/recognised-callers.service';
import { SignInService } from './sign-in/sign-in.service';
import { TotpRepository } from './totp/totp.repository';
import { TotpService } from './totp/totp.service';
import { User } from './users/user.entity';
import { UserAdministrationService } from './users/user-administration.service';
import { UsersRepository } from './users/users.repository';
import { UsersService } from './users/users.service';
import { WorkspacesRepository } from './workspaces/workspaces.repository';
import { WorkspacesService } from './workspaces/workspaces.service';

/** Users, sessions, API keys, roles, workspaces, and access rights. */
@Module({
  imports: [
    ConfigModule.forFeature(coreConfig),
    ConfigModule.forFeature(authConfig),
    VaultModule,
    TypeOrmModule.forFeature([User, ApiKey, AuditEntry, Session]),
  ],
  providers: [
    AccessWatchService,
    AccessTokensService,
    AccessTokenStrategy,
    AccountDeletionService,
    AccountExportsRepository,
    AccountRecoveryService,
    AccountTokensRepository,
    ApiKeysRepository,
    ApiKeysService,
    AuditLogService,
    AuthDataSubjectRepository,
    AuthMaintenanceRepository,
    CredentialCacheService,
    CredentialStrategiesService,
    KeyHoldersService,
    PasswordChangeService,
    PasswordCheckService,
    PasswordHasherService,
    RecognisedCallersService,
    SessionsRepository,
    SessionsService,
    GuessDelaysRepository,
    GuessLimitsService,
    DeviceTokensService,
    EarlierAccessService,
    EmailChangeService,
    SignInService,
    StreamTicketStrategy,
    StreamTicketsRepository,
    TotpRepository,
    TotpService,
    UserAdministrationService,
    UsersRepository,
    UsersService,
    WorkspacesRepository,
    WorkspacesService,
  ],
  exports: [
    KeyHoldersService,
    AccessWatchService,
    CredentialStrategiesService,
    AccountDeletionService,
    AccountExportsRepository,
    AccountRecoveryService,
    ApiKeysService,
    AuditLogService,
    AuthDataSubjectRepository,
    AuthMaintenanceRepository,
    DeviceTokensService,
    EarlierAccessService,
    EmailChangeService,
    PasswordChangeService,
    PasswordCheckService,
    RecognisedCallersService,
    SessionsService,
    SignInService,
    StreamTicketsRepository,
    TotpService,
    UserAdministrationService,
    UsersService,
    WorkspacesService,
  ],
})
export class AuthModule {}

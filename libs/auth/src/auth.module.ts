import { coreConfig, VaultModule } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessTokenStrategy } from './access/access-token.strategy';
import { AdminBasicAuth } from './access/admin-basic-auth.service';
import { ApiKeyStrategy } from './access/api-key.strategy';
import { CredentialCache } from './access/credential-cache.service';
import { CredentialStrategies } from './access/credential-strategies.service';
import { MachineKeyStrategy } from './access/machine-key.strategy';
import { AccountDeletion } from './account/account-deletion.service';
import { AccountExports } from './account/account-exports.repository';
import { AuthPersonalData } from './account/auth-data-subject.repository';
import { AuthUpkeep } from './account/auth-maintenance.repository';
import { AccountRecovery } from './account-tokens/account-recovery.service';
import { AccountTokens } from './account-tokens/account-tokens.repository';
import { ApiKey } from './api-keys/api-key.entity';
import { ApiKeysRepository } from './api-keys/api-keys.repository';
import { ApiKeysService } from './api-keys/api-keys.service';
import { AuditEntry } from './audit/audit-entry.entity';
import { AuditLog } from './audit/audit-log.service';
import { authConfig } from './auth.config';
import { PasswordHasher } from './passwords/password-hasher.service';
import { AccessTokens } from './sessions/access-tokens.service';
import { Session } from './sessions/session.entity';
import { SessionsRepository } from './sessions/sessions.repository';
import { SessionsService } from './sessions/sessions.service';
import { PasswordChange } from './sign-in/password-change.service';
import { PasswordCheck } from './sign-in/password-check.service';
import { SignInService } from './sign-in/sign-in.service';
import { SignInDelays } from './sign-in/sign-in-delays.repository';
import { TotpRepository } from './totp/totp.repository';
import { TotpService } from './totp/totp.service';
import { User } from './users/user.entity';
import { UserAdministration } from './users/user-administration.service';
import { UsersRepository } from './users/users.repository';
import { UsersService } from './users/users.service';
import { WorkspacesRepository } from './workspaces/workspaces.repository';
import { WorkspacesService } from './workspaces/workspaces.service';

/** Users, sessions, API keys, roles, workspaces, and who may do what. */
@Module({
  imports: [
    ConfigModule.forFeature(coreConfig),
    ConfigModule.forFeature(authConfig),
    VaultModule,
    TypeOrmModule.forFeature([User, ApiKey, AuditEntry, Session]),
  ],
  providers: [
    AccessTokens,
    AccessTokenStrategy,
    AccountDeletion,
    AccountExports,
    AccountRecovery,
    AccountTokens,
    AdminBasicAuth,
    ApiKeysRepository,
    ApiKeysService,
    ApiKeyStrategy,
    AuditLog,
    AuthPersonalData,
    AuthUpkeep,
    CredentialCache,
    CredentialStrategies,
    MachineKeyStrategy,
    PasswordChange,
    PasswordCheck,
    PasswordHasher,
    SessionsRepository,
    SessionsService,
    SignInDelays,
    SignInService,
    TotpRepository,
    TotpService,
    UserAdministration,
    UsersRepository,
    UsersService,
    WorkspacesRepository,
    WorkspacesService,
  ],
  exports: [
    CredentialStrategies,
    AccountDeletion,
    AccountExports,
    AccountRecovery,
    AdminBasicAuth,
    ApiKeysService,
    AuditLog,
    AuthPersonalData,
    AuthUpkeep,
    PasswordChange,
    PasswordCheck,
    SessionsService,
    SignInService,
    TotpService,
    UserAdministration,
    UsersService,
    WorkspacesService,
  ],
})
export class AuthModule {}

import { AuthModule, authConfig } from '@app/auth';
import { BillingModule } from '@app/billing';
import { coreConfig } from '@app/core';
import { NotificationsModule } from '@app/notifications';
import { PlatformsModule } from '@app/platforms';
import { UploadsModule } from '@app/uploads';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { AccessModule } from '../http/access/access.module';
import { AddressProofsController } from './address-proofs.controller';
import { AddressProofsService } from './address-proofs.service';
import { AuthController } from './auth.controller';
import { BrowserSessionsController } from './browser-sessions.controller';
import { ConfirmedAddressesService } from './confirmed-addresses.service';
import { EarlierAccessRemovalService } from './earlier-access-removal.service';
import { PasswordsController } from './passwords.controller';
import { PasswordsService } from './passwords.service';
import { ProfileService } from './profile.service';
import { ReauthenticationController } from './reauthentication.controller';
import { SessionsController } from './sessions.controller';
import { SignInAccessService } from './sign-in-access.service';
import { TotpController } from './totp.controller';
import { TwoFactorService } from './two-factor.service';

/** Sign-in, sessions and passwords. */
@Module({
  imports: [
    AccessModule,
    AuthModule,
    BillingModule,
    NotificationsModule,
    PlatformsModule,
    UploadsModule,
    ConfigModule.forFeature(coreConfig),
    ConfigModule.forFeature(authConfig),
  ],
  controllers: [
    AuthController,
    BrowserSessionsController,
    AddressProofsController,
    PasswordsController,
    ReauthenticationController,
    SessionsController,
    TotpController,
  ],
  providers: [
    SignInAccessService,
    ConfirmedAddressesService,
    AddressProofsService,
    EarlierAccessRemovalService,
    PasswordsService,
    ProfileService,
    TwoFactorService,
  ],
})
export class AuthApiModule {}

import { type ClientOrigin, refreshTokenInvalid, SessionsService, SignInService, UsersService } from '@app/auth';
import { JobPublisherService, sendAccountMail } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SignInWithNoticesService } from '../http/access/sign-in-with-notices.service';
import type { LoginDto } from './login.dto';
import type { RegisterDto } from './register.dto';
import { TokenResponse } from './token.response';

/** Sign-up, sign-in and sign-out, with the mails that belong to them. */
@Injectable()
export class SignInAccessService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly signIn: SignInService,
    private readonly signInWithNotices: SignInWithNoticesService,
    private readonly sessions: SessionsService,
    private readonly users: UsersService,
    private readonly publisher: JobPublisherService,
  ) {}

  async register(given: RegisterDto, origin: ClientOrigin): Promise<TokenResponse> {
    const newUser = await this.signIn.prepareRegistration(given, origin);
    const signedIn = await this.dataSource.transaction(async (manager) => {
      const registered = await this.signIn.register(newUser, origin, manager);
      await this.publisher.publish(
        sendAccountMail,
        { template: 'email_verification', email: registered.user.email },
        { manager },
      );
      return registered;
    });
    return TokenResponse.of(signedIn, signedIn.user);
  }

  async login(given: LoginDto, origin: ClientOrigin): Promise<TokenResponse> {
    const { device_token: deviceToken = origin.deviceToken, keep_account: keepAccount, ...credentials } = given;
    const signedIn = await this.signInWithNotices.login({ ...credentials, keepAccount }, { ...origin, deviceToken });
    return TokenResponse.of(signedIn, signedIn.user);
  }

  /** @throws refresh_token_invalid */
  async refresh(token: string, origin: ClientOrigin): Promise<TokenResponse> {
    const result = await this.sessions.refresh(token, origin);
    if (!('reuseDetected' in result)) return TokenResponse.of(result, await this.users.get(result.userId));
    const { userId, sessionId } = result.reuseDetected;
    const { email } = await this.users.get(userId);
    await this.publisher.publish(sendAccountMail, { template: 'refresh_reuse', email, sessionId });
    throw refreshTokenInvalid();
  }

  logout(token: string): Promise<void> {
    return this.sessions.signOut(token);
  }
}

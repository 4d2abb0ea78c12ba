import { type ClientPlace, refreshTokenInvalid, type SessionPrincipal, SessionsService, SignInService, UsersService } from '@app/auth';
import { Injectable } from '@nestjs/common';
import type { LoginDto } from './login.dto';
import type { MeResponse } from './me.response';
import type { RegisterDto } from './register.dto';
import { TokenResponse } from './token.response';
import { UserResponse } from './user.response';

/** Signing up, in and out, with the mails that belong to it. */
@Injectable()
export class AccountAccess {
  constructor(
    private readonly signIn: SignInService,
    private readonly sessions: SessionsService,
    private readonly users: UsersService,
  ) {}

  async register(given: RegisterDto, place: ClientPlace): Promise<TokenResponse> {
    const signedIn = await this.signIn.register(given, place);
    return TokenResponse.of(signedIn, signedIn.user);
  }

  async login(given: LoginDto, place: ClientPlace): Promise<TokenResponse> {
    const signedIn = await this.signIn.login(given, place);
    return TokenResponse.of(signedIn, signedIn.user);
  }

  /** @throws refresh_token_invalid */
  async refresh(token: string, place: ClientPlace): Promise<TokenResponse> {
    const result = await this.sessions.refresh(token, place);
    if ('reuseDetected' in result) throw refreshTokenInvalid();
    return TokenResponse.of(result, await this.users.get(result.userId));
  }

  logout(token: string): Promise<void> {
    return this.sessions.signOut(token);
  }

  async me(principal: SessionPrincipal): Promise<MeResponse> {
    return { user: UserResponse.of(await this.users.get(principal.userId)) };
  }
}

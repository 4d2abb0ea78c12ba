import { type AuthConfig, authConfig, type ClientOrigin, Public } from '@app/auth';
import { accessDenied, type CoreConfig, coreConfig } from '@app/core';
import { Body, Controller, Header, HttpCode, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentOrigin } from '../http/access/client-origin.decorator';
import { setDeviceCookie } from '../http/access/device-cookie';
import { SameOriginGuard } from '../http/access/same-origin.guard';
import { sessionCookieOf, setSessionCookie } from '../http/access/session-cookie';
import { RateLimit } from '../http/rate-limit/rate-limit-policies';
import { Throws } from '../http/throws.decorator';
import { BrowserSessionResponse } from './browser-session.response';
import { LoginDto } from './login.dto';
import { RegisterDto } from './register.dto';
import { SignInAccessService } from './sign-in-access.service';
import { LOGIN_ERRORS, REFRESH_ERRORS, REGISTRATION_ERRORS } from './sign-in-errors';
import type { TokenResponse } from './token.response';

/** Sign-in of pages: the refresh token is in a cookie that scripts cannot read. */
@ApiTags('Account')
@Public()
@UseGuards(SameOriginGuard)
@Controller('api/auth/browser')
export class BrowserSessionsController {
  constructor(
    private readonly access: SignInAccessService,
    @Inject(coreConfig.KEY) private readonly core: CoreConfig,
    @Inject(authConfig.KEY) private readonly auth: AuthConfig,
  ) {}

  @RateLimit('sign_in')
  @Post('register')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Create an account in a browser',
    description: 'Like `register`, with the refresh token in a cookie instead of the answer.',
  })
  @Throws(accessDenied, ...REGISTRATION_ERRORS)
  @ApiCreatedResponse({ type: BrowserSessionResponse })
  async registerInBrowser(
    @Body() body: RegisterDto,
    @CurrentOrigin() origin: ClientOrigin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BrowserSessionResponse> {
    return this.keep(await this.access.register(body, origin), reply);
  }

  @RateLimit('sign_in')
  @Post('login')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Sign in with a browser',
    description:
      'Like `login`, with the refresh token in a cookie instead of the answer. All routes below `/api/auth/browser` need the header `X-Requested-With` and accept only pages of this installation.',
  })
  @Throws(accessDenied, ...LOGIN_ERRORS)
  @ApiOkResponse({ type: BrowserSessionResponse })
  async loginInBrowser(
    @Body() body: LoginDto,
    @CurrentOrigin() origin: ClientOrigin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BrowserSessionResponse> {
    return this.keep(await this.access.login(body, origin), reply);
  }

  @Post('refresh')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Continue the session of a browser',
    description: 'Exchanges the refresh token of the cookie for the next pair, by the rules of `refresh`.',
  })
  @Throws(accessDenied, ...REFRESH_ERRORS)
  @ApiOkResponse({ type: BrowserSessionResponse })
  async refreshInBrowser(
    @Req() request: FastifyRequest,
    @CurrentOrigin() origin: ClientOrigin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BrowserSessionResponse> {
    return this.keep(await this.access.refresh(this.tokenOf(request) ?? '', origin), reply);
  }

  @Post('logout')
  @HttpCode(204)
  @ApiOperation({ summary: 'End the session of a browser', description: 'Removes the cookie in any case.' })
  @Throws(accessDenied)
  @ApiNoContentResponse()
  async logoutInBrowser(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.access.logout(this.tokenOf(request) ?? '');
    setSessionCookie(reply, '', { days: 0, isSecure: this.core.isSecure });
  }

  private tokenOf(request: FastifyRequest): string | undefined {
    return sessionCookieOf(request, this.core.isSecure);
  }

  private keep(tokens: TokenResponse, reply: FastifyReply): BrowserSessionResponse {
    const { isSecure } = this.core;
    setSessionCookie(reply, tokens.refresh_token, { days: this.auth.REFRESH_TOKEN_DAYS, isSecure });
    if (tokens.device_token) setDeviceCookie(reply, tokens.device_token, isSecure);
    return BrowserSessionResponse.of(tokens);
  }
}

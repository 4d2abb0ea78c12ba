import { type ClientOrigin, CurrentPrincipal, Public, RequireSession, type SessionPrincipal } from '@app/auth';
import { type CoreConfig, coreConfig } from '@app/core';
import { Body, Controller, Get, Header, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentOrigin } from '../http/access/client-origin.decorator';
import { setDeviceCookie } from '../http/access/device-cookie';
import { RateLimit } from '../http/rate-limit/rate-limit-policies';
import { Throws } from '../http/throws.decorator';
import { LoginDto } from './login.dto';
import { MeResponse } from './me.response';
import { ProfileService } from './profile.service';
import { RefreshDto } from './refresh.dto';
import { RegisterDto } from './register.dto';
import { SignInAccessService } from './sign-in-access.service';
import { LOGIN_ERRORS, REFRESH_ERRORS, REGISTRATION_ERRORS } from './sign-in-errors';
import { TokenResponse } from './token.response';

@ApiTags('Account')
@Controller('api/auth')
export class AuthController {
  constructor(
    private readonly access: SignInAccessService,
    private readonly profile: ProfileService,
    @Inject(coreConfig.KEY) private readonly core: CoreConfig,
  ) {}

  @Public()
  @RateLimit('sign_in')
  @Post('register')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Create an account',
    description: 'Signs the user in immediately and emails a link to verify the address.',
  })
  @Throws(...REGISTRATION_ERRORS)
  @ApiCreatedResponse({ type: TokenResponse })
  async register(
    @Body() body: RegisterDto,
    @CurrentOrigin() origin: ClientOrigin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokenResponse> {
    return this.remember(await this.access.register(body, origin), reply);
  }

  @Public()
  @RateLimit('sign_in')
  @Post('login')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Sign in',
  })
  @Throws(...LOGIN_ERRORS)
  @ApiOkResponse({ type: TokenResponse })
  async login(
    @Body() body: LoginDto,
    @CurrentOrigin() origin: ClientOrigin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokenResponse> {
    return this.remember(await this.access.login(body, origin), reply);
  }

  @Public()
  @Post('refresh')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Exchange a refresh token for the next pair',
    description:
      'Each token works once. The same request within 20 seconds gets the same new token again; any later use of an old token ends its session.',
  })
  @Throws(...REFRESH_ERRORS)
  @ApiOkResponse({ type: TokenResponse })
  refreshTokens(@Body() body: RefreshDto, @CurrentOrigin() origin: ClientOrigin): Promise<TokenResponse> {
    return this.access.refresh(body.refresh_token, origin);
  }

  @Public()
  @Post('logout')
  @HttpCode(204)
  @ApiOperation({
    summary: 'End the session of a refresh token',
    description: 'Answers 204 for unknown tokens as well.',
  })
  @ApiNoContentResponse()
  logout(@Body() body: RefreshDto): Promise<void> {
    return this.access.logout(body.refresh_token);
  }

  @RequireSession()
  @Get('me')
  @ApiOperation({ summary: 'Get the signed-in user, their workspace and its plan' })
  @ApiOkResponse({ type: MeResponse })
  async getMe(@CurrentPrincipal() principal: SessionPrincipal): Promise<MeResponse> {
    return this.profile.of(principal);
  }

  private remember(tokens: TokenResponse, reply: FastifyReply): TokenResponse {
    if (tokens.device_token) setDeviceCookie(reply, tokens.device_token, this.core.isSecure);
    return tokens;
  }
}

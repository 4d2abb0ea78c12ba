import type { TokenPair, User } from '@app/auth';
import { ApiProperty } from '@nestjs/swagger';
import { UserResponse } from './user.response';

export class TokenResponse {
  @ApiProperty({ description: 'JWT for `Authorization: Bearer …`.' })
  access_token: string;

  @ApiProperty({ description: 'Works once; POST /api/auth/refresh gives the next pair.' })
  refresh_token: string;

  @ApiProperty({ enum: ['bearer'] })
  token_type: 'bearer';

  @ApiProperty({ description: 'Seconds until the access token ends.', example: 900 })
  expires_in: number;

  @ApiProperty()
  user: UserResponse;

  static of(pair: TokenPair, user: User): TokenResponse {
    return {
      access_token: pair.accessToken,
      refresh_token: pair.refreshToken,
      token_type: 'bearer',
      expires_in: pair.expiresIn,
      user: UserResponse.of(user),
    };
  }
}

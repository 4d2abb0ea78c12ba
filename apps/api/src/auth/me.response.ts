import { ApiProperty } from '@nestjs/swagger';
import { UserResponse } from './user.response';

export class MeResponse {
  @ApiProperty()
  user: UserResponse;

  @ApiProperty({ description: 'Whether signing in needs a code of an authenticator app.' })
  totp_enabled: boolean;
}

import { ApiProperty } from '@nestjs/swagger';
import { UserResponse } from './user.response';

export class MeResponse {
  @ApiProperty()
  user: UserResponse;
}

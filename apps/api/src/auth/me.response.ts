import { ApiProperty } from '@nestjs/swagger';
import { WorkspaceSummaryResponse } from '../workspace/workspace.response';
import { UserResponse } from './user.response';

export class MeResponse {
  @ApiProperty()
  user: UserResponse;

  @ApiProperty({ description: 'The workspace that this session works in.' })
  workspace: WorkspaceSummaryResponse;

  @ApiProperty({ description: 'Whether signing in needs a code of an authenticator app.' })
  totp_enabled: boolean;
}

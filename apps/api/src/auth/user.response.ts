import type { User, UserRole } from '@app/auth';
import { ApiProperty } from '@nestjs/swagger';

export class UserResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'ada@example.com' })
  email: string;

  @ApiProperty({ example: 'Ada Lovelace' })
  name: string;

  @ApiProperty({ enum: ['admin', 'user'] })
  role: UserRole;

  @ApiProperty()
  email_verified: boolean;

  @ApiProperty({ format: 'date-time' })
  created_at: string;

  static of(user: User): UserResponse {
    const { id, email, name, role } = user;
    return {
      id,
      email,
      name,
      role,
      email_verified: user.emailVerifiedAt !== null,
      created_at: user.createdAt.toISOString(),
    };
  }
}

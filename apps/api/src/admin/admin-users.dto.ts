import { PageQuery } from '@app/core';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';

export class UserSearchQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'A part of the address or the name, without case.' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  q?: string;
}

export class ReasonDto {
  /** Kept in the audit log. */
  @IsOptional()
  @IsString()
  @Length(1, 500)
  reason?: string;
}

export class SetRoleDto extends ReasonDto {
  @IsUUID()
  user_id: string;

  @IsIn(['admin', 'user'])
  role: 'admin' | 'user';
}

export class ResetSessionsDto extends ReasonDto {
  /** Nothing works until the user has chosen a new password by mail. */
  @IsOptional()
  @IsBoolean()
  require_password_reset = false;
}

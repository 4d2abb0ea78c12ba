import { API_SCOPES, type ApiScope } from '@app/auth';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsDate,
  IsIn,
  IsOptional,
  IsString,
  Length,
  Matches,
  MinDate,
} from 'class-validator';

export class CreateApiKeyDto {
  @ApiProperty({ example: 'CI of the editor', minLength: 1, maxLength: 100 })
  @IsString()
  @Length(1, 100)
  @Matches(/^[^\p{Cc}]*\S[^\p{Cc}]*$/u, { message: 'name must be readable text' })
  name: string;

  @ApiProperty({ isArray: true, enum: API_SCOPES, example: ['render:write', 'render:read'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(API_SCOPES.length)
  @ArrayUnique()
  @IsIn(API_SCOPES, { each: true })
  scopes: ApiScope[];

  @ApiPropertyOptional({ type: 'string', format: 'date-time', nullable: true, description: 'Default: never.' })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  @MinDate(() => new Date())
  expires_at?: Date | null;
}

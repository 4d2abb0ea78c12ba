import { FEATURES, type Feature, TIERS, type Tier } from '@app/billing';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsDate,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  MinDate,
} from 'class-validator';

const FEATURE_NAMES = Object.keys(FEATURES) as Feature[];

class GrantDto {
  @IsUUID()
  user_id: string;

  @ApiPropertyOptional({ type: 'string', format: 'date-time', nullable: true, description: 'Default: never.' })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  @MinDate(() => new Date())
  expires_at?: Date | null;
}

export class GrantEntitlementDto extends GrantDto {
  @ApiPropertyOptional({ enum: TIERS, description: 'Everything of this plan.' })
  @IsOptional()
  @IsIn(TIERS)
  tier?: Tier;

  @ApiPropertyOptional({
    enum: FEATURE_NAMES,
    isArray: true,
    description: 'Single features; these or a tier, or both.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(FEATURE_NAMES.length)
  @ArrayUnique()
  @IsIn(FEATURE_NAMES, { each: true })
  features: Feature[] = [];

  @ApiProperty({ minLength: 1, maxLength: 500, description: 'Why; kept in the audit log.' })
  @IsString()
  @Length(1, 500)
  @Matches(/\S/, { message: 'note must be readable text' })
  note: string;
}

export class GrantTokensDto extends GrantDto {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 1_000_000, description: 'Whole tokens.' })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  amount: number;

  @ApiProperty({ minLength: 1, maxLength: 500, description: 'Shown in the ledger of the user and in the audit log.' })
  @IsString()
  @Length(1, 500)
  @Matches(/\S/, { message: 'reason must be readable text' })
  reason: string;
}

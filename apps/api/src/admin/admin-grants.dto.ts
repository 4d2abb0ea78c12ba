import { FEATURES, type Feature, TIERS, type Tier } from '@app/billing';
import { AcceptsNull } from '@app/core';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import type { Uuid } from '../http/field-types';
import { InFuture, IsInstant } from '../http/instant.decorator';
import { RenamedFrom } from '../http/renamed-from.decorator';

const FEATURE_NAMES = Object.keys(FEATURES) as Feature[];

class GrantDto {
  /** Id of the user who receives the grant. */
  @IsUUID()
  user_id: Uuid;

  /**
   * When the grant ends; a time in the future. Default: never.
   * @example "2027-01-31T00:00:00.000Z"
   */
  @IsOptional()
  @AcceptsNull()
  @IsInstant()
  @InFuture()
  expires_at?: Date | null;
}

export class GrantEntitlementDto extends GrantDto {
  /** The plan whose limits and features the user gets. */
  @IsOptional()
  @IsIn(TIERS)
  tier?: Tier;

  /** Individual features, instead of a plan or in addition to it. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(FEATURE_NAMES.length)
  @ArrayUnique()
  @IsIn(FEATURE_NAMES, { each: true })
  features: Feature[] = [];

  /**
   * Why the grant is made; recorded in the audit log.
   * @example "Beta tester"
   */
  @RenamedFrom('note')
  @IsString()
  @Length(1, 500)
  @Matches(/\S/, { message: 'reason must be readable text' })
  reason: string;

  /**
   * The old name of `reason`.
   * @deprecated
   * @example "Beta tester"
   */
  @IsOptional()
  @IsString()
  @Length(1, 500)
  note?: string;
}

export class GrantTokensDto extends GrantDto {
  /**
   * Whole tokens to add.
   * @example 100
   */
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  amount: number;

  /**
   * Why the tokens are given; shown in the user's ledger and recorded in the audit log.
   * @example "Compensation for a failed launch"
   */
  @IsString()
  @Length(1, 500)
  @Matches(/\S/, { message: 'reason must be readable text' })
  reason: string;
}

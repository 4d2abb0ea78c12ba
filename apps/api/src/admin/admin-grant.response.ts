import {
  type EntitlementGrantRow,
  FEATURES,
  type Feature,
  type LedgerReceipt,
  TIERS,
  type Tier,
  toTokens,
} from '@app/billing';
import { ApiProperty } from '@nestjs/swagger';

export class EntitlementGrantResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: TIERS, nullable: true })
  tier: Tier | null;

  @ApiProperty({ enum: Object.keys(FEATURES), isArray: true })
  features: Feature[];

  @ApiProperty()
  note: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  expires_at: string | null;

  @ApiProperty({ format: 'date-time' })
  created_at: string;

  static of({ id, tier, features, note, expiresAt, createdAt }: EntitlementGrantRow): EntitlementGrantResponse {
    return {
      id,
      tier,
      features: [...features],
      note,
      expires_at: expiresAt?.toISOString() ?? null,
      created_at: createdAt.toISOString(),
    };
  }
}

export class EntitlementGrantsResponse {
  @ApiProperty({ type: [EntitlementGrantResponse] })
  grants: EntitlementGrantResponse[];

  static of(grants: readonly EntitlementGrantRow[]): EntitlementGrantsResponse {
    return { grants: grants.map((grant) => EntitlementGrantResponse.of(grant)) };
  }
}

export class TokenGrantResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ description: 'Tokens that the user can spend after it.' })
  balance: number;

  @ApiProperty()
  reserved: number;

  @ApiProperty({ description: 'What the grant paid off is no longer in it.' })
  debt: number;

  static of({ subjectId, available, reserved, debt }: LedgerReceipt): TokenGrantResponse {
    return { id: subjectId ?? '', balance: toTokens(available), reserved: toTokens(reserved), debt: toTokens(debt) };
  }
}

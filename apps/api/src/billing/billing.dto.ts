import { IsOptional, IsString, MaxLength } from 'class-validator';

export class CheckoutDto {
  /**
   * `lookup_key` of GET /api/billing/prices. Default: the plan that the operator recommends.
   * @example "reelway_tokens_100"
   */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  lookup_key?: string;
}

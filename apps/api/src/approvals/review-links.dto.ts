import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsDisplayName } from '../http/display-name';

export class CreateReviewLinkDto {
  /**
   * For whom the link is; shown to members only.
   * @example "Marketing of the client"
   */
  @IsOptional()
  @IsDisplayName(100)
  label?: string;

  /**
   * Days for which the link works. Default: 14.
   * @example 14
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(90)
  expires_in_days?: number;
}

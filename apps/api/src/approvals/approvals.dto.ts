import { IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';

export class ApproveUploadDto {
  /**
   * The `revision` of the approval as you have seen it: posts that have changed since are not approved.
   * @example 1
   */
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  revision: number;

  /**
   * A comment for the authors of the posts.
   * @example "Nice ride!"
   */
  @IsOptional()
  @IsString()
  @Length(1, 2_000)
  comment?: string;
}

export class RejectUploadDto {
  /**
   * The `revision` of the approval as you have seen it.
   * @example 1
   */
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  revision: number;

  /**
   * What has to change.
   * @example "Please use the shorter caption."
   */
  @IsString()
  @Length(1, 2_000)
  comment: string;
}

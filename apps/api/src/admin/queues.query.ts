import { PageQuery } from '@app/core';
import { IsIn, IsOptional } from 'class-validator';

export class AdminJobsQuery extends PageQuery {
  /** Jobs that failed for good, or that have waited for 15 minutes or exceed their time limit by a minute. */
  @IsOptional()
  @IsIn(['failed', 'stuck'])
  state: 'failed' | 'stuck' = 'failed';
}

import { CurrentPrincipal, RequireScope, type UserPrincipal } from '@app/auth';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AnalyticsQuery, FollowersQuery, TimeSeriesQuery } from './analytics.query';
import { AnalyticsOverviewResponse, TimeSeriesResponse } from './analytics.response';
import { AnalyticsService } from './analytics.service';
import { FollowerGrowthResponse } from './follower-growth.response';

@ApiTags('Analytics')
@RequireScope('analytics:read')
@Controller('api/analytics')
export class AnalyticsController {
  constructor(private readonly analytics: AnalyticsService) {}

  @Get('overview')
  @ApiOperation({
    summary: 'Get the figures of a period',
    description: 'Rates are fractions from 0 to 1. Every render and upload is in exactly one state.',
  })
  @ApiOkResponse({ type: AnalyticsOverviewResponse })
  getAnalyticsOverview(
    @CurrentPrincipal() principal: UserPrincipal,
    @Query() query: AnalyticsQuery,
  ): Promise<AnalyticsOverviewResponse> {
    return this.analytics.overview(principal, query);
  }

  @Get('timeseries')
  @ApiOperation({
    summary: 'Get the figures of a period by day or hour',
    description: 'The series has no gaps. Days begin and end in the time zone.',
  })
  @ApiOkResponse({ type: TimeSeriesResponse })
  getAnalyticsSeries(
    @CurrentPrincipal() principal: UserPrincipal,
    @Query() query: TimeSeriesQuery,
  ): Promise<TimeSeriesResponse> {
    return this.analytics.series(principal, query);
  }

  @Get('followers')
  @ApiOperation({
    summary: 'Get how many people follow the connected accounts',
    description:
      'By day, without gaps, and for each account. Days begin and end in the time zone. A number is null while a platform does not show it, or while an account did not permit reading it.',
  })
  @ApiOkResponse({ type: FollowerGrowthResponse })
  getFollowerGrowth(
    @CurrentPrincipal() principal: UserPrincipal,
    @Query() query: FollowersQuery,
  ): Promise<FollowerGrowthResponse> {
    return this.analytics.followerGrowth(principal, query);
  }
}

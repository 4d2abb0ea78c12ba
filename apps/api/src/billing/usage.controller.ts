import { CurrentPrincipal, RequireScope, type UserPrincipal } from '@app/auth';
import { invalidInput } from '@app/core';
import { type UsagePeriod, UsageRepository } from '@app/insights';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { todayIn } from '../http/today-in';
import { UsageQuery } from './usage.query';
import { UsageResponse } from './usage.response';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
const MOST_DAYS = 366;

@ApiTags('Billing')
@RequireScope('render:read')
@Controller('api/v1/usage')
export class UsageController {
  constructor(private readonly usage: UsageRepository) {}

  @Get()
  @ApiOperation({
    summary: 'Get tokens, renders and seconds by day and by API key',
    description: 'For at most 366 days.',
  })
  @ApiOkResponse({ type: UsageResponse })
  async getUsage(@CurrentPrincipal() { ownerId }: UserPrincipal, @Query() query: UsageQuery): Promise<UsageResponse> {
    const period = periodOf(query);
    return UsageResponse.of(period, await this.usage.of(ownerId, period));
  }
}

/** @throws invalid_input for a period that ends before it starts or is too long */
function periodOf({ from, to, tz: timeZone, api_key_id: apiKeyId }: UsageQuery): UsagePeriod {
  const last = to ?? todayIn(timeZone);
  const first = from ?? new Date(Date.parse(last) - (DEFAULT_DAYS - 1) * DAY_MS).toISOString().slice(0, 10);
  const days = (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;
  if (days < 1 || days > MOST_DAYS) {
    const message = days < 1 ? 'from must not be after to' : `from and to must be at most ${MOST_DAYS} days apart`;
    throw invalidInput(undefined, { errors: [{ path: 'from', code: 'period', message }] });
  }
  return { from: first, to: last, timeZone, apiKeyId };
}

import { microTokens, toTokens } from '@app/billing';
import type { Usage, UsageFigures, UsagePeriod } from '@app/insights';
import { ApiProperty } from '@nestjs/swagger';

export class UsageFiguresResponse {
  @ApiProperty({ description: 'Tokens paid for delivered videos.' })
  tokens_charged: number;

  @ApiProperty({
    description: 'Tokens held when work was accepted; charged or refunded later, possibly on another day.',
  })
  tokens_reserved: number;

  @ApiProperty({ description: 'Held tokens that were given back.' })
  tokens_refunded: number;

  @ApiProperty({ description: 'Renders that ended completed.' })
  renders: number;

  @ApiProperty()
  renders_failed: number;

  @ApiProperty()
  renders_cancelled: number;

  @ApiProperty({ description: 'Length of the delivered videos.' })
  seconds: number;

  static of({
    reserved,
    charged,
    returned,
    completed,
    failed,
    cancelled,
    seconds,
  }: UsageFigures): UsageFiguresResponse {
    const [tokens_charged = 0, tokens_reserved = 0, tokens_refunded = 0] = [charged, reserved, returned].map((amount) =>
      toTokens(microTokens(amount)),
    );
    return {
      tokens_charged,
      tokens_reserved,
      tokens_refunded,
      renders: completed,
      renders_failed: failed,
      renders_cancelled: cancelled,
      seconds,
    };
  }
}

export class UsageDayResponse extends UsageFiguresResponse {
  @ApiProperty({ format: 'date' })
  date: string;
}

export class UsageKeyResponse extends UsageFiguresResponse {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null: by somebody who was signed in.' })
  api_key_id: string | null;
}

export class UsageResponse {
  @ApiProperty({ format: 'date' })
  from: string;

  @ApiProperty({ format: 'date' })
  to: string;

  @ApiProperty({ enum: ['day'] })
  interval: 'day';

  @ApiProperty()
  tz: string;

  @ApiProperty({ type: UsageFiguresResponse })
  total: UsageFiguresResponse;

  @ApiProperty({ type: [UsageDayResponse], description: 'Every day of the period.' })
  days: UsageDayResponse[];

  @ApiProperty({ type: [UsageKeyResponse], description: 'Every key that used something.' })
  keys: UsageKeyResponse[];

  static of({ from, to, timeZone }: UsagePeriod, { total, days, keys }: Usage): UsageResponse {
    return {
      from,
      to,
      interval: 'day',
      tz: timeZone,
      total: UsageFiguresResponse.of(total),
      days: days.map((figures) => ({ date: figures.day, ...UsageFiguresResponse.of(figures) })),
      keys: keys.map((figures) => ({ api_key_id: figures.apiKeyId, ...UsageFiguresResponse.of(figures) })),
    };
  }
}

import { ACCOUNT_EVENTS, type WebhookEventType } from '@app/notifications';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

const SEVEN_DAYS = 604_800;

export class CreateWebhookDto {
  /**
   * Address that receives the events as POST requests. It must be reachable from the Internet.
   * @example "https://example.com/reelway"
   */
  @IsString()
  @MaxLength(2_000)
  url: string;

  /**
   * A note for people.
   * @example "Production, orders service"
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  description: string = '';

  /** Types of events to send. Default, and if empty: all, including types that are added later. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(ACCOUNT_EVENTS.length)
  @ArrayUnique()
  @IsIn(ACCOUNT_EVENTS, { each: true })
  events: WebhookEventType[] = [];
}

export class ChangeWebhookDto {
  /**
   * Address that receives the events.
   * @example "https://example.com/reelway"
   */
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  url?: string;

  /**
   * A note for people.
   * @example "Production, orders service"
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  description?: string;

  /** Types of events to send; empty: all. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(ACCOUNT_EVENTS.length)
  @ArrayUnique()
  @IsIn(ACCOUNT_EVENTS, { each: true })
  events?: WebhookEventType[];

  /** `false` stops sending events; `true` starts again, also after we have disabled the endpoint. */
  @IsOptional()
  @IsBoolean()
  enabled?: boolean;
}

export class RotateWebhookSecretDto {
  /**
   * For how many seconds messages also carry a signature with the secret that this one replaces.
   * @example 3600
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(SEVEN_DAYS)
  grace_seconds: number = 86_400;
}

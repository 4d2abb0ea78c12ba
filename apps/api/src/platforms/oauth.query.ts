import { IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import type { Uuid } from '../http/field-types';

export class OauthStartQuery {
  /** The connected account to reconnect; another account is then refused. Default: any account. */
  @IsOptional()
  @IsUUID()
  account_id?: Uuid;

  /**
   * Ticket of POST `/oauth/{platform}/start/ticket`, for a browser without a credential. The answer is then a redirect,
   * or a page that asks for consent in any browser but the one that requested the ticket.
   * @example "rw_ticket_4kq1J0V1n0g"
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  ticket?: string;

  /** Part of the address of a ticket: lets the browser that requested it skip the page. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  browser?: string;
}

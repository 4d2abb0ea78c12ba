import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
} from 'class-validator';
import type { Uuid } from '../http/field-types';

const MOST_ACCOUNTS = 100;

export class StartTicketDto {
  /** The connected account to reconnect. Default: any account. */
  @IsOptional()
  @IsUUID()
  account_id?: Uuid;
}

export class ChooseAccountsDto {
  /**
   * Accounts to connect, by the `account_id` of the choice.
   * @example ["104857600000001"]
   */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_ACCOUNTS)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  account_ids: string[];
}

export class AccountGroupDto {
  /**
   * Name, unique in the account without regard to case.
   * @example "Motorsport"
   */
  @IsString()
  @Length(1, 100)
  @Matches(/\S/, { message: 'name must be readable text' })
  name: string;

  /** Ids of connected accounts. */
  @IsArray()
  @ArrayMaxSize(MOST_ACCOUNTS)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  account_ids: Uuid[];
}

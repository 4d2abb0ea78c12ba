import { IsDisplayName } from '../http/display-name';

export class ChangeNameDto {
  /**
   * Name that others see; must not contain a web or email address.
   * @example "Ada Lovelace"
   */
  @IsDisplayName()
  name: string;
}

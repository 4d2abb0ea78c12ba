import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional } from 'class-validator';

/** Clients write booleans in several ways; anything else stays as it is and is refused. */
const toBoolean = ({ value }: { value: unknown }): unknown =>
  ({ true: true, '1': true, false: false, '0': false })[String(value).toLowerCase()] ?? value;

export class RenderQuery {
  /** Whether the answer contains the edit. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  data: boolean = true;

  /** Whether the merge fields of that edit are replaced. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  merged: boolean = false;
}

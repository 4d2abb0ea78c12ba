import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional } from 'class-validator';

/** Clients write booleans in several ways; all that is none stays as it is and is refused. */
const toBoolean = ({ value }: { value: unknown }): unknown =>
  ({ true: true, '1': true, false: false, '0': false })[String(value).toLowerCase()] ?? value;

export class RenderQuery {
  @ApiPropertyOptional({ default: true, description: 'Whether the answer holds the edit.' })
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  data = true;

  @ApiPropertyOptional({ default: false, description: 'Whether the merge fields are in that edit.' })
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  merged = false;
}

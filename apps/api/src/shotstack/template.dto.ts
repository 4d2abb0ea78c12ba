import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsDefined,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  ValidateNested,
} from 'class-validator';

export class TemplateDto {
  @ApiProperty({ minLength: 1, maxLength: 255 })
  @IsString()
  @Length(1, 255)
  name: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'An edit. It may have `{{ PLACEHOLDER }}` for any value, so it is only checked when it is rendered.',
  })
  @IsObject()
  template: object;
}

class MergeFieldDto {
  @ApiProperty({ description: 'The name between `{{` and `}}`.' })
  @IsString()
  @Length(1, 1_000)
  find: string;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Any JSON value.' })
  @IsDefined()
  replace: unknown;
}

export class RenderTemplateDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id: string;

  @ApiPropertyOptional({
    type: [MergeFieldDto],
    description: "Values for placeholders; they win over the template's own `merge`.",
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  @Type(() => MergeFieldDto)
  merge?: MergeFieldDto[];
}

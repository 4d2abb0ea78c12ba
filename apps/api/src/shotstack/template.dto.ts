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
import type { EditDocument, Uuid } from '../http/field-types';

export class TemplateDto {
  /**
   * Name of the template.
   * @example "Weekly highlights"
   */
  @IsString()
  @Length(1, 255)
  name: string;

  /** An edit. Any value can be a `{{ PLACEHOLDER }}`, so the edit is only checked when it is rendered. */
  @IsObject()
  template: EditDocument;
}

class MergeFieldDto {
  /**
   * Name of the placeholder, without `{{` and `}}`.
   * @example "NAME"
   */
  @IsString()
  @Length(1, 1_000)
  find: string;

  /**
   * The value that replaces the placeholder: any JSON value.
   * @example "Ada"
   */
  @IsDefined()
  replace: unknown;
}

export class RenderTemplateDto {
  /** Id of the template. */
  @IsUUID()
  id: Uuid;

  /** Values for placeholders; they take precedence over the template's own `merge`. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  @Type(() => MergeFieldDto)
  merge?: MergeFieldDto[];
}

import { OutlinePipe } from '@app/core';
import {
  ArrayMaxSize,
  IsArray,
  IsDefined,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  ValidateIf,
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
   * The value that replaces the placeholder: any JSON value. With `null`, a member that is only the placeholder counts
   * as absent; inside a longer text, `null` is an empty text.
   * @example "Ada"
   */
  @ValidateIf((_, value: unknown) => value !== null)
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
  merge?: MergeFieldDto[];
}

/** Edits are large: the pipes check everything except the edits themselves. */
export const templateBody = new OutlinePipe(TemplateDto);
export const renderTemplateBody = new OutlinePipe(RenderTemplateDto, { merge: MergeFieldDto });

/** Bodies after these pipes: plain types, not classes, so that no pipe walks through them again. */
export type TemplateBody = Pick<TemplateDto, keyof TemplateDto>;
export type RenderTemplateBody = Pick<RenderTemplateDto, keyof RenderTemplateDto>;

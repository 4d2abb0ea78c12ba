import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, Matches } from 'class-validator';

/** A list of at most `most` different hashtags; a leading `#` is removed. */
export const Hashtags = (most: number) =>
  applyDecorators(
    Transform(({ value }) => (Array.isArray(value) ? value.map(withoutHash) : (value as unknown))),
    IsArray(),
    ArrayMaxSize(most),
    ArrayUnique((tag: unknown) => String(tag).toLowerCase()),
    Matches(/^[\p{L}\p{N}\p{M}_]{1,100}$/u, {
      each: true,
      message: '$property must contain words of letters, digits and _, with or without #',
    }),
  );

const withoutHash = (tag: unknown): unknown => (typeof tag === 'string' ? tag.trim().replace(/^#/, '') : tag);

import { applyDecorators } from '@nestjs/common';
import { Expose, Transform } from 'class-transformer';

/** A field under its current name, which also takes what a client sends under the old name; the current one wins. */
export const RenamedFrom = (oldName: string): PropertyDecorator =>
  applyDecorators(
    Expose(),
    Transform(({ value, obj }: { value: unknown; obj: Record<string, unknown> }) => value ?? obj[oldName]),
  );

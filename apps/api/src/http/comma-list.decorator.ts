import { Transform } from 'class-transformer';

/** A list in one query parameter, its items separated by commas. */
export const CommaList = () =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value,
  );

import { plainToInstance } from 'class-transformer';
import { IsOptional, validateSync } from 'class-validator';
import { IsInstant } from './instant.decorator';

class Query {
  @IsOptional()
  @IsInstant()
  from?: Date | null;
}

const read = (from: unknown) => {
  const query = plainToInstance(Query, { from }, { enableImplicitConversion: true });
  return validateSync(query).length > 0 ? 'refused' : (query.from?.toISOString() ?? query.from);
};

describe('IsInstant', () => {
  it.each([
    ['2026-06-01', '2026-06-01T00:00:00.000Z'],
    ['2026-06-01T10:00Z', '2026-06-01T10:00:00.000Z'],
    ['2026-06-01T10:00:00.25Z', '2026-06-01T10:00:00.250Z'],
    ['2026-06-01T10:00:00+02:00', '2026-06-01T08:00:00.000Z'],
    [null, null],
    [undefined, undefined],
  ])('reads %s', (given, expected) => expect(read(given)).toBe(expected));

  it.each([
    '2026-06-01T10:00:00',
    '2026-06-01 10:00:00Z',
    '2026-02-31',
    '1234',
    'yesterday',
    '',
    1_780_000_000_000,
    {},
  ])('refuses %p', (given) => expect(read(given)).toBe('refused'));
});

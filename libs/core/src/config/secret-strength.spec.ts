import { createHash } from 'node:crypto';
import { secretWeakness } from './secret-strength';

it.each([
  ['a'.repeat(40), 'too few'],
  ['abcdefghij0123456789'.repeat(2), 'repeats'],
  ['abcdefghijklmnopqrstuvwxyz0123456789', 'sequence'],
  ['0123456789aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'sequence'],
  ['whsec_emulator', 'published'],
  ['please-change-me-please-change-me-1', 'published'],
  ['0918273645x', 'easy to guess'],
])('refuses %j', (secret, reason) => {
  expect(secretWeakness(secret)).toContain(reason);
});

/** Like those of a random generator, but the same in each run: of a million texts one holds a word such as "your-". */
const someBytes = (length: number, round: number) =>
  createHash('shake256', { outputLength: length }).update(`${length} bytes of round ${round}`).digest();

it('accepts what a random generator makes, in every usual form', () => {
  for (let round = 0; round < 300; round += 1) {
    for (const secret of [
      someBytes(16, round).toString('hex'),
      someBytes(32, round).toString('base64'),
      someBytes(24, round).toString('base64url'),
    ])
      expect([secret, secretWeakness(secret)]).toEqual([secret, undefined]);
  }
});

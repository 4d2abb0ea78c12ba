import { randomBytes } from 'node:crypto';
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

it('accepts what a random generator makes, in every usual form', () => {
  for (let round = 0; round < 300; round += 1) {
    for (const secret of [
      randomBytes(16).toString('hex'),
      randomBytes(32).toString('base64'),
      randomBytes(24).toString('base64url'),
    ])
      expect([secret, secretWeakness(secret)]).toEqual([secret, undefined]);
  }
});

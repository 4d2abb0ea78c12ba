import { accountStatus } from './platform-account';

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

it.each([
  ['works without an end', 'active', null, 'active'],
  ['works for weeks', 'active', inDays(15), 'active'],
  ['ends soon', 'active', inDays(13), 'expiring'],
  ['has ended', 'needs_reconnection', inDays(13), 'needs_reconnection'],
] as const)('an account whose access %s', (_, status, refreshExpiresAt, expected) =>
  expect(accountStatus({ status, refreshExpiresAt })).toBe(expected),
);

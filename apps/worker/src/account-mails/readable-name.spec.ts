import { readableName } from './readable-name';

it.each([
  ['Ada Lovelace', 'Ada Lovelace'],
  ['J.R.R. Tolkien', 'J.R.R. Tolkien'],
  ['علی‌رضا', 'علی‌رضا'],
  ['Pay at http://evil.example/x', 'Pay at http: //evil. example/x'],
  ['www.evil.example', 'www. evil. example'],
  ['billing@evil.example', 'billing at evil. example'],
  ['Ada\r\nBcc: x', 'Ada Bcc: x'],
  ['Ada\u2028Your invoice\u202e', 'Ada Your invoice'],
  ['x'.repeat(200), `${'x'.repeat(59)}…`],
])('writes %j as %j', (name, expected) => {
  expect(readableName(name)).toBe(expected);
});

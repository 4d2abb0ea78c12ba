import { randomBytes } from 'node:crypto';
import { KeyRing } from './key-ring';
import { SecretVaultService } from './secret-vault.service';

const key = (version: number) => `v${version}:${randomBytes(32).toString('base64')}`;
const COLUMN = { table: 'things', column: 'secret' };

describe('SecretVault', () => {
  const first = key(1);
  const vault = new SecretVaultService(new KeyRing(first));

  it('opens what it sealed, and never seals twice the same', () => {
    for (const text of ['', 'x', 'ein Schlüssel 🔑', 'long '.repeat(2_000)])
      expect(vault.open(vault.seal(text, COLUMN, 'a'), COLUMN, 'a')).toBe(text);
    expect(vault.seal('x', COLUMN, 'a')).not.toBe(vault.seal('x', COLUMN, 'a'));
    expect(vault.seal('x', COLUMN, 'a')).toMatch(/^v1\.[\w-]{16}\.[\w-]{2}\.[\w-]{22}$/);
  });

  it('refuses a text from another row, column or table', () => {
    const sealed = vault.seal('secret', COLUMN, 'a');
    for (const [column, id] of [
      [COLUMN, 'b'],
      [{ ...COLUMN, column: 'other' }, 'a'],
      [{ ...COLUMN, table: 'other' }, 'a'],
    ] as const) {
      expect(() => vault.open(sealed, column, id)).toThrow(expect.objectContaining({ code: 'seal_broken' }));
    }
  });

  it('refuses a text with any changed bit', () => {
    const parts = vault.seal('secret', COLUMN, 'a').split('.');
    for (const [index, part] of parts.entries()) {
      if (index === 0) continue;
      const bytes = Buffer.from(part, 'base64url');
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const changed = Buffer.from(bytes);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const forged = parts.with(index, changed.toString('base64url')).join('.');
        expect(() => vault.open(forged, COLUMN, 'a')).toThrow(expect.objectContaining({ code: 'seal_broken' }));
      }
    }
    for (const text of [
      '',
      'v1',
      parts.slice(0, 3).join('.'),
      `${parts.join('.')}A`,
      parts.with(0, 'v2').join('.'),
      'plain text',
    ]) {
      expect(() => vault.open(text, COLUMN, 'a')).toThrow(expect.objectContaining({ code: 'seal_broken' }));
    }
  });

  it('opens with old keys and seals with the highest', () => {
    const rotated = new SecretVaultService(new KeyRing(`${first}, ${key(12)}, ${key(3)}`));
    expect(rotated.open(vault.seal('secret', COLUMN, 'a'), COLUMN, 'a')).toBe('secret');
    expect(rotated.seal('secret', COLUMN, 'a')).toMatch(/^v12\./);
  });

  it('seals with a new key only once every process knows it', () => {
    const second = key(2);
    const opening = new SecretVaultService(new KeyRing(`${first},${second}:open`));
    const sealing = new SecretVaultService(new KeyRing(`${first},${second}`));
    // Each process of a rolling restart reads what those before and after it write.
    for (const [writer, reader] of [
      [opening, vault],
      [vault, opening],
      [sealing, opening],
      [opening, sealing],
    ] as const) {
      expect(reader.open(writer.seal('secret', COLUMN, 'a'), COLUMN, 'a')).toBe('secret');
    }
    expect(sealing.seal('secret', COLUMN, 'a')).toMatch(/^v2\./);
  });

  it.each([
    ['a version twice', `${first},${key(1)}`, /v1 twice/],
    ['keys of which none seals', `${first}:open`, /no key that seals/],
    ['a short key', `v1:${randomBytes(31).toString('base64')}`, /32 random bytes/],
    ['a key that is not random', `v1:${Buffer.alloc(32, 7).toString('base64')}`, /32 random bytes/],
  ])('does not take %s', (_, text, message) => {
    expect(() => new KeyRing(text)).toThrow(message);
  });
});

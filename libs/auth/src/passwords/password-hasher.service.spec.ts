import { DECOY_HASH, PasswordHasherService } from './password-hasher.service';

describe('PasswordHasher', () => {
  const hasher = new PasswordHasherService();

  it('accepts only the password', async () => {
    const hash = await hasher.hash('correct horse battery');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await expect(hasher.verify(hash, 'correct horse battery')).resolves.toBe(true);
    await expect(hasher.verify(hash, 'correct horse batterz')).resolves.toBe(false);
    await expect(hasher.verify(null, 'correct horse battery')).resolves.toBe(false);
  });

  it('spends as much time on an unknown account as on a known one', () => {
    expect(hasher.isOutdated(DECOY_HASH)).toBe(false);
    expect(hasher.isOutdated('$argon2id$v=19$m=4096,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$dGhpc2lzYWhhc2g')).toBe(true);
  });

  it('turns away a flood instead of queueing it forever', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 60 }, () => hasher.verify(DECOY_HASH, 'x')));
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(60 - 52);
    expect(refused[0]).toMatchObject({ reason: { code: 'sign_in_busy', options: { retryAfterSeconds: 2 } } });
    await expect(hasher.verify(DECOY_HASH, 'x')).resolves.toBe(false);
  });
});

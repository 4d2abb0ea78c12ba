import { hashRecoveryCode, newRecoveryCodes, newTotpSecret, otpauthUrl, stepOf } from './totp-codes';

/** "12345678901234567890" in base32: the secret of RFC 6238, appendix B. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('TOTP', () => {
  it.each([
    [59, '287082', 1],
    [1_111_111_109, '081804', 37_037_036],
    [1_234_567_890, '005924', 41_152_263],
    [20_000_000_000, '353130', 666_666_666],
  ])('agrees with RFC 6238 at %d s', (seconds, code, step) => {
    expect(stepOf(SECRET, code, seconds * 1_000)).toBe(step);
  });

  it('accepts one step early and late, and names the step of the code', () => {
    const at = (seconds: number) => stepOf(SECRET, '005924', seconds * 1_000);
    expect([at(1_234_567_890 - 60), at(1_234_567_890 - 30), at(1_234_567_890 + 30), at(1_234_567_890 + 60)]).toEqual([
      undefined,
      41_152_263,
      41_152_263,
      undefined,
    ]);
    expect(stepOf(SECRET, '005925', 1_234_567_890_000)).toBeUndefined();
  });

  it('makes secrets of 160 bits that apps can read', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(otpauthUrl(secret, 'ada@example.com')).toMatch(
      /^otpauth:\/\/totp\/Reelway:ada%40example\.com\?issuer=Reelway&secret=/,
    );
  });

  it('makes ten recovery codes, and accepts them however they are typed', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    const [code = ''] = codes;
    expect(hashRecoveryCode(code.toUpperCase().replaceAll('-', ' '))).toEqual(hashRecoveryCode(code));
    expect(hashRecoveryCode(codes[1] ?? '')).not.toEqual(hashRecoveryCode(code));
  });
});

import { createHmac } from 'node:crypto';
import { deletedAt, deletionCode, personOf } from './signed-request';

const SECRET = 'the secret of the app';
const NOW = Date.parse('2026-05-01T12:00:00Z');
const seconds = (ms: number) => ms / 1_000;

function signed(payload: string, secret = SECRET): string {
  const encoded = Buffer.from(payload).toString('base64url');
  const signature = createHmac('sha256', secret).update(encoded).digest('base64url');
  return new URLSearchParams({ signed_request: `${signature}.${encoded}` }).toString();
}
const message = (more: object = {}) => JSON.stringify({ algorithm: 'HMAC-SHA256', user_id: '42', ...more });
const codeOf = (body: string) => {
  try {
    return personOf(body, SECRET);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a signed request of Meta', () => {
  beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(NOW));
  afterEach(() => jest.restoreAllMocks());

  it.each([
    ['without a time', message()],
    ['of today', message({ issued_at: seconds(NOW) - 3_600 })],
  ])('%s names the person', (_name, payload) => expect(codeOf(signed(payload))).toBe('42'));

  it.each([
    ['that is no JSON', signed('no JSON')],
    ['without a person', signed('{"algorithm":"HMAC-SHA256"}')],
    ['of two days ago', signed(message({ issued_at: seconds(NOW) - 2 * 86_400 }))],
    ['with the signature of someone else', signed(message(), 'another secret')],
  ])('%s is refused', (_name, body) => expect(codeOf(body)).toBe('platform_message_invalid'));
});

describe('the code of a deletion', () => {
  const at = new Date(NOW);

  it('differs from every other one, and contains its time', () => {
    const codes = [deletionCode(at, SECRET), deletionCode(at, SECRET)];
    expect(new Set(codes).size).toBe(2);
    expect(codes.map((code) => deletedAt(code, SECRET))).toEqual([at, at]);
  });

  it('of an earlier version still works', () => {
    const signature = createHmac('sha256', SECRET)
      .update(`deleted ${seconds(NOW)}`)
      .digest('base64url');
    expect(deletedAt(`${seconds(NOW)}-${signature}`, SECRET)).toEqual(at);
  });

  it('is refused when a part was changed', () => {
    const [, ...rest] = deletionCode(at, SECRET).split('-');
    expect(deletedAt(['1', ...rest].join('-'), SECRET)).toBeUndefined();
  });
});

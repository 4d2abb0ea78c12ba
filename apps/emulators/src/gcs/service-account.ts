import { createHash, createVerify, generateKeyPairSync } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { percentEncode } from '../object-store/percent-encode';
import { GcsFailure } from './gcs-failure';

const EMAIL = 'emulator@reelway.iam.gserviceaccount.com';
const ALGORITHM = 'GOOG4-RSA-SHA256';
const SCOPES = /auth\/(devstorage\.(full_control|read_write)|cloud-platform)\b/;

/** The only identity that the emulator accepts: each emulator creates a new one, so that no key is stored anywhere. */
export class ServiceAccount {
  private readonly keys = generateKeyPairSync('rsa', { modulusLength: 2048 });

  /** The content of a key file. @param host of the emulator, which the SDK must treat as Google's own */
  keyFile(host: string): object {
    return {
      type: 'service_account',
      project_id: 'reelway',
      private_key_id: 'emulator',
      private_key: this.keys.privateKey.export({ type: 'pkcs8', format: 'pem' }),
      client_email: EMAIL,
      client_id: '1',
      universe_domain: host,
    };
  }

  /** A token that the account signed for itself (RFC 7523), or none. @returns whether the account sent the request */
  recognizes({ headers }: FastifyRequest): boolean {
    if (headers.authorization === undefined) return false;
    const [head = '', payload = '', signature = ''] = headers.authorization.replace(/^Bearer /, '').split('.');
    const claims = readClaims(payload);
    const valid = createVerify('RSA-SHA256')
      .update(`${head}.${payload}`)
      .verify(this.keys.publicKey, signature, 'base64url');
    if (
      !valid ||
      claims.iss !== EMAIL ||
      !(Number(claims.exp) * 1_000 > Date.now()) ||
      !SCOPES.test(String(claims.scope))
    )
      throw new GcsFailure(401, 'authError', 'Invalid Credentials');
    return true;
  }

  /** Checks a V4 signature in the query (GOOG4-RSA-SHA256), its expiry and every signed header. */
  verifySignedUrl(request: FastifyRequest): void {
    const [path = '', search = ''] = (request.raw.url ?? '').split('?');
    const query = new URLSearchParams(search);
    const get = (name: string) => query.get(`X-Goog-${name}`) ?? '';
    const [owner, ...scope] = get('Credential').split('/');
    const [date, lifetime, signed] = [get('Date'), Number(get('Expires')), get('SignedHeaders').split(';')];
    if (
      get('Algorithm') !== ALGORITHM ||
      owner !== EMAIL ||
      !signed.includes('host') ||
      !(lifetime >= 1 && lifetime <= 604_800)
    )
      throw new GcsFailure(400, 'InvalidArgument', 'The signed URL is not complete.');
    const begins = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
    if (!(begins + lifetime * 1_000 > Date.now()))
      throw new GcsFailure(400, 'ExpiredToken', 'The signed URL has expired.');
    const loose = Object.keys(request.headers).find((name) => name.startsWith('x-goog-') && !signed.includes(name));
    if (loose) throw new GcsFailure(400, 'MalformedSecurityHeader', `The header ${loose} was not signed.`);
    const signature = get('Signature');
    query.delete('X-Goog-Signature');
    const canonical = [
      request.method,
      path,
      [...query]
        .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
        .sort()
        .join('&'),
      ...signed.map((name) => `${name}:${headerOf(request, name)}`),
      '',
      signed.join(';'),
      'UNSIGNED-PAYLOAD',
    ].join('\n');
    const text = [ALGORITHM, date, scope.join('/'), createHash('sha256').update(canonical).digest('hex')].join('\n');
    if (!createVerify('RSA-SHA256').update(text).verify(this.keys.publicKey, signature, 'hex'))
      throw new GcsFailure(403, 'SignatureDoesNotMatch', 'The signature does not match the request.');
  }
}

/** Google signs the host without its port. */
const headerOf = ({ headers }: FastifyRequest, name: string): string =>
  (name === 'host' ? String(headers.host).replace(/:\d+$/, '') : String(headers[name] ?? ''))
    .trim()
    .replace(/ +/g, ' ');

function readClaims(payload: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  } catch {
    return {};
  }
}

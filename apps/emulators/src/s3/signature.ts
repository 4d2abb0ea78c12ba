import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { percentEncode } from '../object-store/percent-encode';
import { S3Failure } from './s3-failure';

export interface S3Credentials {
  accessKeyId: string;
  secretAccessKey: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const SKEW_MS = 15 * 60_000;
const UNSIGNED = 'UNSIGNED-PAYLOAD';

/** The scope that a signature covers. */
interface Claim {
  credential: string;
  signedHeaders: string;
  signature: string;
  date: string;
  payload: string;
}

/**
 * Checks Signature Version 4, in the header or in the query. @returns the digest of the signed body, unless it was left
 * open
 */
export function verifySignature(
  request: FastifyRequest,
  { accessKeyId, secretAccessKey }: S3Credentials,
): string | undefined {
  const [path = '', search = ''] = (request.raw.url ?? '').split('?');
  const query = new URLSearchParams(search);
  const claim = query.has('X-Amz-Signature') ? claimInQuery(query) : claimInHeaders(request);
  const [owner, ...scope] = claim.credential.split('/');
  if (owner !== accessKeyId) throw new S3Failure(403, 'InvalidAccessKeyId', 'The access key is unknown.');
  const signed = claim.signedHeaders.split(';');
  const loose = Object.keys(request.headers).find((name) => name.startsWith('x-amz-') && !signed.includes(name));
  if (!signed.includes('host') || loose)
    throw new S3Failure(
      403,
      'AccessDenied',
      `There were headers present in the request which were not signed: ${loose ?? 'host'}`,
    );
  query.delete('X-Amz-Signature');
  const canonical = [
    request.method,
    path,
    [...query]
      .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
      .sort()
      .join('&'),
    ...signed.map(
      (name) =>
        `${name}:${String(request.headers[name] ?? '')
          .trim()
          .replace(/ +/g, ' ')}`,
    ),
    '',
    claim.signedHeaders,
    claim.payload,
  ].join('\n');
  const text = [ALGORITHM, claim.date, scope.join('/'), createHash('sha256').update(canonical).digest('hex')].join(
    '\n',
  );
  let secret: string | Buffer = `AWS4${secretAccessKey}`;
  for (const part of scope) secret = createHmac('sha256', secret).update(part).digest();
  const expected = createHmac('sha256', secret).update(text).digest();
  const given = Buffer.from(claim.signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new S3Failure(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided.',
    );
  return claim.payload === UNSIGNED ? undefined : claim.payload;
}

function claimInQuery(query: URLSearchParams): Claim {
  const get = (name: string) => query.get(`X-Amz-${name}`) ?? '';
  const [date, lifetime] = [get('Date'), Number(get('Expires'))];
  if (get('Algorithm') !== ALGORITHM || !(lifetime >= 1 && lifetime <= 604_800))
    throw new S3Failure(400, 'AuthorizationQueryParametersError', 'The query is not a presigned request.');
  if (timeOf(date) + lifetime * 1_000 <= Date.now()) throw new S3Failure(403, 'AccessDenied', 'Request has expired');
  return {
    credential: get('Credential'),
    signedHeaders: get('SignedHeaders'),
    signature: query.get('X-Amz-Signature') ?? '',
    date,
    payload: query.get('X-Amz-Content-Sha256') ?? UNSIGNED,
  };
}

function claimInHeaders({ headers }: FastifyRequest): Claim {
  const [, credential = '', signedHeaders = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([\da-f]{64})$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  if (signature === '') throw new S3Failure(403, 'AccessDenied', 'Access Denied');
  const [date, payload] = [String(headers['x-amz-date']), String(headers['x-amz-content-sha256'])];
  if (!(Math.abs(Date.now() - timeOf(date)) < SKEW_MS))
    throw new S3Failure(
      403,
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
    );
  if (payload.startsWith('STREAMING-'))
    throw new S3Failure(501, 'NotImplemented', 'This emulator does not read aws-chunked bodies.');
  return { credential, signedHeaders, signature, date, payload };
}

const timeOf = (date: string): number =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

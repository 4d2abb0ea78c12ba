import { sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Destination, PostedEdit } from './edit-facts';
import type { Media } from './media';

export interface Copy {
  render: string;
  provider: string;
  options: object;
  /** Name at the destination. */
  object: string;
  status: 'ready' | 'failed';
  url: string | null;
}

/** Address of Google's JSON API, and the account's key file, as entered in Shotstack's dashboard. */
export interface GoogleAccount {
  url: string;
  credentials?: { client_email: string; private_key: string };
}

const SCOPE = 'https://www.googleapis.com/auth/devstorage.read_write';

/** Copies to destinations other than its own hosting: it records the requests, and Google buckets can be real. */
export class Copies {
  readonly made: Copy[] = [];
  /** Null: the account has no credentials, and every copy fails. */
  google: GoogleAccount | null = null;

  constructor(private readonly media: Media) {}

  /** One per file: poster and thumbnail keep their suffixes. */
  async make(
    render: { id: string; seconds: number; edit: PostedEdit },
    files: readonly string[],
    { provider, options = {} }: Destination,
  ): Promise<Copy[]> {
    const { prefix, filename = render.id } = options;
    const copies: Copy[] = [];
    for (const file of files) {
      const object = [...(prefix ? [prefix.replace(/(?<!\/)\/+$/, '')] : []), file.replace(render.id, filename)].join(
        '/',
      );
      const url =
        provider === 'google-cloud-storage'
          ? await this.upload(options.bucket ?? '', object, file, render.seconds)
          : null;
      const copy: Copy = {
        render: render.id,
        provider,
        options,
        object,
        status: url === null ? 'failed' : 'ready',
        url,
      };
      copies.push(copy);
      this.made.push(copy);
    }
    return copies;
  }

  private async upload(bucket: string, object: string, file: string, seconds: number): Promise<string | null> {
    if (this.google === null) return null;
    const extension = extname(file).slice(1);
    const address = `${this.google.url}/upload/storage/v1/b/${encodeURIComponent(bucket)}/o?uploadType=multipart&name=${encodeURIComponent(object)}`;
    try {
      const part = (type: string) => `--part\r\ncontent-type: ${type}\r\n\r\n`;
      const about = `${part('application/json')}${JSON.stringify({ contentType: contentType(extension) })}\r\n${part(contentType(extension))}`;
      const body = Buffer.concat([
        Buffer.from(about),
        await readFile(await this.media.file(extension, seconds)),
        Buffer.from('\r\n--part--'),
      ]);
      const headers = { 'content-type': 'multipart/related; boundary=part', ...authorization(this.google) };
      const answer = await fetch(address, { method: 'POST', headers, body });
      await answer.arrayBuffer();
      return answer.ok ? `https://storage.googleapis.com/${bucket}/${object}` : null;
    } catch {
      return null;
    }
  }
}

/** A token that the service account signs for itself (RFC 7523). */
function authorization({ credentials }: GoogleAccount): { authorization?: string } {
  if (!credentials) return {};
  const now = Math.floor(Date.now() / 1_000);
  const claims = {
    iss: credentials.client_email,
    sub: credentials.client_email,
    scope: SCOPE,
    iat: now,
    exp: now + 600,
  };
  const text = [{ alg: 'RS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return {
    authorization: `Bearer ${text}.${sign('RSA-SHA256', Buffer.from(text), credentials.private_key).toString('base64url')}`,
  };
}

const TYPES: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  gif: 'image/gif',
  jpg: 'image/jpeg',
  png: 'image/png',
  bmp: 'image/bmp',
  mp3: 'audio/mpeg',
};

export const contentType = (extension: string): string => TYPES[extension] ?? 'application/octet-stream';

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

/** Copies to destinations other than its own hosting: what was asked for is recorded, Google buckets can be real. */
export class Copies {
  readonly made: Copy[] = [];
  /** Where Google's JSON API is spoken; null: the account has no credentials, and every copy fails. */
  gcsUrl: string | null = null;

  constructor(private readonly media: Media) {}

  /** One for each file: poster and thumbnail keep the ends of their names. */
  async make(render: { id: string; seconds: number; edit: PostedEdit }, files: readonly string[], { provider, options = {} }: Destination): Promise<Copy[]> {
    const { prefix, filename = render.id } = options;
    const copies: Copy[] = [];
    for (const file of files) {
      const object = [...(prefix ? [prefix.replace(/\/+$/, '')] : []), file.replace(render.id, filename)].join('/');
      const url = provider === 'google-cloud-storage' ? await this.upload(options.bucket ?? '', object, file, render.seconds) : null;
      const copy: Copy = { render: render.id, provider, options, object, status: url === null ? 'failed' : 'ready', url };
      copies.push(copy);
      this.made.push(copy);
    }
    return copies;
  }

  private async upload(bucket: string, object: string, file: string, seconds: number): Promise<string | null> {
    if (this.gcsUrl === null) return null;
    const extension = extname(file).slice(1);
    const address = `${this.gcsUrl}/upload/storage/v1/b/${encodeURIComponent(bucket)}/o?uploadType=media&name=${encodeURIComponent(object)}`;
    try {
      const body = await readFile(await this.media.file(extension, seconds));
      const answer = await fetch(address, { method: 'POST', headers: { 'content-type': contentType(extension) }, body });
      await answer.arrayBuffer();
      return answer.ok ? `https://storage.googleapis.com/${bucket}/${object}` : null;
    } catch {
      return null;
    }
  }
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

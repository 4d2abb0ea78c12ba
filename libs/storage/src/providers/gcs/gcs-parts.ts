import type { Storage } from '@google-cloud/storage';
import type { UploadedPart } from '../../storage-provider';
import { asOurs } from './gcs.errors';

export type GcsPart = UploadedPart & { etag: string };

/** Uploads in parts, which Google offers only in its XML API, and the SDK only for local files. */
export class GcsParts {
  constructor(
    private readonly storage: Storage,
    /** Without the key. */
    private readonly bucketUrl: string,
  ) {}

  async create(key: string, contentType: string): Promise<string> {
    return textOf(await this.ask('POST', key, 'uploads', { 'content-type': contentType }), 'UploadId');
  }

  async list(key: string, uploadId: string): Promise<GcsPart[]> {
    const parts: GcsPart[] = [];
    let page: string;
    do {
      page = await this.ask(
        'GET',
        key,
        `uploadId=${encodeURIComponent(uploadId)}&part-number-marker=${parts.at(-1)?.number ?? 0}`,
      );
      for (const [part] of page.matchAll(/<Part>.*?<\/Part>/gs)) {
        parts.push({
          number: Number(textOf(part, 'PartNumber')),
          size: Number(textOf(part, 'Size')),
          etag: textOf(part, 'ETag'),
        });
      }
    } while (textOf(page, 'IsTruncated') === 'true');
    return parts;
  }

  async complete(key: string, uploadId: string, parts: readonly GcsPart[]): Promise<void> {
    const list = parts
      .map(({ number, etag }) => `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`)
      .join('');
    const body = `<CompleteMultipartUpload>${list}</CompleteMultipartUpload>`;
    await this.ask(
      'POST',
      key,
      `uploadId=${encodeURIComponent(uploadId)}`,
      { 'content-type': 'application/xml' },
      body,
    );
  }

  async abort(key: string, uploadId: string): Promise<void> {
    await this.ask('DELETE', key, `uploadId=${encodeURIComponent(uploadId)}`);
  }

  private async ask(
    method: 'GET' | 'POST' | 'DELETE',
    key: string,
    query: string,
    headers: Record<string, string> = {},
    body?: string,
  ): Promise<string> {
    const url = `${this.bucketUrl}/${key.split('/').map(encodeURIComponent).join('/')}?${query}`;
    const retryConfig = { retry: 3, httpMethodsToRetry: ['GET', 'DELETE', 'POST'] };
    const { data } = await asOurs(() =>
      this.storage.authClient.request<string>({ method, url, headers, body, responseType: 'text', retryConfig }),
    );
    return data;
  }
}

/** The content of a text element; in these answers it has no attributes. */
function textOf(xml: string, element: string): string {
  const text = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1] ?? '';
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#34;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

import { CRC32C, type File, type Storage } from '@google-cloud/storage';
import { type Piece, uploadInChunks } from './gcs-chunked-upload';

interface Sent {
  method: string;
  headers?: Record<string, string>;
  body?: Buffer;
}

/** @param answers to the requests of the upload, in order; `true`: the object is stored */
function google(...answers: (true | { range?: string } | Error)[]) {
  const sent: Sent[] = [];
  const request = async (asked: Sent) => {
    sent.push(asked);
    if (asked.method === 'DELETE') return { status: 499, headers: {} };
    const answer = answers.shift();
    if (answer === undefined) throw new Error('Google was asked once too often');
    if (answer instanceof Error) throw answer;
    return answer === true ? { status: 200, headers: {} } : { status: 308, headers: answer };
  };
  const storage = { authClient: { request } } as unknown as Storage;
  const file = { createResumableUpload: async () => ['https://google.test/upload'] } as unknown as File;
  async function* pieces(): AsyncGenerator<Piece> {
    yield { piece: Buffer.from('abcdef'), last: false };
    yield { piece: Buffer.from('ghi'), last: true };
  }
  return {
    upload: () => uploadInChunks(storage, file, pieces(), {}),
    sent: () => sent.map(({ method, headers, body }) => [method, headers?.['content-range'], body && String(body)]),
    hashes: () => sent.map(({ headers }) => headers?.['x-goog-hash']),
  };
}

const unavailable = expect.objectContaining({ code: 'storage_unavailable', retryable: true });

describe('uploadInChunks', () => {
  it('sends one piece in each request, and the CRC32C of the whole with the last', async () => {
    const store = google({ range: 'bytes=0-5' }, true);
    await store.upload();
    expect(store.sent()).toEqual([
      ['PUT', 'bytes 0-5/*', 'abcdef'],
      ['PUT', 'bytes 6-8/9', 'ghi'],
    ]);
    const whole = new CRC32C();
    whole.update(Buffer.from('abcdefghi'));
    expect(store.hashes()).toEqual([undefined, `crc32c=${whole.toString()}`]);
  });

  it('sends what Google did not keep of a piece again', async () => {
    const store = google({ range: 'bytes=0-3' }, { range: 'bytes=0-5' }, { range: 'bytes=0-7' }, true);
    await store.upload();
    expect(store.sent()).toEqual([
      ['PUT', 'bytes 0-5/*', 'abcdef'],
      ['PUT', 'bytes 4-5/*', 'ef'],
      ['PUT', 'bytes 6-8/9', 'ghi'],
      ['PUT', 'bytes 8-8/9', 'i'],
    ]);
  });

  it.each([
    ['keeps nothing of a piece', [{}]],
    ['forgets what it confirmed', [{ range: 'bytes=0-5' }, { range: 'bytes=0-1' }]],
    ['ends the upload before its last piece', [true]],
    ['has lost the upload', [{ range: 'bytes=0-5' }, Object.assign(new Error('gone'), { status: 404 })]],
    ['has ended the upload', [{ range: 'bytes=0-5' }, Object.assign(new Error('gone'), { status: 410 })]],
    ['has everything and does not store the object', [{ range: 'bytes=0-5' }, { range: 'bytes=0-8' }]],
  ] as const)('fails as unavailable when Google %s, and ends the upload', async (_what, answers) => {
    const store = google(...answers);
    await expect(store.upload()).rejects.toEqual(unavailable);
    expect(store.sent().at(-1)?.[0]).toBe('DELETE');
    expect(store.sent()).toHaveLength(answers.length + 1);
  });
});

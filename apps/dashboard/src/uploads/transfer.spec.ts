import type { NewUpload, SentUpload, TransferState, Transfer as TransferType } from './transfer';

const ID = '0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10';
const HEADERS = {};

/** What the API answers, by method and path. */
type Answers = Record<string, (() => unknown) | undefined>;

/** `silence`: none before the request is aborted. */
type StoreAnswer = { status: number; text?: string } | 'silence';

describe('a transfer', () => {
  const { localStorage, navigator, BroadcastChannel, fetch, Request, XMLHttpRequest } = globalThis;
  /** What the API was asked for. */
  let calls: string[];
  /** The addresses of the files that the store was sent. */
  let puts: string[];
  /** What the store answers next; 200 when empty. */
  let refusals: StoreAnswer[];
  let answers: Answers;
  let Transfer: typeof TransferType;
  let phases: Set<TransferState['phase']>;

  const video = new File(['0123456789'], 'ride.mp4', { type: 'video/mp4', lastModified: 1 });
  const upload: NewUpload = { video, track: undefined, cover: undefined, posts: {} };
  const transferOf = (more: Partial<NewUpload> = {}) =>
    new Transfer({ ...upload, ...more }, ({ phase }) => phases.add(phase));
  const announced = (more: object) => ({
    upload_id: ID,
    presigned_url: null,
    headers: HEADERS,
    expires_in: 3_600,
    telemetry_presigned_url: null,
    telemetry_headers: HEADERS,
    covers: [],
    warnings: [],
    ...more,
  });
  const part = { part_number: 1, size: 10, url: 'part-1', headers: HEADERS };

  beforeEach(() => {
    [calls, puts, refusals, answers] = [[], [], [], {}];
    phases = new Set();
    const stored = new Map<string, string>();
    replace({
      localStorage: {
        getItem: (name: string) => stored.get(name) ?? null,
        setItem: (name: string, value: string) => stored.set(name, value),
        removeItem: (name: string) => stored.delete(name),
      },
      navigator: {},
      BroadcastChannel: class {},
      // The addresses of the dashboard have no origin.
      Request: class extends Request {
        constructor(input: string, init?: RequestInit) {
          super(new URL(input, 'http://reelway.test'), init);
        }
      },
      fetch: async ({ method, url }: Request) => {
        const call = `${method} ${new URL(url).pathname}`;
        calls.push(call);
        const answer = await (answers[call] ?? (() => ({})))();
        return answer instanceof Response ? answer : Response.json(answer);
      },
      XMLHttpRequest: storeOf(puts, () => refusals.shift() ?? { status: 200 }),
    });
    jest.isolateModules(() => {
      ({ Transfer } = jest.requireActual<{ Transfer: typeof TransferType }>('./transfer'));
    });
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => replace({ localStorage, navigator, BroadcastChannel, fetch, Request, XMLHttpRequest }));

  describe('that is paused while the API says which parts are missing', () => {
    let answerParts: () => void;
    let transfer: TransferType;
    let sent: Promise<SentUpload>;

    beforeEach(async () => {
      let lists = 0;
      const asked = new Promise<void>((resolve) => {
        answers = {
          'POST /api/uploads/presign': () => announced({ multipart: {} }),
          [`POST /api/uploads/${ID}/parts`]: async () => {
            const parts = puts.includes(part.url) ? [] : [part];
            resolve();
            if (lists++ === 0) await new Promise<void>((answer) => (answerParts = answer));
            return { parts, finished: [], part_size: 10 };
          },
        };
      });
      transfer = transferOf();
      sent = transfer.run();
      await asked;
      transfer.pause();
    });

    it('sends nothing until it is resumed, and then everything', async () => {
      answerParts();
      await settled();
      expect(puts).toEqual([]);
      transfer.resume();
      await expect(sent).resolves.toMatchObject({ id: ID });
      expect(puts).toEqual([part.url]);
    });

    it('ends when the person leaves, so that the file is free for another one', async () => {
      transfer.stop();
      answerParts();
      await expect(sent).rejects.toThrow('left');
      expect(puts).toEqual([]);
    });
  });

  describe('in one request', () => {
    const LATER = '0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c11';
    /** What became of the first upload. */
    let first: object;

    beforeEach(() => {
      let announcements = 0;
      first = { id: ID, status: 'pending', received_at: null };
      answers = {
        'POST /api/uploads/presign': () =>
          announcements++ === 0
            ? announced({ presigned_url: 'first', telemetry_presigned_url: 'first-track' })
            : announced({ upload_id: LATER, presigned_url: 'second', telemetry_presigned_url: 'second-track' }),
        [`GET /api/uploads/${ID}/parts`]: () => Response.json({}, { status: 409 }),
        [`GET /api/uploads/${ID}`]: () => first,
      };
    });

    /** Sends the video; the person pauses with the first file on its way, and resumes a little later. */
    async function sendWithPause(minutes: number, more: Partial<NewUpload> = {}): Promise<SentUpload> {
      refusals = ['silence'];
      const transfer = transferOf(more);
      const sent = transfer.run();
      while (puts.length === 0) await new Promise(setImmediate);
      transfer.pause();
      await new Promise(setImmediate);
      const later = Date.now() + minutes * 60_000;
      jest.spyOn(Date, 'now').mockReturnValue(later);
      transfer.resume();
      return sent;
    }

    it('continues with the same address while that is valid', async () => {
      await expect(sendWithPause(50)).resolves.toMatchObject({ id: ID });
      expect(puts).toEqual(['first', 'first']);
    });

    it('is announced again, in place of the first upload, when its address has expired in a pause', async () => {
      await expect(sendWithPause(70)).resolves.toMatchObject({ id: LATER });
      expect(puts).toEqual(['first', 'second']);
      expect(calls).toContain(`POST /api/uploads/${ID}/cancel`);
      expect(calls.at(-1)).toBe(`POST /api/uploads/${LATER}/complete`);
    });

    it('is not announced again when somebody cancelled it in the pause', async () => {
      const paused = sendWithPause(70);
      first = { id: ID, status: 'cancelled', received_at: null };
      await expect(paused).rejects.toMatchObject({ title: 'The upload was cancelled' });
      expect(calls.filter((call) => call === 'POST /api/uploads/presign')).toHaveLength(1);
    });

    it('is announced again when the address of its track has expired in a pause', async () => {
      const track = new File(['track'], 'ride.gpx');
      await expect(sendWithPause(70, { track })).resolves.toMatchObject({ id: LATER });
      expect(puts).toEqual(['first-track', 'second-track', 'second']);
      expect(calls).toContain(`POST /api/uploads/${ID}/cancel`);
    });

    it('ends with the first upload when the video has arrived though a pause cut its answer off', async () => {
      first = { id: ID, status: 'processing', received_at: '2026-11-30T00:00:00Z' };
      await expect(sendWithPause(70)).resolves.toMatchObject({ id: ID });
      expect(puts).toEqual(['first']);
      expect(calls.filter((call) => /cancel|complete/.test(call))).toEqual([]);
    });

    it.each([
      ['a store that has waited too long', { status: 408 }],
      ['S3, which calls that a bad request', { status: 400, text: '<Error><Code>RequestTimeout</Code></Error>' }],
    ])('is sent once more after the refusal of %s', async (_, refusal) => {
      refusals = [refusal];
      await expect(transferOf().run()).resolves.toMatchObject({ id: ID });
      expect(puts).toEqual(['first', 'first']);
      expect(phases).toContain('waiting');
    });

    it('ends with any other bad request', async () => {
      refusals = [{ status: 400, text: '<Error><Code>BadDigest</Code></Error>' }];
      await expect(transferOf().run()).rejects.toMatchObject({ status: 400, code: 'store_refused' });
      expect(puts).toEqual(['first']);
    });
  });
});

/** Requests to a store, as the XHR standard has them: without `send`, `abort` has no event. */
function storeOf(puts: string[], answerOf: () => StoreAnswer): unknown {
  return class {
    status = 0;
    responseText = '';
    upload: { onprogress?: (event: { loaded: number }) => void } = {};
    onload?: () => void;
    onabort?: () => void;
    onloadend?: () => void;
    private url = '';
    private state: 'opened' | 'sent' | 'over' = 'opened';
    open(_method: string, url: string) {
      this.url = url;
    }
    setRequestHeader = () => undefined;
    send(body: Blob) {
      this.state = 'sent';
      puts.push(this.url);
      this.upload.onprogress?.({ loaded: body.size });
      const answer = answerOf();
      if (answer !== 'silence') setImmediate(() => this.end(this.onload, answer));
    }
    abort() {
      if (this.state === 'sent') this.end(this.onabort, { status: 0 });
    }
    private end(listener: (() => void) | undefined, { status, text = '' }: Exclude<StoreAnswer, 'silence'>) {
      if (this.state === 'over') return;
      this.state = 'over';
      [this.status, this.responseText] = [status, text];
      listener?.();
      this.onloadend?.();
    }
  };
}

/** Resolves when everything that waits for nothing has run. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 50));

function replace(values: object): void {
  for (const [name, value] of Object.entries(values))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

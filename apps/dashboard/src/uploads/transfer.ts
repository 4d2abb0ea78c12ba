import { answerOf, api, type Schemas } from '../api/client';
import { IdempotencyKeys } from '../api/idempotency-keys';
import { Problem, problemOf } from '../api/problem';
import type { PostPlan } from './composition';
import { cancelUpload, earlierUploadOf, exclusively, forgetUpload, rememberUpload } from './earlier-upload';
import { type PutTarget, putFile } from './put-file';

const PARTS_AT_A_TIME = 4;
/** Without any progress in between; with pauses this covers some minutes. */
const MOST_FAILURES = 30;
/** After this time the API itself cancels an upload whose video has not arrived. */
const KEPT_MS = 24 * 3_600_000;
const LONGEST_PAUSE_MS = 10_000;

type Announcement = Schemas['PresignedUploadResponse'];
export type UploadWarning = Schemas['UploadWarning'];

export interface NewUpload {
  video: File;
  track: File | undefined;
  /** The picture that is shown before the video plays. */
  cover: File | undefined;
  posts: PostPlan;
}

/** What is missing of an upload that an earlier attempt announced: its posts stay as they were chosen then. */
export type Continuation = Pick<NewUpload, 'video'>;

export interface TransferState {
  phase: 'sending' | 'paused' | 'waiting' | 'done';
  /** Bytes that the store has, or that are on their way. */
  sent: number;
  /** Those of the answer to the announcement; undefined before it. */
  warnings?: readonly UploadWarning[];
}

/** An upload whose processing has begun. */
export interface SentUpload {
  id: string;
  /** Empty for an upload that an earlier attempt announced. */
  warnings: readonly UploadWarning[];
}

/**
 * Sends a video to the store, in parts when the API plans them. The API's list of parts is the truth: after a failure, a
 * pause or a reload, only what it lacks is sent. The browser keeps the id of the upload, nothing else.
 */
export class Transfer {
  private state: TransferState = { phase: 'sending', sent: 0 };
  private control = new AbortController();
  /** Resolves when the person continues; resolved while nothing is paused. */
  private resumed: Promise<void> = Promise.resolve();
  private continueNow: () => void = () => undefined;
  private stopped = false;
  /** The address for a file that is sent in one request; undefined when it is sent in parts. */
  private whole: PutTarget | undefined;
  /** What the API has answered to this attempt, so that its repetitions do not make another upload. */
  private announcement: Announcement | undefined;
  private announcedAt = 0;
  /** When the addresses of the announcement expire. */
  private validUntil = Number.POSITIVE_INFINITY;

  constructor(
    private readonly upload: NewUpload | Continuation,
    private readonly onChange: (state: TransferState) => void,
  ) {}

  /** Throws a `Problem` that only a person can solve. */
  run(): Promise<SentUpload> {
    const send = async () => {
      let target = await this.persist(() => this.announced());
      await this.persist(async () => {
        // Each list of parts has fresh addresses.
        if (this.whole && this.hasExpired()) target = await this.announced();
        if (!target.hasArrived) await this.sendAll(target.id);
      });
      const { id, hasArrived } = target;
      if (!hasArrived) await this.persist(() => complete(id));
      forgetUpload(this.upload.video);
      this.change({ phase: 'done', sent: this.upload.video.size });
      return { id, warnings: this.state.warnings ?? [] };
    };
    return exclusively(this.upload.video, send);
  }

  pause(): void {
    if (this.state.phase === 'paused' || this.state.phase === 'done') return;
    this.resumed = new Promise((resolve) => (this.continueNow = resolve));
    this.change({ phase: 'paused' });
    this.control.abort(new DOMException('paused', 'AbortError'));
  }

  resume(): void {
    this.control = new AbortController();
    this.change({ phase: 'sending' });
    this.continueNow();
  }

  /**
   * Call it when the person leaves the screen: nothing more is sent, and choosing the file again continues the upload.
   */
  stop(): void {
    this.stopped = true;
    this.pause();
    this.continueNow();
  }

  private change(change: Partial<TransferState>): void {
    this.state = { ...this.state, ...change };
    this.onChange(this.state);
  }

  private hasExpired(): boolean {
    return Date.now() >= this.validUntil;
  }

  /**
   * The upload of an earlier attempt, unless the video has to be announced again; or a new one. The latter takes the
   * place of one whose addresses have expired.
   */
  private async announced(): Promise<{ id: string; hasArrived: boolean }> {
    const { upload } = this;
    if (!this.announcement || this.hasExpired()) {
      const expired = this.announcement?.upload_id;
      const earlier = await earlierUploadOf(upload.video, expired);
      if (earlier?.standing === 'arrived') return { id: earlier.upload.id, hasArrived: true };
      if (earlier?.standing === 'continues' && !expired) return { id: earlier.upload.id, hasArrived: false };
      if (!('posts' in upload)) throw new Problem(0, { title: 'It cannot continue', help: 'Choose the video again.' });
      if (!earlier && expired && Date.now() < this.announcedAt + KEPT_MS)
        throw new Problem(0, { title: 'The upload was cancelled', help: 'Choose the video again to send it anyway.' });
      if (earlier) await cancelUpload(earlier.upload.id);
      // Another attempt after a failed announcement must not take our own cancellation for that of a person.
      this.announcement = undefined;
      this.announcement = await announce(upload);
      this.announcedAt = Date.now();
      this.validUntil = this.announcedAt + this.announcement.expires_in * 1000;
      this.change({ warnings: this.announcement.warnings });
    }
    const { upload_id: id, presigned_url, headers } = this.announcement;
    if ('posts' in upload) await this.sendSmallFiles(upload, this.announcement);
    if (presigned_url !== null) this.whole = { url: presigned_url, headers };
    rememberUpload(upload.video, id);
    return { id, hasArrived: false };
  }

  /** The track and the cover. */
  private async sendSmallFiles({ track, cover }: NewUpload, announced: Announcement): Promise<void> {
    const put = (target: PutTarget, file: File) => putFile(target, file, () => undefined, this.control.signal);
    const { telemetry_presigned_url: url, telemetry_headers: headers, covers } = announced;
    if (url !== null && track) await put({ url, headers }, track);
    if (cover) for (const each of covers) await put({ url: each.presigned_url, headers: each.headers }, cover);
  }

  /** Repeats work after failures that pass, and after pauses. */
  private async persist<T>(work: () => Promise<T>): Promise<T> {
    for (let failures = 0; ; ) {
      await this.resumed;
      if (this.stopped) throw new DOMException('left', 'AbortError');
      const { sent } = this.state;
      try {
        return await work();
      } catch (thrown) {
        if (this.control.signal.aborted) continue;
        const problem = problemOf(thrown);
        failures = this.state.sent > sent ? 1 : failures + 1;
        if (!isTemporary(problem) || failures > MOST_FAILURES) throw problem;
        this.change({ phase: 'waiting' });
        await pause(Math.min(LONGEST_PAUSE_MS, 500 * 2 ** failures), this.control.signal);
        if (!this.control.signal.aborted) this.change({ phase: 'sending' });
      }
    }
  }

  private async sendAll(id: string): Promise<void> {
    const { video } = this.upload;
    if (this.whole) return putFile(this.whole, video, (sent) => this.change({ sent }), this.control.signal);
    for (;;) {
      const call = api.POST('/api/uploads/{id}/parts', { params: { path: { id } }, body: {} });
      const { parts, finished, part_size } = await answerOf(call);
      if (parts.length === 0) return;
      const base = finished.reduce((sum, { size }) => sum + size, 0);
      await this.sendParts(parts, part_size, base);
    }
  }

  /** A few at a time. After a failure no further part begins, but those on their way may arrive. */
  private async sendParts(parts: Schemas['PresignedPart'][], partSize: number, base: number): Promise<void> {
    const onTheWay = new Map<number, number>();
    const queue = [...parts];
    const send = async (part: Schemas['PresignedPart']) => {
      const { part_number: number, size } = part;
      const start = (number - 1) * partSize;
      const report = (sent: number) => {
        onTheWay.set(number, sent);
        this.change({ sent: base + [...onTheWay.values()].reduce((sum, one) => sum + one, 0) });
      };
      await putFile(part, this.upload.video.slice(start, start + size), report, this.control.signal);
      report(size);
    };
    const work = async () => {
      try {
        for (let part = queue.shift(); part; part = queue.shift()) await send(part);
      } finally {
        queue.length = 0;
      }
    };
    const outcomes = await Promise.allSettled(Array.from({ length: PARTS_AT_A_TIME }, work));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  }
}

/** A file that is sent again after a lost answer gets the upload that was announced then. */
const announcements = new IdempotencyKeys();

/** The upload in the words of the API. */
export const announcementOf = ({ video, track, posts }: Omit<NewUpload, 'cover'>): Schemas['PresignDto'] => ({
  filename: video.name,
  file_size: video.size,
  content_type: video.type || 'video/mp4',
  ...posts,
  ...(track && { has_telemetry: true, telemetry_filename: track.name, telemetry_file_size: track.size }),
});

async function announce(upload: NewUpload): Promise<Announcement> {
  const body = announcementOf(upload);
  const params = { header: { 'Idempotency-Key': announcements.keyOf(body) } };
  const announced = await answerOf(api.POST('/api/uploads/presign', { params, body }));
  announcements.forget();
  return announced;
}

async function complete(id: string): Promise<void> {
  await answerOf(api.POST('/api/uploads/{id}/complete', { params: { path: { id } }, body: {} }));
}

/**
 * No answer, bytes that did not arrive in time, an overloaded server, a first attempt that the server still works on,
 * or an address that expired.
 */
const isTemporary = ({ status, code }: Problem): boolean =>
  (status === 0 && code === 'no_answer') ||
  status === 408 ||
  status >= 500 ||
  status === 429 ||
  code === 'idempotency_in_progress' ||
  (status === 403 && code === 'store_refused');

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

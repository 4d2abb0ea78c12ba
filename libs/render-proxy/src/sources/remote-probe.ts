import { type FileHandle, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppError, type RemoteAnswer, remoteFetchFailed, SafeHttpService } from '@app/core';
import {
  type MediaMetadata,
  MediaProbe,
  makeWorkFolder,
  outlineMp4,
  type SniffedFormat,
  sniffFormat,
} from '@app/media';
import { Injectable } from '@nestjs/common';
import { MAX_CAPTION_BYTES } from '../engine/sources/gather-sources';
import { sourceRefused } from '../render-proxy.errors';

export interface RemoteMedia {
  metadata: MediaMetadata;
  /** Undefined for still images and when the file does not say. */
  seconds?: number;
}

const MIB = 2 ** 20;
const HEAD_BYTES = 4 * MIB;
const TAIL_BYTES = 4 * MIB;
/** Size limit of a file whose parts cannot be requested, and of an index at the end of an MP4. */
const LONG_BYTES = 64 * MIB;
const TIME_LIMIT_MS = 10_000;
/** No real file is larger, but sparse files can claim to be. */
const LARGEST_FILE = 2 ** 40;
const TOLD_AT_THE_END: ReadonlySet<string> = new Set(['ogg', 'mpegts']);
/** A still picture has a length, too: that of one frame. */
const SHORTEST_ANIMATION = 0.15;

/**
 * Inspects a remote file without fetching all of it: it puts the relevant pieces, usually the first and last megabytes,
 * into a local file of the same size with a hole between them. ffprobe sees that file and never an address.
 */
@Injectable()
export class RemoteProbe {
  constructor(
    private readonly http: SafeHttpService,
    private readonly media: MediaProbe,
  ) {}

  /** @throws url_not_allowed, remote_fetch_failed, remote_fetch_timeout, render_source_refused, unreadable_media, or the signal's reason */
  probe(url: string, signal?: AbortSignal): Promise<RemoteMedia> {
    return this.withParts(url, signal, (parts) => this.describe(url, parts, signal));
  }

  /**
   * The natural length of remote media, or the end of remote captions, in seconds; throws like `probe`.
   * @param captionsEnd reads the end of the captions in a file on this machine that has so many bytes
   */
  seconds(
    url: string,
    captionsEnd: (path: string, bytes: number) => Promise<number | undefined>,
  ): Promise<number | undefined> {
    return this.withParts(url, undefined, async (parts) => {
      if (parts.format.kind !== 'subtitles') return (await this.describe(url, parts)).seconds;
      return parts.isWhole && parts.bytes <= MAX_CAPTION_BYTES ? captionsEnd(parts.path, parts.bytes) : undefined;
    });
  }

  private async withParts<Result>(
    url: string,
    signal: AbortSignal | undefined,
    use: (parts: FetchedParts) => Promise<Result>,
  ): Promise<Result> {
    const directory = await makeWorkFolder(tmpdir());
    try {
      const path = join(directory, 'source');
      return await use({ path, ...(await new PartialDownload(this.http, url, signal).into(path)) });
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  private async describe(
    url: string,
    { path, format, tellsLength, isWhole }: FetchedParts,
    signal?: AbortSignal,
  ): Promise<RemoteMedia> {
    if (format.demuxer === '') throw unsupported();
    const { metadata, facts } = await this.media.describe(path, format.demuxer, signal, isWhole);
    const hasLength = tellsLength && facts.seconds > (format.kind === 'image' ? SHORTEST_ANIMATION : 0);
    return {
      metadata: { ...metadata, format: { ...metadata.format, filename: url } },
      ...(hasLength && { seconds: facts.seconds }),
    };
  }
}

const unsupported = () => sourceRefused('The media format of the file is not supported.');

/** The relevant parts of a remote file, in a file on this machine. */
interface FetchedParts {
  path: string;
  format: SniffedFormat;
  /** Whether the length in the file can be trusted. */
  tellsLength: boolean;
  /** Whether the file on this machine is complete. */
  isWhole: boolean;
  /** Fetched from its start. */
  bytes: number;
}

/** Inspects one file, fetching only the relevant parts, within a single time limit. */
class PartialDownload {
  private readonly endsAt = performance.now() + TIME_LIMIT_MS;

  constructor(
    private readonly http: SafeHttpService,
    private readonly url: string,
    private readonly signal?: AbortSignal,
  ) {}

  async into(path: string): Promise<Omit<FetchedParts, 'path'>> {
    const file = await open(path, 'wx+');
    try {
      const first = await this.ask(0, HEAD_BYTES);
      const limit = first.status === 206 ? HEAD_BYTES : LONG_BYTES;
      const size = sizeOf(first);
      const held = await store(first, file, 0, limit);
      const { buffer: head } = await file.read(
        Buffer.alloc(Math.min(held, HEAD_BYTES)),
        0,
        Math.min(held, HEAD_BYTES),
        0,
      );
      const format = recognised(sniffFormat(head));
      const isWhole = held < limit || size === held;
      if (size === undefined || size <= held) return { format, tellsLength: isWhole, isWhole, bytes: held };
      const rest = restOf(format.demuxer, head, size);
      const hasRest =
        rest.from === undefined ||
        (first.status === 206 && size - rest.from <= LONG_BYTES && (await this.storeFrom(rest.from, file, size)));
      if (!hasRest && rest.isIndex)
        throw sourceRefused(
          'The file keeps its index at its end, out of reach. Write it with the index at the start ("faststart").',
        );
      await file.truncate(size);
      return { format, tellsLength: hasRest, isWhole: hasRest && rest.from === head.length, bytes: held };
    } finally {
      await file.close();
    }
  }

  private async storeFrom(from: number, file: FileHandle, size: number): Promise<boolean> {
    const answer = await this.ask(from, size - from);
    if (answer.status === 206) return (await store(answer, file, from, size - from)) === size - from;
    await hangUp(answer);
    return false;
  }

  private async ask(from: number, length: number): Promise<RemoteAnswer> {
    const totalTimeoutMs = Math.max(1, Math.ceil(this.endsAt - performance.now()));
    const headers = { range: `bytes=${from}-${from + length - 1}` };
    const answer = await this.http.open(this.url, { headers, totalTimeoutMs, maxBytes: Infinity, signal: this.signal });
    if (answer.status === 200 || answer.status === 206) return answer;
    await hangUp(answer);
    throw refusedWith(answer);
  }
}

/** An unread body would keep its connection open. */
async function hangUp({ body }: RemoteAnswer): Promise<void> {
  await body.next();
  await body.return(undefined);
}

const refusedWith = ({ url, status }: RemoteAnswer): AppError =>
  remoteFetchFailed(`${new URL(url).hostname} answered ${status}.`);

/** The part after the head that holds the length, if any; without an index there is nothing to read. */
function restOf(demuxer: string, head: Buffer, size: number): { from?: number; isIndex?: boolean } {
  if (demuxer === 'mov') {
    const { fragmented, restAt } = outlineMp4(head);
    if (fragmented) return { from: head.length };
    return restAt === undefined || restAt >= size ? {} : { from: restAt, isIndex: true };
  }
  if (demuxer === 'gif') return { from: head.length };
  return TOLD_AT_THE_END.has(demuxer) ? { from: Math.max(head.length, size - TAIL_BYTES) } : {};
}

function recognised(format: SniffedFormat | undefined): SniffedFormat {
  if (!format || (format.demuxer === '' && format.kind !== 'subtitles')) throw unsupported();
  return format;
}

/** The size of the whole file according to its server; undefined when the server does not send it. */
function sizeOf({ status, headers }: RemoteAnswer): number | undefined {
  const size = Number(
    status === 206 ? /\/(\d+)$/.exec(String(headers['content-range']))?.[1] : (headers['content-length'] ?? Number.NaN),
  );
  if (size > LARGEST_FILE) throw sourceRefused('The file is too large.');
  return Number.isNaN(size) ? undefined : size;
}

/** Writes at most `limit` bytes and discards the rest; returns the number of bytes written. */
async function store({ body }: RemoteAnswer, file: FileHandle, at: number, limit: number): Promise<number> {
  let written = 0;
  for await (const chunk of body) {
    const piece = chunk.subarray(0, limit - written);
    await file.write(piece, 0, piece.length, at + written);
    written += piece.length;
    if (written >= limit) break;
  }
  return written;
}

import { Readable } from 'node:stream';
import { BodyStream } from '@app/core';
import { z } from 'zod';
import { type PlatformCall, PlatformClient } from '../platform-client';
import type { VideoSource } from '../video-publisher';
import { readRuploadFailure } from './meta-failures';

/** Bytes per millisecond of a slow connection: 1 Mbit/s. */
const BYTES_A_MS = 125;
const SHORTEST_TIMEOUT_MS = 60_000;
/** Bytes between two reports. */
const REPORTED_BYTES = 8_388_608;

interface UploadRun extends Pick<PlatformCall, 'signal' | 'pauseSeconds'> {
  report: (storedBytes: number) => void;
}

/** Meta's host for bytes: one request carries everything from an offset on, and what arrives before a cut is kept. */
export class RuploadClient {
  private readonly client = new PlatformClient('Meta', readRuploadFailure);

  close(): Promise<void> {
    return this.client.close();
  }

  /**
   * Sends the video from `offset` to its end.
   * @param url as the platform gave it
   * @throws resync when another number of bytes is stored, session_lost, transient
   */
  async send(
    url: string,
    token: string,
    { source, offset }: { source: VideoSource; offset: number },
    { report, ...call }: UploadRun,
  ): Promise<void> {
    const length = source.size - offset;
    const stream = await source.open({ start: offset, end: source.size - 1 });
    await this.client.call(z.object({ success: z.literal(true) }), url, {
      ...call,
      method: 'POST',
      once: true,
      timeoutMs: SHORTEST_TIMEOUT_MS + Math.ceil(length / BYTES_A_MS),
      credentials: { authorization: `OAuth ${token}` },
      headers: { offset: String(offset), file_size: String(source.size) },
      body: new BodyStream(reporting(stream, offset, report), length, 'application/octet-stream'),
    });
  }
}

/** Reports the position in the file as its bytes are read. */
function reporting(stream: Readable, offset: number, report: (position: number) => void): Readable {
  async function* passed() {
    let [position, reported] = [offset, offset];
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      yield chunk;
      position += chunk.length;
      if (position - reported < REPORTED_BYTES) continue;
      report(position);
      reported = position;
    }
  }
  return Readable.from(passed(), { objectMode: false });
}

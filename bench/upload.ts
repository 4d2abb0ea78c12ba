import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DefaultInstance } from './default-instance';
import { ResidentMemory } from './resident-memory';
import { type Section, section } from './section';

const LOOK_EVERY_MS = 200;
/** Parts under way at the same time, as a browser sends them. */
const AT_ONCE = 4;
/** The first client vanishes after this share of the parts. */
const LOST_AFTER = 0.4;

interface Part {
  part_number: number;
  url: string;
  headers: Record<string, string>;
  size: number;
}

interface PartList {
  part_size: number;
  part_count: number;
  finished: { part_number: number }[];
  parts: Part[];
}

/**
 * A large file in parts through a default instance: one part is refused because of its size and sent again, and the
 * client is lost in between. Measures the memory of API and worker. Linux only.
 */
export async function measureUpload({ gigabytes }: { gigabytes: number }): Promise<Section[]> {
  if (process.platform !== 'linux') return [];
  const directory = mkdtempSync(join(tmpdir(), 'reelway-bench-upload-'));
  const instance = await DefaultInstance.start();
  try {
    const path = largeVideo(directory, gigabytes);
    const parts = {
      api: new ResidentMemory(instance.pidOf('api')),
      worker: new ResidentMemory(instance.pidOf('worker')),
    };
    const began = performance.now();
    const id = await send(new Client(instance), path);
    const sentSeconds = (performance.now() - began) / 1_000;
    await finished(new Client(instance), id);
    const arms = Object.entries(parts).flatMap(([name, memory]) => memory.figures(name));
    const note = `${gigabytes} GB in parts of 8 MiB, ${AT_ONCE} at a time; sent in ${sentSeconds.toFixed(0)} s, worked on until its end.`;
    return [section('Upload in parts, resident memory', 'MB', note, arms)];
  } finally {
    await instance.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A short video followed by an empty box: large for everything except the encoder. */
function largeVideo(directory: string, gigabytes: number): string {
  const path = join(directory, 'large.mp4');
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=s=1280x720:r=30:d=4', '-pix_fmt', 'yuv420p'];
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...picture, '-movflags', '+faststart', path]);
  // A box of size 0 reaches to the end of the file.
  execFileSync('sh', ['-c', 'printf "\\000\\000\\000\\000free" >> "$0"', path]);
  truncateSync(path, gigabytes * 1024 ** 3 + 12_345);
  return path;
}

/** Sends the file as two clients do, of which the second knows only the id. Returns it. */
async function send(client: Client, path: string): Promise<string> {
  const file = await open(path);
  try {
    const announced = { filename: 'large.mp4', file_size: statSync(path).size, content_type: 'video/mp4' };
    const presigned = await client.ask<{ upload_id: string; multipart: { part_count: number } }>('/presign', {
      ...announced,
      platforms: ['download'],
    });
    const { upload_id: id, multipart } = presigned;
    const firstParts = Math.floor(multipart.part_count * LOST_AFTER);
    let sent = await sendMissing(client, file, id, firstParts);
    const { parts } = await client.ask<PartList>(`/${id}/parts`, { part_numbers: [firstParts + 1] });
    const [next] = parts as [Part];
    const short = await put(next, Buffer.alloc(next.size - 1));
    if (short < 400) throw new Error(`a part that is too short was answered ${short}`);
    sent += await sendMissing(client, file, id, Number.POSITIVE_INFINITY);
    if (sent !== multipart.part_count) throw new Error(`${sent} of ${multipart.part_count} parts were sent`);
    await client.ask(`/${id}/complete`, {});
    return id;
  } finally {
    await file.close();
  }
}

/** Sends parts that the store does not have, at most this many; returns their number. */
async function sendMissing(client: Client, file: FileHandle, id: string, most: number): Promise<number> {
  let sent = 0;
  for (;;) {
    const { part_size: partSize, parts } = await client.ask<PartList>(`/${id}/parts`, {});
    const batch = parts.slice(0, most - sent);
    if (batch.length === 0) return sent;
    const queue = [...batch];
    const sender = async () => {
      for (let part = queue.shift(); part; part = queue.shift()) {
        const body = Buffer.alloc(part.size);
        await file.read(body, 0, part.size, (part.part_number - 1) * partSize);
        const status = await put(part, body);
        if (status !== 200) throw new Error(`part ${part.part_number} was answered ${status}`);
        sent += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sender));
  }
}

async function put({ url, headers }: Part, body: Buffer): Promise<number> {
  const answer = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(body) });
  await answer.arrayBuffer();
  return answer.status;
}

async function finished(client: Client, id: string): Promise<void> {
  for (;;) {
    const { status, error } = await client.ask<{ status: string; error: object | null }>(`/${id}`);
    if (status === 'completed') return;
    if (status !== 'queued' && status !== 'processing')
      throw new Error(`the upload is ${status}: ${JSON.stringify(error)}`);
    await sleep(LOOK_EVERY_MS);
  }
}

class Client {
  constructor(private readonly instance: DefaultInstance) {}

  async ask<T>(path: string, body?: object): Promise<T> {
    const { url, apiKey } = this.instance;
    const answer = await fetch(`${url}/api/uploads${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Installation, Servers } from './installation';
import { lectureEdit, MediaServer } from './lecture-edits';
import { type ArmResult, percentile } from './measurement';
import { ProcessorShare } from './processor-share';
import { prepareAccount, RenderClient } from './render-client';
import { figureOf } from './resident-memory';
import { type Section, section } from './section';
import { ServerProcess } from './server-process';

/**
 * Share of a processor for each worker: on two processors, four workers leave room for the API, Postgres and this
 * process.
 */
const SHARE = 0.4;
/** Share of a processor for each of the two workers that render short edits. */
const LARGE_SHARE = 0.8;
const WORKERS = [1, 2, 4];
/** Workers of the render whose title changes. */
const CHANGED_WITH = 2;
const SHORT_SECONDS = 10;
const LOOK_EVERY_MS = 200;

interface Pace {
  /** Length of the video that several workers share. */
  seconds: number;
  /** Length of the video that is rendered beside short ones. */
  longSeconds: number;
  /** Number of short renders. */
  shorts: number;
}

/**
 * One long render on several workers, the same render with a changed title, and short renders beside a long one. Each
 * worker has the same share of a processor. Left out where this user cannot limit processes.
 */
export async function measureSegments(machine: Servers, pace: Pace): Promise<Section[]> {
  const probe = ProcessorShare.create('probe', SHARE);
  if (!probe) {
    console.log('Segments are left out: this user cannot create control groups that limit processors.\n');
    return [];
  }
  await probe.remove();
  const media = await MediaServer.start();
  try {
    return [...(await measureWorkers(machine, media, pace)), ...(await measureShorts(machine, media, pace))];
  } finally {
    media.close();
  }
}

async function measureWorkers(machine: Servers, media: MediaServer, { seconds }: Pace): Promise<Section[]> {
  const edit = lectureEdit(media, seconds);
  const times: ArmResult[] = [];
  const digests: Map<string, string>[] = [];
  const changed: Section[] = [];
  for (const count of WORKERS)
    await withWorkers(machine, media, { name: `segments_${count}`, count, share: SHARE }, async (here) => {
      const first = await here.client.seconds(edit);
      times.push(figureOf(count === 1 ? '1 worker' : `${count} workers`, first));
      digests.push(await here.digests());
      if (count === CHANGED_WITH)
        changed.push(await renderChanged(here, first, lectureEdit(media, seconds, 'A new title')));
    });
  const speed = WORKERS.map(
    (count, index) => `${count}: ×${((times[0]?.median ?? 0) / (times[index]?.median ?? 0)).toFixed(2)}`,
  );
  const all = digests[0]?.size ?? 0;
  const equal = [...(digests[0] ?? [])].filter(([hash, digest]) =>
    digests.every((other) => other.get(hash) === digest),
  );
  const note = `${seconds} s of 1080p, ${SHARE} of a processor for each worker. Speed ${speed.join(', ')}; the goals are 1.8 with 2 and 3.3 with 4. ${equal.length} of ${all} segments have equal bytes in all arms.`;
  return [section('One long render on several workers', 's', note, times), ...changed];
}

async function renderChanged(here: Workers, first: number, edit: object): Promise<Section> {
  const before = await here.digests();
  const second = await here.client.seconds(edit);
  const { encoded, reused } = await here.newestSegments();
  const after = await here.digests();
  const equal = reused.filter((hash) => before.has(hash) && before.get(hash) === after.get(hash));
  const note = `On ${CHANGED_WITH} workers. ${encoded} segments were encoded, ${equal.length} of ${reused.length} others have the same bytes as before. The goal is 0.25.`;
  const results = [figureOf('the first render', first), figureOf('with a changed title', second)];
  return section('A render with one changed title', 's', note, results);
}

async function measureShorts(machine: Servers, media: MediaServer, pace: Pace): Promise<Section[]> {
  const short = lectureEdit(media, SHORT_SECONDS);
  return withWorkers(machine, media, { name: 'segments_shorts', count: 2, share: LARGE_SHARE }, async (here) => {
    const together = () => Promise.all(Array.from({ length: pace.shorts }, () => here.client.seconds(short)));
    // Starts the spare processes.
    await here.client.seconds(short);
    const alone = await together();
    const long = await here.client.render(lectureEdit(media, pace.longSeconds));
    await here.untilEncoding(long);
    const beside = await together();
    const { status } = await here.client.job(long);
    if (status === 'completed') throw new Error('the long render ended before the short ones');
    await here.client.cancel(long);
    const figures = (p: number) => [
      figureOf(`${pace.shorts} short renders alone`, percentile(alone, p)),
      figureOf(`… beside one of ${pace.longSeconds / 60} minutes`, percentile(beside, p)),
    ];
    const note = `From the POST to the video; all are requested at once, on two workers with ${LARGE_SHARE} of a processor each. The goal is 1.5.`;
    return [
      section('Short renders beside a long one, median', 's', note, figures(50)),
      section('Short renders beside a long one, 95th percentile', 's', note, figures(95)),
    ];
  });
}

/** An installation with running workers. */
interface Workers {
  client: RenderClient;
  /** SHA-256 of the bytes of each stored segment, by the hash of what it shows. */
  digests: () => Promise<Map<string, string>>;
  /** The number of segments that were encoded for the newest render, and the hashes of its other segments. */
  newestSegments: () => Promise<{ encoded: number; reused: string[] }>;
  /** Resolves once every worker has a segment of the render. */
  untilEncoding: (id: string) => Promise<void>;
}

async function withWorkers<Result>(
  machine: Servers,
  media: MediaServer,
  { name, count, share }: { name: string; count: number; share: number },
  measure: (here: Workers) => Promise<Result>,
): Promise<Result> {
  const installation = await machine.install(name);
  await prepareAccount(installation);
  const database = new Client({ connectionString: installation.databaseUrl });
  await database.connect();
  const shares = Array.from({ length: count }, (_, index) => ProcessorShare.create(`${name}-${index}`, share));
  const env = { ...installation.env, ...media.env, WORKER_CONCURRENCY: '1' };
  const here = { API_PORT: '0', API_HOST: '127.0.0.1', RATE_LIMIT_REQUESTS: '100000' };
  const processes = await Promise.all([
    ServerProcess.start('apps/api/src/main', { ...env, ...here }),
    ...shares.map((own) => ServerProcess.start('apps/worker/src/main', env, own)),
  ]);
  try {
    const client = new RenderClient(processes[0]?.url ?? '', installation.apiKey);
    return await measure({ client, ...readerOf(database, installation, count) });
  } finally {
    await Promise.all(processes.map((each) => each.stop()));
    for (const own of shares) await own?.remove();
    await database.end();
  }
}

function readerOf(database: Client, { env }: Installation, count: number): Omit<Workers, 'client'> {
  const hashOf = (key: string) => key.split('/').at(-1) ?? '';
  return {
    digests: async () => {
      const { rows } = await database.query<{ key: string }>('select distinct object_key as key from render_segments');
      return new Map(rows.map(({ key }) => [hashOf(key), digestOf(join(env.DATA_DIR ?? '', 'objects', key))]));
    },
    newestSegments: async () => {
      const { rows } = await database.query<{ key: string; attempts: number }>(
        `select object_key as key, attempts from render_segments
         where render_id = (select id from renders order by created_at desc limit 1)`,
      );
      const reused = rows.filter(({ attempts }) => attempts === 0).map(({ key }) => hashOf(key));
      return { encoded: rows.length - reused.length, reused };
    },
    untilEncoding: async (id) => {
      const held = 'select 1 from render_segments where render_id = $1 and lease_until > now()';
      while ((await database.query(held, [id])).rows.length < count) await sleep(LOOK_EVERY_MS);
    },
  };
}

const digestOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

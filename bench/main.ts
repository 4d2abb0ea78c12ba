import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureAccepting } from './accepting-work';
import { measureFirstFrame } from './first-frame';
import { measureRoutes } from './http-routes';
import { measureHud } from './hud';
import { measureIdleWorker } from './idle-worker';
import { measureInsights } from './insights';
import { Servers } from './installation';
import { measureJobs } from './job-latency';
import { describeMachine } from './machine';
import { measurePaidWork } from './paid-work';
import { measurePublishing } from './publishing';
import { measureRenders } from './render';
import { printed, type Section } from './section';
import { measureSegments } from './segments';
import { measureTiming } from './sign-in-timing';
import { measureTelemetry } from './telemetry';
import { measureLedger } from './token-ledger';
import { measureUpload } from './upload';

const HELP = `npm run bench [-- OPTIONS]

Compares within one run; figures of two runs or two machines do not compare, ratios roughly do.

  --quick       fewer and shorter rounds, within minutes
  --only LIST   routes, jobs, idle, accepting, ledger, paid, start, renders, segments, telemetry, hud,
                upload, publishing, insights, timing (comma list)
  --gigabytes N size of the file that publishing sends; default 10, quick 1
  --rows N      uploads, and renders, of the largest account of insights; default 200,000, quick 100,000
  --help        this text
`;

const PACES = {
  full: {
    routes: { rounds: 5, seconds: 4 },
    jobs: { rounds: 5, jobs: 200, burst: 500 },
    idle: { rounds: 3, seconds: 20 },
    accepting: { rounds: 5, seconds: 4 },
    ledger: { rounds: 5, seconds: 4 },
    paid: { rounds: 5, seconds: 4 },
    start: { rounds: 10 },
    renders: { rounds: 5, seconds: 10 },
    segments: { seconds: 600, longSeconds: 1_800, shorts: 20 },
    telemetry: { rounds: 5 },
    hud: { rounds: 3, seconds: 10 },
    upload: { gigabytes: 2 },
    publishing: { gigabytes: 10 },
    insights: { rounds: 2, requests: 10, rows: 200_000 },
    timing: { pairs: 200 },
  },
  quick: {
    routes: { rounds: 2, seconds: 1 },
    jobs: { rounds: 1, jobs: 60, burst: 100 },
    idle: { rounds: 1, seconds: 10 },
    accepting: { rounds: 2, seconds: 1 },
    ledger: { rounds: 2, seconds: 1 },
    paid: { rounds: 2, seconds: 1 },
    start: { rounds: 3 },
    renders: { rounds: 1, seconds: 4 },
    segments: { seconds: 160, longSeconds: 600, shorts: 8 },
    telemetry: { rounds: 1 },
    hud: { rounds: 1, seconds: 4 },
    upload: { gigabytes: 0.25 },
    publishing: { gigabytes: 1 },
    insights: { rounds: 1, requests: 5, rows: 100_000 },
    timing: { pairs: 30 },
  },
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean' },
      only: { type: 'string' },
      gigabytes: { type: 'string' },
      rows: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return console.log(HELP);
  const pace = values.quick ? PACES.quick : PACES.full;
  const machine = describeMachine();
  console.log(
    `${machine.processors}, load average ${machine.load_average}, fsync ${machine.fsync_ms} ms, Node ${machine.node}, ${machine.system}\n`,
  );
  const servers = await Servers.start();
  if (!servers.redis) console.log('There is no redis-server here: its lines are left out.\n');
  const parts: Record<string, () => Promise<Section | Section[]>> = {
    routes: () => measureRoutes(servers, pace.routes),
    jobs: () => measureJobs(servers, pace.jobs),
    idle: () => measureIdleWorker(servers, pace.idle),
    accepting: () => measureAccepting(servers, pace.accepting),
    ledger: () => measureLedger(servers, pace.ledger),
    paid: () => measurePaidWork(servers, pace.paid),
    start: () => measureFirstFrame(servers, pace.start),
    renders: () => measureRenders(pace.renders),
    segments: () => measureSegments(servers, pace.segments),
    telemetry: () => measureTelemetry(pace.telemetry),
    hud: () => measureHud(pace.hud),
    upload: () => measureUpload(pace.upload),
    publishing: () => measurePublishing(servers, { gigabytes: Number(values.gigabytes ?? pace.publishing.gigabytes) }),
    insights: () => measureInsights(servers, { ...pace.insights, rows: Number(values.rows ?? pace.insights.rows) }),
    timing: () => measureTiming(servers, pace.timing),
  };
  const sections: Section[] = [];
  try {
    for (const name of values.only?.split(',') ?? Object.keys(parts)) {
      const measure = parts[name];
      if (!measure) throw new Error(`there is no part "${name}"; there are ${Object.keys(parts).join(', ')}`);
      const found = [await measure()].flat();
      for (const part of found) console.log(printed(part));
      sections.push(...found);
    }
  } finally {
    await servers.stop();
  }
  save({ measured_at: new Date().toISOString(), pace: values.quick ? 'quick' : 'full', machine, sections });
}

function save(results: object): void {
  const folder = join(process.cwd(), 'bench/results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'latest.json'), `${JSON.stringify(results, null, 2)}\n`);
  console.log('Saved in bench/results/latest.json');
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});

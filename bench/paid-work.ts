import { createHmac, randomBytes } from 'node:crypto';
import { Pool as PostgresPool } from 'pg';
import { Pool as HttpPool } from 'undici';
import { v7 } from 'uuid';
import type { Installation, Servers } from './installation';
import { interleave } from './measurement';
import { perSecond } from './per-second';
import { type Section, section } from './section';
import { ServerProcess } from './server-process';

const CONNECTIONS = 10;
const WEBHOOK_SECRET = 'whsec_bench';
/** The route that accepts a paid request, and its smallest request. */
const RENDER_ROUTE = '/api/v1/render';
const EDIT = JSON.stringify({
  timeline: { tracks: [{ clips: [{ asset: { type: 'title', text: 'Hello' }, start: 0, length: 3 }] }] },
  output: { format: 'mp4', resolution: 'sd' },
});

/**
 * The end-to-end cost of a paid request and a payment event, compared with the one database operation that each must
 * do.
 */
export async function measurePaidWork(machine: Servers, pace: { rounds: number; seconds: number }): Promise<Section[]> {
  const installation = await machine.install('paid');
  const database = new PostgresPool({ connectionString: installation.databaseUrl, max: CONNECTIONS });
  await database.query(
    `select token_grant('bench', $1, $1, 9000000000000, 'purchase', 40::smallint, null, null, 'bench', null)`,
    [installation.userId],
  );
  const api = await startApi(installation);
  const http = new HttpPool(api.url, { connections: CONNECTIONS });
  const arm = (name: string, operation: () => Promise<unknown>) => ({
    name,
    measure: () => perSecond(operation, { connections: CONNECTIONS, seconds: pace.seconds }),
  });
  const renders = [
    arm('token_reserve in SQL', () => reserve(database, installation)),
    arm(`POST ${RENDER_ROUTE}`, () => render(http, installation)),
  ];
  const events = [
    arm('the event stored in SQL', () => insertEvent(database)),
    arm('POST /api/billing/webhook', () => deliver(http)),
  ];
  const note = `${CONNECTIONS} connections each; every commit waits for the disk.`;
  const rendersNote = `${note} All of one user, whose tokens are one row.`;
  const eventsNote = `${note} The route checks the signature and stores a job with the event.`;
  try {
    return [
      section('Accepting a render', 'requests/s', rendersNote, await interleave(renders, pace.rounds)),
      section('Payment events', 'requests/s', eventsNote, await interleave(events, pace.rounds)),
    ];
  } finally {
    await http.close();
    await api.stop();
    await database.end();
  }
}

/** Starts the API with payments turned on, and with limits that this benchmark does not reach. */
const startApi = ({ env }: Installation): Promise<ServerProcess> =>
  ServerProcess.start('apps/api/src/main', {
    ...env,
    STRIPE_SECRET_KEY: 'sk_test_bench',
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
    STRIPE_API_URL: 'http://127.0.0.1:1',
    RATE_LIMIT_REQUESTS: '100000',
    RATE_LIMIT_WINDOW: '1',
    RATE_LIMIT_MAX: '100000',
    API_PORT: '0',
    API_HOST: '127.0.0.1',
  });

async function reserve(database: PostgresPool, { userId }: Installation): Promise<void> {
  const id = v7();
  const holds = JSON.stringify([
    { id, subject_type: 'render', subject_id: id, amount: 50_000, deadline_seconds: 86_400 },
  ]);
  await database.query({
    name: 'reserve',
    text: `select token_reserve($1, $2, $3, 'bench')`,
    values: [`render:${id}:hold:1`, userId, holds],
  });
}

const render = (http: HttpPool, { apiKey }: Installation): Promise<void> =>
  post(http, { path: RENDER_ROUTE, body: EDIT, headers: { authorization: `Bearer ${apiKey}` } });

async function insertEvent(database: PostgresPool): Promise<void> {
  const event = newEvent();
  const text = 'insert into payment_events (id, type, payload, created_at) values ($1, $2, $3, to_timestamp($4))';
  await database.query({ name: 'event', text, values: [event.id, event.type, JSON.stringify(event), event.created] });
}

function deliver(http: HttpPool): Promise<void> {
  const body = JSON.stringify(newEvent());
  const time = Math.floor(Date.now() / 1_000);
  const signature = createHmac('sha256', WEBHOOK_SECRET).update(`${time}.${body}`).digest('hex');
  // Each from another address, because one address may send 600 a minute.
  const address = [...randomBytes(3)].join('.');
  return post(http, {
    path: '/api/billing/webhook',
    body,
    headers: { 'stripe-signature': `t=${time},v1=${signature}`, 'x-forwarded-for': `10.${address}` },
  });
}

/** An event as large as those of Stripe. */
const newEvent = () => ({
  id: `evt_${randomBytes(12).toString('hex')}`,
  object: 'event',
  type: 'invoice.paid',
  created: Math.floor(Date.now() / 1_000),
  livemode: false,
  data: {
    object: { id: 'in_bench', object: 'invoice', customer: 'cus_nobody', metadata: { filler: 'x'.repeat(3_000) } },
  },
});

/** @throws Error for any answer other than 2xx: a server that refuses is fast, but that is not the figure */
async function post(
  http: HttpPool,
  { path, body, headers }: { path: string; body: string; headers: Record<string, string> },
): Promise<void> {
  const answer = await http.request({
    method: 'POST',
    path,
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) throw new Error(`${path} answered ${answer.statusCode}: ${text.slice(0, 200)}`);
}

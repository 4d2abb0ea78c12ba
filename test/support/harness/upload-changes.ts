import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const contract = JSON.parse(readFileSync(join(__dirname, '../../../openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, object>>;
};
const IN_A_MONTH = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 16);
/** Bodies that could make a post go out, for routes whose body is not empty. */
const BODIES: Record<string, readonly object[]> = {
  'PATCH /api/uploads/{id}': [{ caption: 'Other words', privacy: 'public' }],
  'PATCH /api/uploads/{id}/targets/{target}': [
    { schedule_mode: 'immediate' },
    { schedule_mode: 'scheduled', scheduled_time: IN_A_MONTH },
    { overrides: { title: 'Changed' } },
  ],
  'POST /api/uploads/{id}/complete': [{}, { skip_telemetry: true }],
  'POST /api/uploads/{id}/retry': [{}, { telemetry_offset_ms: 100 }],
  'POST /api/uploads/{id}/reject': [{ revision: 1, comment: 'No.' }],
};
/** The only route that may approve, tried with a revision that nobody has seen. */
const APPROVE = 'POST /api/uploads/{id}/approve';
/** Every request of the API that may change an upload: each route, with each body. */
export const UPLOAD_CHANGES = Object.entries(contract.paths).flatMap(([path, methods]) =>
  Object.keys(methods)
    .map((method) => `${method.toUpperCase()} ${path}`)
    .filter((route) => /^(POST|PUT|PATCH|DELETE) \/api\/uploads\/\{id\}/.test(route))
    .flatMap((route) =>
      (BODIES[route] ?? [route === APPROVE ? { revision: 99 } : {}]).map((body) => ({ route, body })),
    ),
);

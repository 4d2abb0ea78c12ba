import type { ProviderStage, ProviderState, RenderedOutput } from '../../render-provider';
import { objectOf, textOf } from './shotstack-answers';

/**
 * Shotstack reports no progress, so these are typical shares of a render when it enters a stage. `generating` may come
 * before or after `rendering`.
 */
const STAGES: Readonly<Record<string, { status: ProviderStage; progress: number }>> = {
  queued: { status: 'queued', progress: 0.02 },
  fetching: { status: 'fetching', progress: 0.1 },
  preprocessing: { status: 'fetching', progress: 0.15 },
  generating: { status: 'rendering', progress: 0.3 },
  rendering: { status: 'rendering', progress: 0.3 },
  saving: { status: 'saving', progress: 0.9 },
};

export const QUEUED: ProviderState = { status: 'queued', progress: 0.02 };

/** @param onUnknown called with an unpublished status; the render then counts as running */
export function stateOf(render: Readonly<Record<string, unknown>>, onUnknown: (status: string) => void): ProviderState {
  const status = textOf(render.status) ?? '';
  if (status === 'failed') return { status: 'failed', reason: textOf(render.error) ?? 'Shotstack gave no reason.' };
  if (status === 'done') return doneState(render);
  const stage = Object.hasOwn(STAGES, status) ? STAGES[status] : undefined;
  if (stage) return stage;
  onUnknown(status);
  return { status: 'rendering', progress: 0.3 };
}

/** Counts as running while the address of the file is missing. */
function doneState(render: Readonly<Record<string, unknown>>): ProviderState {
  const [video, poster, thumbnail] = [addressOf(render.url), addressOf(render.poster), addressOf(render.thumbnail)];
  if (video === undefined) return { status: 'saving', progress: 0.9 };
  const output: RenderedOutput = { kind: 'urls', video, ...(poster && { poster }), ...(thumbnail && { thumbnail }) };
  const { duration } = objectOf(render);
  const isKnown = typeof duration === 'number' && Number.isFinite(duration) && duration > 0;
  return { status: 'done', ...(isKnown && { seconds: duration }), output };
}

function addressOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value) ? value : undefined;
}

/** One fault of an input. `path` such as `timeline.tracks[0].clips[2].asset.src`. */
export interface Fault {
  path: string;
  code: string;
  message: string;
}

interface ProblemBody {
  title?: string;
  detail?: string;
  help?: string;
  code?: string;
  request_id?: string;
  errors?: Fault[];
}

/** An error answer of the API (RFC 9457), or the lack of an answer. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly help: string | undefined;
  readonly requestId: string | undefined;
  readonly faults: readonly Fault[];

  constructor(status: number, body: ProblemBody) {
    super(body.detail ?? body.title ?? 'The server gave no reason.');
    this.status = status;
    this.code = body.code ?? 'unknown';
    this.title = body.title ?? `The server answered ${status}`;
    this.help = body.help;
    this.requestId = body.request_id;
    this.faults = body.errors ?? [];
  }
}

/** The problem to show for any thrown value. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof TypeError)
    return new Problem(0, {
      title: 'The server cannot be reached',
      detail: 'The request got no answer.',
      help: 'Check your connection, then try again.',
      code: 'no_answer',
    });
  return new Problem(0, { title: 'This page has failed', detail: String(thrown), help: 'Reload the page.' });
}

/** The problem that an error answer describes. */
export async function readProblem(answer: Response): Promise<Problem> {
  const body = (await answer.json().catch(() => ({}))) as ProblemBody;
  return new Problem(answer.status, { request_id: answer.headers.get('x-request-id') ?? undefined, ...body });
}

/**
 * Classifies an error by who has to act. The problem filter maps each kind to one HTTP status (`Record<ErrorKind,
 * number>`, so a kind without a status does not compile); libs never name a status themselves.
 */
export type ErrorKind =
  | 'malformed'
  | 'unauthenticated'
  | 'payment_required'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'too_slow'
  | 'conflict'
  | 'gone'
  | 'too_large'
  | 'unsupported_media'
  | 'range_not_satisfiable'
  | 'invalid'
  | 'not_ready'
  | 'rate_limited'
  | 'headers_too_large'
  | 'internal'
  | 'upstream_failed'
  | 'unavailable'
  | 'upstream_timeout';

/** One fault in the caller's input. `path` is a JSON path such as `timeline.tracks[0].clips[2].length`. */
export interface InputFault {
  path: string;
  code: string;
  message: string;
}

/** One entry of the error catalogue: stable for clients once published. */
export interface ErrorDefinition {
  /** snake_case, unique across the product. */
  code: string;
  kind: ErrorKind;
  /** Short summary that is the same for every occurrence. */
  title: string;
  /** What happened, for throws that pass no detail of their own. */
  detail?: string;
  /** What the caller can do about it; shown in every response and in the documentation. */
  help: string;
  /** What the operator of the installation can do about it; shown only in the operators' documentation. */
  operatorHelp?: string;
  /** Whether only jobs and logs show the error, so that callers need no documentation of it. */
  isInternal?: boolean;
  /** Whether the same request may succeed later without changes. Default: depends on the kind. */
  retryable?: boolean;
}

export interface AppErrorOptions {
  cause?: unknown;
  errors?: readonly InputFault[];
  /** Sent as `Retry-After`. */
  retryAfterSeconds?: number;
  /** Further members of the problem document, e.g. `{ required_tier: 'creator' }`. */
  extra?: Readonly<Record<string, unknown>>;
}

const RETRYABLE_KINDS: ReadonlySet<ErrorKind> = new Set([
  'too_slow',
  'not_ready',
  'rate_limited',
  'internal',
  'upstream_failed',
  'unavailable',
  'upstream_timeout',
]);

/** The only error type that libs throw on purpose, created by the functions that `defineError` returns. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: string;
  readonly kind: ErrorKind;
  readonly retryable: boolean;

  constructor(
    readonly definition: ErrorDefinition,
    /** What happened this time; safe to show to the caller, never contains a secret. */
    detail: string,
    readonly options: AppErrorOptions = {},
  ) {
    super(detail, { cause: options.cause });
    this.code = definition.code;
    this.kind = definition.kind;
    this.retryable = definition.retryable ?? RETRYABLE_KINDS.has(definition.kind);
  }
}

const catalogue = new Map<string, ErrorDefinition>();

/** Creates the error; `factory.is(error)` recognises it. */
export interface ErrorFactory {
  (detail?: string, options?: AppErrorOptions): AppError;
  readonly definition: ErrorDefinition;
  is(error: unknown): error is AppError;
}

/**
 * Adds one error to the catalogue.
 * @throws Error when the code is taken or not snake_case
 */
export function defineError(definition: ErrorDefinition): ErrorFactory {
  if (!/^[a-z][a-z0-9_]*$/.test(definition.code)) throw new Error(`error code ${definition.code} is not snake_case`);
  if (catalogue.has(definition.code)) throw new Error(`error code ${definition.code} is defined twice`);
  catalogue.set(definition.code, definition);
  const make = (detail = definition.detail ?? definition.title, options?: AppErrorOptions) =>
    new AppError(definition, detail, options);
  const is = (error: unknown): error is AppError => error instanceof AppError && error.code === definition.code;
  return Object.assign(make, { definition, is });
}

/** What the caller can do about an error that was stored with its code; undefined for codes of other services. */
export const helpFor = (code: string): string | undefined => catalogue.get(code)?.help;

/** All errors that the loaded code defines, sorted by code. */
export function errorCatalogue(): ErrorDefinition[] {
  return [...catalogue.values()].sort((a, b) => a.code.localeCompare(b.code));
}

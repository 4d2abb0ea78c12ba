import type { FastifyRequest } from 'fastify';
import type { PlatformWorld, SeenRequest } from './platform-world';
import type { RequestBody } from './request-body';
import type { ViolationKind } from './violations';

export interface Answer {
  status: number;
  statusText?: string;
  headers?: Record<string, string>;
  /** Text and bytes as they are, anything else as JSON. */
  body?: unknown;
}

/** Ends a call with an answer of the platform. */
export class Refusal extends Error {
  constructor(readonly answer: Answer) {
    super(`refused with ${answer.status}`);
  }
}

/** One request to a platform. */
export class Call {
  constructor(
    private readonly world: PlatformWorld,
    private readonly request: FastifyRequest,
    readonly seen: SeenRequest,
    readonly query: URLSearchParams,
    /** Fields of the body; undefined if it does not match its content type, or is a stream. */
    readonly fields: Record<string, unknown> | undefined,
    readonly body: RequestBody,
  ) {}

  get sequence(): number {
    return this.seen.sequence;
  }

  param(name: string): string {
    return (this.request.params as Record<string, string | undefined>)[name] ?? '';
  }

  header(name: string): string | undefined {
    const value = this.request.headers[name];
    return Array.isArray(value) ? value[0] : value;
  }

  /** A field of the body as text; numbers and booleans are written out. */
  field(name: string): string | undefined {
    const value = this.fields?.[name];
    if (typeof value === 'string') return value;
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
  }

  /** A field of the body, otherwise of the query. */
  input(name: string): string | undefined {
    return this.field(name) ?? this.query.get(name) ?? undefined;
  }

  /** The token of `Authorization: <scheme> <token>`. */
  authorization(...schemes: string[]): string | undefined {
    const [scheme = '', token] = (this.header('authorization') ?? '').split(' ');
    return schemes.some((each) => each.toLowerCase() === scheme.toLowerCase()) ? token : undefined;
  }

  violate(kind: ViolationKind, detail = this.seen.path): void {
    this.world.violate(kind, this.sequence, detail);
  }

  /** The client knows the outcome of this upload from now on. */
  learn(upload: string): void {
    this.world.learnOutcome(upload);
  }

  /** Records what this request created or changed. */
  effect(id: string): void {
    this.seen.effects.push(id);
  }
}

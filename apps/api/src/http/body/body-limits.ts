import { RouteConfig } from '@nestjs/platform-fastify';

/** Limits of a JSON body. Refusing a body costs one pass over its bytes at most. */
export interface BodyLimits {
  bytes: number;
  /** Levels of objects and lists. */
  depth: number;
  /** Values in the whole body: members, list entries and what they hold. */
  values: number;
  /** Members of one object. */
  members: number;
}

export const BODY_LIMITS: BodyLimits = { bytes: 1_048_576, depth: 64, values: 10_000, members: 10_000 };
/** For routes whose bodies describe a whole film. */
export const LARGE_BODY_LIMITS: BodyLimits = { bytes: 10_485_760, depth: 64, values: 250_000, members: 10_000 };
/** For callers without a valid credential. */
export const ANONYMOUS_BODY_LIMITS: BodyLimits = { bytes: 65_536, depth: 64, values: 10_000, members: 10_000 };

export interface BodyOptions {
  /** Up to 10 MB of JSON instead of 1 MB. */
  large?: boolean;
  /** Keeps the exact bytes of the JSON for checking a signature: take them with Nest's `@RawBody()`. */
  raw?: boolean;
  /** The body proves who sent it, for example by a signature: the usual size without a credential. */
  signed?: boolean;
  /** Any content type; the handler gets the unread stream as body and is the one who limits it. */
  stream?: boolean;
}

/** How the body of a route is read, when it is not the usual JSON of up to 1 MB. */
export const ReadBody = (options: BodyOptions) => RouteConfig({ body: options });

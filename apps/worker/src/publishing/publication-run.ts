import type { AppError } from '@app/core';
import {
  failureClassOf,
  type PublicationFault,
  type PublicationStep,
  platformAccessEnded,
  platformAccountDisconnected,
  type TakenPublication,
} from '@app/platforms';

/** One run of a worker on a publication. */
export interface PublicationRun extends TakenPublication {
  /** What it does at the moment. */
  step: PublicationStep;
  /** A publishing call may be in progress: only the platform can tell whether the post exists. */
  isSent: boolean;
  /** The platform has reported that it has everything: only the publishing call is missing. */
  isReady: boolean;
}

/** The fault as the owner of the post reads it. */
export function faultOf({ step }: Pick<PublicationRun, 'step'>, error: AppError): PublicationFault {
  const { code, message, options } = error;
  const { platform_code: platformCode, platform_trace_id: platformTraceId } = (options.extra ?? {}) as {
    platform_code?: string;
    platform_trace_id?: string;
  };
  return {
    code,
    message,
    class: failureClassOf(error) ?? ownClassOf(error),
    step,
    ...(platformCode !== undefined && { platformCode }),
    ...(platformTraceId !== undefined && { platformTraceId }),
  };
}

function ownClassOf(error: AppError): PublicationFault['class'] {
  const { retryable, kind } = error;
  if (platformAccessEnded.is(error) || platformAccountDisconnected.is(error)) return 'reconnect_required';
  return retryable || kind === 'internal' ? 'transient' : 'metadata_rejected';
}

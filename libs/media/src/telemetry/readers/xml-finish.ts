import { telemetryMalformed } from '../telemetry.errors';
import type { RawTrack, TrackBuilder } from '../track-builder';

/** A fault in the document costs only what comes after it, unless nothing came before. */
export function finishXml(builder: TrackBuilder, fault: string | undefined): RawTrack {
  if (fault !== undefined) {
    if (builder.size === 0) throw telemetryMalformed(`The XML is broken at ${fault}`);
    builder.warn('truncated', `The file is damaged or incomplete (${fault}); ${builder.size} points were read.`);
  }
  return builder.build();
}

/** NaN when there is no number. Some apps write the comma of their language. */
export function numberIn(text: string | undefined): number {
  return text === undefined || text.trim() === '' ? Number.NaN : Number(text.replace(',', '.'));
}

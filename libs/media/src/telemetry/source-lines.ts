import { TextDecoder } from 'node:util';
import { encodingOf } from '../files/decode-text';
import { telemetryMalformed } from './telemetry.errors';
import type { TelemetryLimits } from './telemetry-limits';
import { chunksOf, type TelemetrySource } from './telemetry-source';

/** The text of the file, a chunk at a time; invalid bytes become U+FFFD. */
export async function* textOf(source: TelemetrySource, signal?: AbortSignal): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const chunk of chunksOf(source, signal)) {
    decoder ??= new TextDecoder(encodingOf(chunk, true));
    yield decoder.decode(chunk, { stream: true });
  }
  const rest = decoder?.decode();
  if (rest) yield rest;
}

/**
 * The lines of the file without their line ends, in groups.
 * @throws telemetryMalformed for a line above the limit
 */
export async function* linesOf(
  source: TelemetrySource,
  limits: TelemetryLimits,
  signal?: AbortSignal,
): AsyncGenerator<string[]> {
  let rest = '';
  for await (const text of textOf(source, signal)) {
    const lines = (rest + text).split(/\r\n|\n|\r/);
    rest = lines.pop() ?? '';
    if (rest.length > limits.lineLength || lines.some((line) => line.length > limits.lineLength))
      throw longLine(limits);
    yield lines;
  }
  if (rest !== '') yield [rest];
}

function longLine({ lineLength }: TelemetryLimits) {
  return telemetryMalformed(`A line is longer than ${lineLength} characters, so this is not a log of points.`);
}

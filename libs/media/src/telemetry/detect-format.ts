import { decodeText } from '../files/decode-text';
import { layoutOf } from './readers/csv-layout';
import { DASHCAM_ROW } from './readers/dashcam-map-reader';
import { parseNmea } from './readers/nmea-sentences';
import { telemetryUnrecognized } from './telemetry.errors';
import type { TelemetryFormat } from './track';

/** The first bytes of a file that decide its format. */
export const HEAD_BYTES = 32_768;

const MP4_BOXES = new Set(['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip']);
const XML_ROOTS: Readonly<Record<string, TelemetryFormat>> = { gpx: 'gpx', trainingcenterdatabase: 'tcx', kml: 'kml' };

/**
 * The format according to the first bytes of the content; names and extensions do not count.
 * @throws telemetryUnrecognized, which names the actual format if that is known
 */
export function detectTelemetryFormat(head: Uint8Array): TelemetryFormat {
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, HEAD_BYTES));
  const format = binaryFormat(bytes) ?? textFormat(decodeText(bytes, true).replace(/^\uFEFF/, ''));
  if (!format) throw telemetryUnrecognized('The content matches none of the known formats.');
  return format;
}

function binaryFormat(bytes: Buffer): TelemetryFormat | undefined {
  if (bytes.toString('latin1', 8, 12) === '.FIT') return 'fit';
  if (bytes.length >= 12 && MP4_BOXES.has(bytes.toString('latin1', 4, 8))) return 'gopro';
  if (bytes.toString('latin1', 0, 2) === 'PK')
    throw telemetryUnrecognized('The file is a ZIP archive, such as KMZ; unpack it and send the file inside.');
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    throw telemetryUnrecognized('The file is compressed with gzip; unpack it first.');
  if (
    Buffer.from(bytes.subarray(0, 8).map((byte) => byte ^ 0xaa))
      .toString('latin1')
      .startsWith('MEDIA 1.')
  )
    throw telemetryUnrecognized(
      'The file is a binary log of an F90G dashcam; export it as GPX or NMEA with its own program.',
    );
  return undefined;
}

function textFormat(text: string): TelemetryFormat | undefined {
  if (text.includes('\0')) return undefined;
  if (/^\s*</.test(text)) return xmlFormat(text);
  if (/^\s*[[{]\s*["{[]/.test(text))
    throw telemetryUnrecognized('The file is JSON, such as GeoJSON or a timeline; export the track as GPX.');
  if (/^A[A-Z\d]{3}/.test(text) && /^B\d{13}[NS]\d{8}[EW]/m.test(text))
    throw telemetryUnrecognized('The file is a flight log in IGC; convert it to GPX, for example with GPSBabel.');
  const lines = text.split(/\r\n|\n|\r/);
  // The last line may be cut off.
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  if (
    /^[ \t]*\[(column names|header|data)\][ \t\r]*$/im.test(text.slice(0, 8_000)) &&
    /^[ \t]*\[column names\]/im.test(text)
  )
    return 'vbo';
  if (whole.some((line) => DASHCAM_ROW.test(line))) return 'dashcam-map';
  if (whole.some((line) => typeof parseNmea(line) === 'object')) return 'nmea';
  if (/^[ \t]*\d{1,3}:\d{2}:\d{2}[,.]\d{1,3}[ \t]*-->/m.test(text)) return 'dji-srt';
  return layoutOf(whole.slice(0, 300).filter((line) => line.length < 20_000)) ? 'csv' : undefined;
}

/** Decides by the root element; the reader refuses a DOCTYPE before it. */
function xmlFormat(text: string): TelemetryFormat | undefined {
  const roots = text.matchAll(/<(?![?!])(?:[\w.-]{1,40}:)?([\w.-]{1,60})/g);
  for (const [, name = ''] of roots) {
    const format = XML_ROOTS[name.toLowerCase()];
    if (format) return format;
    if (/^(html|head|body)$/i.test(name))
      throw telemetryUnrecognized('The file is a web page; the download may need a login.');
    // The first element is the root, unless it is part of a comment or of the DOCTYPE.
    if (!/<!/.test(text.slice(0, 2_000))) return undefined;
  }
  if (/<!DOCTYPE\s+html/i.test(text)) throw telemetryUnrecognized('The file is a web page.');
  return undefined;
}

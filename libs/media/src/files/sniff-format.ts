import { open } from 'node:fs/promises';
import { beginsWithCues } from './cue-timing';
import { decodeText } from './decode-text';

/** A format that we recognise. */
export interface SniffedFormat {
  kind: 'video' | 'audio' | 'image' | 'svg' | 'subtitles' | 'font';
  /** ffmpeg's demuxer for it; empty for files that ffmpeg never opens. */
  demuxer: string;
  /** The usual file extension, without a dot. */
  extension: string;
  contentType: string;
}

const format = (
  kind: SniffedFormat['kind'],
  demuxer: string,
  extension: string,
  contentType: string,
): SniffedFormat => ({ kind, demuxer, extension, contentType });

const FORMATS = {
  png: format('image', 'png_pipe', 'png', 'image/png'),
  jpeg: format('image', 'jpeg_pipe', 'jpg', 'image/jpeg'),
  gif: format('image', 'gif', 'gif', 'image/gif'),
  webp: format('image', 'webp_pipe', 'webp', 'image/webp'),
  bmp: format('image', 'bmp_pipe', 'bmp', 'image/bmp'),
  apng: format('image', 'apng', 'png', 'image/apng'),
  tiff: format('image', 'tiff_pipe', 'tiff', 'image/tiff'),
  jpeg2000: format('image', 'j2k_pipe', 'jp2', 'image/jp2'),
  jpegxl: format('image', 'jpegxl_pipe', 'jxl', 'image/jxl'),
  psd: format('image', 'psd_pipe', 'psd', 'image/vnd.adobe.photoshop'),
  avif: format('image', 'mov', 'avif', 'image/avif'),
  heic: format('image', 'mov', 'heic', 'image/heic'),
  svg: format('svg', '', 'svg', 'image/svg+xml'),
  mov: format('video', 'mov', 'mp4', 'video/mp4'),
  matroska: format('video', 'matroska', 'mkv', 'video/x-matroska'),
  avi: format('video', 'avi', 'avi', 'video/x-msvideo'),
  mpegts: format('video', 'mpegts', 'ts', 'video/mp2t'),
  mpeg: format('video', 'mpeg', 'mpg', 'video/mpeg'),
  mpegvideo: format('video', 'mpegvideo', 'mpg', 'video/mpeg'),
  flv: format('video', 'flv', 'flv', 'video/x-flv'),
  asf: format('video', 'asf', 'wmv', 'video/x-ms-wmv'),
  mxf: format('video', 'mxf', 'mxf', 'application/mxf'),
  ivf: format('video', 'ivf', 'ivf', 'video/x-ivf'),
  rm: format('video', 'rm', 'rm', 'application/vnd.rn-realmedia'),
  dv: format('video', 'dv', 'dv', 'video/dv'),
  wav: format('audio', 'wav', 'wav', 'audio/wav'),
  mp3: format('audio', 'mp3', 'mp3', 'audio/mpeg'),
  flac: format('audio', 'flac', 'flac', 'audio/flac'),
  ogg: format('audio', 'ogg', 'ogg', 'application/ogg'),
  aac: format('audio', 'aac', 'aac', 'audio/aac'),
  ac3: format('audio', 'ac3', 'ac3', 'audio/ac3'),
  eac3: format('audio', 'eac3', 'eac3', 'audio/eac3'),
  aiff: format('audio', 'aiff', 'aiff', 'audio/aiff'),
  caf: format('audio', 'caf', 'caf', 'audio/x-caf'),
  au: format('audio', 'au', 'au', 'audio/basic'),
  amr: format('audio', 'amr', 'amr', 'audio/amr'),
  w64: format('audio', 'w64', 'w64', 'audio/x-w64'),
  wavpack: format('audio', 'wv', 'wv', 'audio/x-wavpack'),
  ape: format('audio', 'ape', 'ape', 'audio/x-ape'),
  subtitles: format('subtitles', '', 'srt', 'text/plain; charset=utf-8'),
  font: format('font', '', 'ttf', 'font/sfnt'),
};

/** Bytes at an offset → format. Names and content types claimed by the sender do not count. */
const SIGNATURES: readonly (readonly [at: number, bytes: string, format: SniffedFormat])[] = [
  [0, '\x89PNG\r\n\x1a\n', FORMATS.png],
  [0, '\xff\xd8\xff', FORMATS.jpeg],
  [0, 'GIF8', FORMATS.gif],
  [8, 'WEBP', FORMATS.webp],
  [0, 'BM', FORMATS.bmp],
  [0, 'II*\0', FORMATS.tiff],
  [0, 'MM\0*', FORMATS.tiff],
  [0, '8BPS', FORMATS.psd],
  [0, '\0\0\0\x0cjP  ', FORMATS.jpeg2000],
  [0, '\xff\x4f\xff\x51', FORMATS.jpeg2000],
  [0, '\0\0\0\x0cJXL ', FORMATS.jpegxl],
  [0, '\xff\x0a', FORMATS.jpegxl],
  [4, 'ftypavif', FORMATS.avif],
  [4, 'ftypavis', FORMATS.avif],
  [4, 'ftyphe', FORMATS.heic],
  [4, 'ftypmif1', FORMATS.heic],
  [4, 'ftypmsf1', FORMATS.heic],
  [4, 'ftyp', FORMATS.mov],
  [4, 'moov', FORMATS.mov],
  [4, 'mdat', FORMATS.mov],
  [4, 'wide', FORMATS.mov],
  [4, 'free', FORMATS.mov],
  [0, '\x1a\x45\xdf\xa3', FORMATS.matroska],
  [8, 'AVI ', FORMATS.avi],
  [8, 'WAVE', FORMATS.wav],
  [0, '\0\0\x01\xba', FORMATS.mpeg],
  [0, '\0\0\x01\xb3', FORMATS.mpegvideo],
  [0, 'FLV', FORMATS.flv],
  [0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11', FORMATS.asf],
  [0, '\x06\x0e\x2b\x34\x02\x05\x01\x01', FORMATS.mxf],
  [0, 'DKIF', FORMATS.ivf],
  [0, '.RMF', FORMATS.rm],
  [0, '\x1f\x07\0', FORMATS.dv],
  [8, 'AIFF', FORMATS.aiff],
  [8, 'AIFC', FORMATS.aiff],
  [0, 'caff', FORMATS.caf],
  [0, '.snd', FORMATS.au],
  [0, '#!AMR', FORMATS.amr],
  [0, 'riff\x2e\x91\xcf\x11', FORMATS.w64],
  [0, 'wvpk', FORMATS.wavpack],
  [0, 'MAC ', FORMATS.ape],
  [0, 'ID3', FORMATS.mp3],
  [0, 'fLaC', FORMATS.flac],
  [0, 'OggS', FORMATS.ogg],
  [0, 'wOFF', FORMATS.font],
  [0, 'wOF2', FORMATS.font],
  [0, 'OTTO', FORMATS.font],
  [0, '\x00\x01\x00\x00', FORMATS.font],
  [0, 'true', FORMATS.font],
];

const TS_SYNC = 0x47;

/** Enough of a file to recognise it. */
const HEAD_BYTES = 4_096;

/** The first 4 KB of a file. */
export async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/**
 * Recognises a file by its first 4 KB.
 * @returns undefined for a format that Reelway does not use
 */
export function sniffFormat(head: Buffer): SniffedFormat | undefined {
  const found = SIGNATURES.find(([at, bytes]) => head.toString('latin1', at, at + bytes.length) === bytes);
  if (found) return isAnimatedPng(found[2], head) ? FORMATS.apng : found[2];
  // Checked before the frames of MP3 and AAC, whose first bytes a UTF-16 mark shares.
  const text = sniffText(decodeText(head).trimStart());
  if (text) return text;
  // Packets of 188 bytes, or of 192 with a time stamp before each, as cameras and Blu-ray discs write them.
  if ([0, 188, 376].every((at) => head[at] === TS_SYNC) || beginsInsidePacket(head)) return FORMATS.mpegts;
  if ([4, 196, 388].every((at) => head[at] === TS_SYNC)) return FORMATS.mpegts;
  // The stream id that follows distinguishes AC-3 (up to 10) from E-AC-3.
  if (head[0] === 0x0b && head[1] === 0x77) return (head[5] ?? 0) >> 3 > 10 ? FORMATS.eac3 : FORMATS.ac3;
  const sync = (head[0] ?? 0) === 0xff ? (head[1] ?? 0) : 0;
  if ((sync & 0xf6) === 0xf0) return FORMATS.aac;
  if ((sync & 0xe0) === 0xe0) return FORMATS.mp3;
  return undefined;
}

/** A recording that was cut by bytes. Five packets in a row are no coincidence. */
function beginsInsidePacket(head: Buffer): boolean {
  for (let first = 1; first < 188; first++)
    if ([0, 1, 2, 3, 4].every((packet) => head[first + 188 * packet] === TS_SYNC)) return true;
  return false;
}

function sniffText(text: string): SniffedFormat | undefined {
  const root = rootElement(text);
  if (root === 'svg') return FORMATS.svg;
  if (/^(?:[a-z]{1,20}:)?tt$/.test(root)) return FORMATS.subtitles;
  if (text.startsWith('WEBVTT') || beginsWithCues(text)) return FORMATS.subtitles;
  return undefined;
}

/** The name of the first element, after an XML declaration, comments and a document type; empty when there is none. */
function rootElement(text: string): string {
  let at = 0;
  for (const [open, close] of [
    ['<?xml', '?>'],
    ['<!--', '-->'],
    ['<!DOCTYPE svg', '>'],
    ['<!--', '-->'],
  ] as const) {
    while (text.startsWith(open, at)) {
      const end = text.indexOf(close, at + open.length);
      if (end === -1) return '';
      at = end + close.length;
      while (/\s/.test(text.charAt(at))) at++;
    }
  }
  return /^<([a-z:]{1,30})[\s>]/i.exec(text.slice(at, at + 40))?.[1]?.toLowerCase() ?? '';
}

/** The chunk that announces an animation precedes the picture. */
function isAnimatedPng({ demuxer }: SniffedFormat, head: Buffer): boolean {
  const announced = head.indexOf('acTL', 0, 'latin1');
  if (demuxer !== 'png_pipe' || announced < 0) return false;
  const picture = head.indexOf('IDAT', 0, 'latin1');
  return picture < 0 || announced < picture;
}

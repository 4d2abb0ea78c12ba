import { decodeText } from './decode-text';

export interface SniffedFormat {
  kind: 'video' | 'audio' | 'image' | 'svg' | 'subtitles' | 'font';
  /** ffmpeg's demuxer for it; empty for what ffmpeg never sees. */
  demuxer: string;
}

const ascii = (text: string) => Buffer.from(text, 'latin1');

/** First bytes → format. Names and content types of the sender are not believed. */
const SIGNATURES: readonly { at: number; bytes: Buffer; format: SniffedFormat }[] = [
  { at: 0, bytes: ascii('\x89PNG\r\n\x1a\n'), format: { kind: 'image', demuxer: 'png_pipe' } },
  { at: 0, bytes: ascii('\xff\xd8\xff'), format: { kind: 'image', demuxer: 'jpeg_pipe' } },
  { at: 0, bytes: ascii('GIF8'), format: { kind: 'image', demuxer: 'gif' } },
  { at: 8, bytes: ascii('WEBP'), format: { kind: 'image', demuxer: 'webp_pipe' } },
  { at: 0, bytes: ascii('BM'), format: { kind: 'image', demuxer: 'bmp_pipe' } },
  { at: 4, bytes: ascii('ftypavif'), format: { kind: 'image', demuxer: '' } },
  { at: 4, bytes: ascii('ftyphe'), format: { kind: 'image', demuxer: '' } },
  { at: 4, bytes: ascii('ftyp'), format: { kind: 'video', demuxer: 'mov' } },
  { at: 4, bytes: ascii('moov'), format: { kind: 'video', demuxer: 'mov' } },
  { at: 4, bytes: ascii('mdat'), format: { kind: 'video', demuxer: 'mov' } },
  { at: 4, bytes: ascii('wide'), format: { kind: 'video', demuxer: 'mov' } },
  { at: 4, bytes: ascii('free'), format: { kind: 'video', demuxer: 'mov' } },
  { at: 0, bytes: ascii('\x1a\x45\xdf\xa3'), format: { kind: 'video', demuxer: 'matroska' } },
  { at: 8, bytes: ascii('AVI '), format: { kind: 'video', demuxer: 'avi' } },
  { at: 8, bytes: ascii('WAVE'), format: { kind: 'audio', demuxer: 'wav' } },
  { at: 0, bytes: ascii('ID3'), format: { kind: 'audio', demuxer: 'mp3' } },
  { at: 0, bytes: ascii('fLaC'), format: { kind: 'audio', demuxer: 'flac' } },
  { at: 0, bytes: ascii('OggS'), format: { kind: 'audio', demuxer: 'ogg' } },
  { at: 0, bytes: ascii('wOFF'), format: { kind: 'font', demuxer: '' } },
  { at: 0, bytes: ascii('wOF2'), format: { kind: 'font', demuxer: '' } },
  { at: 0, bytes: ascii('OTTO'), format: { kind: 'font', demuxer: '' } },
  { at: 0, bytes: ascii('\x00\x01\x00\x00'), format: { kind: 'font', demuxer: '' } },
  { at: 0, bytes: ascii('true'), format: { kind: 'font', demuxer: '' } },
];

/** Recognises a file by its first bytes (4 KB are enough); `undefined` when it is nothing that we use. */
export function sniffFormat(head: Buffer): SniffedFormat | undefined {
  const found = SIGNATURES.find(({ at, bytes }) => head.subarray(at, at + bytes.length).equals(bytes));
  if (found) return found.format;
  // Before the frames of MP3 and AAC, whose first bytes UTF-16 shares.
  const text = sniffText(decodeText(head).trimStart());
  if (text) return text;
  if (head[0] === 0x47 && head[188] === 0x47 && head[376] === 0x47) return { kind: 'video', demuxer: 'mpegts' };
  const sync = (head[0] ?? 0) === 0xff ? (head[1] ?? 0) : 0;
  if ((sync & 0xf6) === 0xf0) return { kind: 'audio', demuxer: 'aac' };
  if ((sync & 0xe0) === 0xe0) return { kind: 'audio', demuxer: 'mp3' };
  return undefined;
}

function sniffText(text: string): SniffedFormat | undefined {
  if (/^(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<svg[\s>]/i.test(text)) return { kind: 'svg', demuxer: '' };
  if (text.startsWith('WEBVTT') || /\d\d:\d\d[.,]\d{1,3}\s*-->/.test(text)) return { kind: 'subtitles', demuxer: '' };
  return undefined;
}

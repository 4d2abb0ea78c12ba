import type { MediaProfile } from './media-profile';

interface Box {
  type: string;
  /** Positions of its content. */
  start: number;
  end: number;
}

const HEADER = 8;
const FIXED_POINT = 65_536;

/** Facts of an MP4 or MOV file. Undefined: it is none, or is damaged. */
export function readMp4(bytes: Buffer): MediaProfile | undefined {
  try {
    const top = boxes(bytes, 0, bytes.length);
    const brand = top.find(({ type }) => type === 'ftyp');
    const moov = top.find(({ type }) => type === 'moov');
    if (!brand || !moov) return undefined;
    const tracks = boxes(bytes, moov.start, moov.end).filter(({ type }) => type === 'trak');
    const pictures = tracks.find((track) => handlerOf(bytes, track) === 'vide');
    if (!pictures) return undefined;
    const sound = tracks.find((track) => handlerOf(bytes, track) === 'soun');
    const data = top.findIndex(({ type }) => type === 'mdat');
    const facts = {
      is_index_first: data < 0 || top.indexOf(moov) < data,
      has_edit_list: tracks.some((track) => hasEditList(bytes, track)),
      video_codec: codecOf(bytes, pictures),
      ...(sound && { audio_codec: codecOf(bytes, sound) }),
    };
    const container = bytes.toString('latin1', brand.start, brand.start + 4) === 'qt  ' ? 'mov' : 'mp4';
    return { container, ...facts, ...sizeOf(bytes, pictures), ...timesOf(bytes, pictures) };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function boxes(bytes: Buffer, from: number, to: number): Box[] {
  const found: Box[] = [];
  for (let at = from; at + HEADER <= to; ) {
    const short = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + HEADER);
    const isLong = short === 1;
    const size = isLong ? Number(bytes.readBigUInt64BE(at + HEADER)) : short === 0 ? to - at : short;
    const header = isLong ? 2 * HEADER : HEADER;
    if (size < header) break;
    found.push({ type, start: at + header, end: Math.min(at + size, to) });
    at += size;
  }
  return found;
}

/** The first box at this path of types. @throws RangeError */
function inside(bytes: Buffer, { start, end }: Box, ...path: string[]): Box {
  let current: Box = { type: '', start, end };
  for (const wanted of path) {
    const next = boxes(bytes, current.start, current.end).find(({ type }) => type === wanted);
    if (!next) throw new RangeError(`The box ${wanted} is missing.`);
    current = next;
  }
  return current;
}

function handlerOf(bytes: Buffer, track: Box): string {
  const { start } = inside(bytes, track, 'mdia', 'hdlr');
  return bytes.toString('latin1', start + 8, start + 12);
}

function hasEditList(bytes: Buffer, track: Box): boolean {
  const edits = boxes(bytes, track.start, track.end).find(({ type }) => type === 'edts');
  return edits !== undefined && boxes(bytes, edits.start, edits.end).some(({ type }) => type === 'elst');
}

/** The format of the first description of samples. */
function codecOf(bytes: Buffer, track: Box): string {
  const { start, end } = inside(bytes, track, 'mdia', 'minf', 'stbl', 'stsd');
  const [first] = boxes(bytes, start + HEADER, end);
  if (!first) throw new RangeError('The track describes no samples.');
  return first.type;
}

/** Width and height as they are shown: after the rotation. */
function sizeOf(bytes: Buffer, track: Box): Pick<MediaProfile, 'width' | 'height'> {
  const { start, end } = inside(bytes, track, 'tkhd');
  const matrix = start + (bytes[start] === 1 ? 52 : 40);
  const [width, height] = [bytes.readUInt32BE(end - 8) / FIXED_POINT, bytes.readUInt32BE(end - 4) / FIXED_POINT];
  const isTurned = bytes.readInt32BE(matrix) === 0 && bytes.readInt32BE(matrix + 4) !== 0;
  return isTurned ? { width: height, height: width } : { width, height };
}

function timesOf(bytes: Buffer, track: Box): Pick<MediaProfile, 'duration_ms' | 'fps'> {
  const { start } = inside(bytes, track, 'mdia', 'mdhd');
  const isLong = bytes[start] === 1;
  const timescale = bytes.readUInt32BE(start + (isLong ? 20 : 12));
  const duration = isLong ? Number(bytes.readBigUInt64BE(start + 24)) : bytes.readUInt32BE(start + 16);
  if (timescale === 0 || duration === 0) return {};
  const table = inside(bytes, track, 'mdia', 'minf', 'stbl', 'stts');
  let samples = 0;
  for (let at = table.start + 8; at + 8 <= table.end; at += 8) samples += bytes.readUInt32BE(at);
  const seconds = duration / timescale;
  // A file whose frames come in fragments has none in its index.
  return { duration_ms: seconds * 1_000, ...(samples > 0 && { fps: samples / seconds }) };
}

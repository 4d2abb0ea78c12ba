import type { Rect } from '@app/media';
import type { Scene, Span } from '../scene/scene';
import { type VideoLayer, videoChain, videoInput } from './video-chain';

/** A layer in one stretch of the timeline that ffmpeg composes by itself, bottom to top. */
export type Element =
  /** Plays without moving. `rect` is on even pixels. */
  | { kind: 'video'; layer: VideoLayer; rect: Rect }
  /** A picture that the painter drew. */
  | { kind: 'picture'; path: string; rect: Rect }
  /** RGBA frames that the painter sends to `pipe:0`. */
  | { kind: 'painted'; rect: Rect };

export interface DirectGraph {
  /** Arguments of the inputs, and how many these are. */
  inputs: string[];
  count: number;
  /** Text for `-filter_complex`; ends in `[out]`. */
  filters: string;
}

type Frame = Pick<Scene, 'width' | 'height' | 'fps' | 'background'>;

/** What ffmpeg composes in one stretch of the timeline: the elements from bottom to top. */
export interface DirectPart {
  elements: readonly Element[];
  span: Span;
}

/**
 * Compiles consecutive stretches into inputs and ONE filter graph that yields exactly their frames, or the part of
 * every layer within them.
 * @param finish filters for the finished frames
 */
export function compileDirectGraph(
  parts: readonly DirectPart[],
  scene: Frame,
  finish: readonly string[] = [],
): DirectGraph {
  const inputs: string[] = [];
  const chains: string[] = [];
  const names = parts.map((_, index) => (parts.length > 1 ? `[part${index}]` : '[out]'));
  let first = 0;
  for (const [index, part] of parts.entries()) {
    const compiled = compilePart(part, { first, name: names[index] ?? '' }, scene, finish);
    inputs.push(...compiled.inputs);
    chains.push(...compiled.chains);
    first += part.elements.length;
  }
  // `concat` guesses how long the last frame of a part lasts, and fails for a part of one frame.
  const clock = `settb=${scene.fps.den}/${scene.fps.num},setpts=N`;
  if (parts.length > 1) chains.push(`${names.join('')}concat=n=${parts.length},${clock}[out]`);
  return { inputs, count: first, filters: chains.join(';\n') };
}

/** @param place number of the first input, and the label of the frames */
function compilePart(
  { elements, span }: DirectPart,
  { first, name }: { first: number; name: string },
  scene: Frame,
  finish: readonly string[],
): { inputs: string[]; chains: string[] } {
  const layers = elements.map((element, index) => compileElement(element, first + index, span, scene));
  const covered =
    elements[0]?.kind === 'video' && !elements[0].layer.content.hasAlpha && coversFrame(elements[0].rect, scene);
  const base = covered ? `[l${first}]` : `[base${first || ''}]`;
  const chains = [...(covered ? [] : [`${background(span, scene)}${base}`]), ...layers.map(({ chain }) => chain)];
  let below = base;
  for (const [index, { rect }] of elements.entries()) {
    if (index === 0 && covered) continue;
    const label = `[o${first + index}]`;
    chains.push(`${below}[l${first + index}]overlay=x=${rect.x}:y=${rect.y}:format=yuv420:eof_action=repeat${label}`);
    below = label;
  }
  // All inputs have the frame rate already: another `fps` filter would drop the last frame behind `overlay`.
  chains.push(
    `${below}trim=end_frame=${span.to - span.from}${finish.map((filter) => `,${filter}`).join('')},format=yuv420p${name}`,
  );
  return { inputs: layers.flatMap((layer) => layer.inputs), chains };
}

export const coversFrame = ({ x, y, width, height }: Rect, frame: { width: number; height: number }) =>
  x <= 0 && y <= 0 && x + width >= frame.width && y + height >= frame.height;

function background(span: Span, { width, height, fps, background: color }: Frame): string {
  const rate = `${fps.num}/${fps.den}`;
  const source = `color=c=0x${color.slice(1)}:s=${width}x${height}:r=${rate},trim=end_frame=${span.to - span.from}`;
  return `${source},scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,setsar=1`;
}

function compileElement(
  element: Element,
  index: number,
  span: Span,
  scene: Frame,
): { inputs: string[]; chain: string } {
  if (element.kind === 'video') {
    const { layer, rect } = element;
    const pixels = layer.content.hasAlpha ? 'yuva' : 'yuv';
    const { flipX, flipY } = layer.placement;
    const flips = `${flipX ? ',hflip' : ''}${flipY ? ',vflip' : ''}`;
    const chain = videoChain(layer, span, scene.fps, { width: rect.width, height: rect.height, pixels }, scene.height);
    return { inputs: videoInput(layer, span, scene.fps), chain: `[${index}:v]${chain}${flips}[l${index}]` };
  }
  const toYuv = 'scale=out_color_matrix=bt709:out_range=tv,format=yuva420p,setsar=1';
  if (element.kind === 'picture') {
    const inputs = ['-protocol_whitelist', 'file', '-f', 'png_pipe', '-i', `file:${element.path}`];
    return { inputs, chain: `[${index}:v]${toYuv}[l${index}]` };
  }
  const { width, height } = element.rect;
  const raw = [
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgba',
    '-s',
    `${width}x${height}`,
    '-r',
    `${scene.fps.num}/${scene.fps.den}`,
    '-i',
    'pipe:0',
  ];
  return { inputs: raw, chain: `[${index}:v]${toYuv}[l${index}]` };
}

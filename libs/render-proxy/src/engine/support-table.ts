import type { InputFault } from '@app/core';
import { bundledFamilies, SUBSTITUTES, svgProblem } from '@app/media';
import { longestGif } from '../edit/check-gif';
import type { Asset, Edit, Resolution } from '../edit/edit';
import { DEFAULT_EDIT_LIMITS, MOST_UNROLLED_BYTES } from '../edit/edit-limits';
import { colorWarnings } from '../edit/known-colors';
import { MOST_GIF_RATE } from '../edit/output-format';
import { HTML_TAGS } from './html/parse-html';
import { CSS_PROPERTIES, readHtml } from './html/read-html';

/** One feature of an edit. `refused` is the reason, for the author of an edit, why the engine does not draw it. */
export interface SupportEntry {
  feature: string;
  note?: string;
  refused?: string;
}

const secondsOfGif = (resolution: Resolution) =>
  Math.floor(longestGif({ format: 'gif', resolution, fps: 25 }, DEFAULT_EDIT_LIMITS.maxGifPixels));

/** Asset types; the list must have every type of the schema, so a new one cannot be overlooked. */
const ASSETS: Readonly<Record<string, { note?: string; refused?: string }>> = {
  video: {
    note: 'all formats that ffmpeg reads, including HDR, interlaced video and animated pictures; trim, speed (0 = frozen), volume, volumeEffect, crop, chromaKey; transcode has no effect',
  },
  image: {
    note: `PNG, APNG, JPEG, WebP and GIF (both also animated; all animations together take at most ${MOST_UNROLLED_BYTES / 2 ** 20} MB without compression), BMP, SVG, AVIF, and other formats that ffmpeg reads (TIFF, JPEG 2000 …); rotated according to EXIF; crop`,
  },
  audio: { note: 'trim, speed (pitch is kept), volume, effect' },
  luma: { note: 'white hides, black shows; trim' },
  text: { note: 'font, background, alignment, stroke, typewriter, ellipsis' },
  'rich-text': { note: 'font, style, gradient, stroke, shadow, background, border, padding, align, all animations' },
  title: { note: 'all styles and sizes, in similar bundled fonts' },
  html: {
    note: `tags: ${HTML_TAGS.join(', ')}; CSS: ${CSS_PROPERTIES.join(', ')}; the rest has no effect and is named in \`warnings\``,
  },
  caption: {
    note: 'SRT, WebVTT and TTML (DFXP); font, background, margin, trim, speed; cues that overlap show together',
  },
  'rich-caption': {
    note: 'SRT, WebVTT and TTML (DFXP); all styles; font, stroke and shadow of the active word, by the times in the file, otherwise in proportion to its letters',
  },
  shape: {
    note: 'rectangle, circle, line; fill, stroke; stands in the middle of its box, which is that of the clip or the frame unless it has its own',
  },
  svg: { note: 'paths, basic shapes, groups, gradients, masks, clips' },
  html5: { refused: 'needs a browser, which the local engine does not have; use rich-text, svg or image.' },
  'text-to-image': { refused: 'needs an AI service; use an image with src.' },
  'image-to-video': { refused: 'needs an AI service; use a video with src.' },
  'text-to-speech': { refused: 'needs an AI service; use an audio with src.' },
};

const OTHER: readonly SupportEntry[] = [
  {
    feature: 'timing',
    note: `seconds, auto, end, alias://; at one moment at most ${DEFAULT_EDIT_LIMITS.maxAtOnce} videos and moving mattes show, and as many further sounds play`,
  },
  {
    feature: 'layout',
    note: 'fit, width, height (a picture with both is positioned by that box and never exceeds it), scale, position, offset, crop',
  },
  {
    feature: 'crop',
    note: 'cuts off parts of the fitted picture: the rest keeps its size and position, as in split screens; with fit contain or cover the rest fills the box',
  },
  { feature: 'transform', note: 'rotate, skew, flip' },
  { feature: 'tweens', note: 'opacity, offset, scale, rotate, skew, volume; linear, bezier (28 easings), constant' },
  { feature: 'transitions', note: 'all published names with Slow and Fast' },
  { feature: 'effects', note: 'all published names' },
  { feature: 'filters', note: 'all published names, on every asset with a picture' },
  {
    feature: 'fonts',
    note: `TTF, OTF, WOFF and WOFF2 in timeline.fonts, by family, full name, PostScript name or file name, with weight, slant and weight axis; built in: ${bundledFamilies().join(', ')}; substitutes for fonts that are not free: ${Object.entries(
      SUBSTITUTES,
    )
      .map(([font, drawn]) => `${drawn} for ${font}`)
      .join(', ')}`,
  },
  {
    feature: 'colours',
    note: '#rrggbb, #rgb, #aarrggbb and CSS colours; where an asset may have any text as a colour, one that is none is named in `warnings`, and the default is drawn',
  },
  {
    feature: 'timeline',
    note: 'background, fonts, soundtrack; cache has no effect because sources are fetched for each render',
  },
  {
    feature: 'output.format',
    note: `mp4, gif (at most ${MOST_GIF_RATE} frames per second, and at most ${DEFAULT_EDIT_LIMITS.maxGifPixels / 1e6} megapixels in all its frames, which are ${secondsOfGif('1080')} s of 1080p, ${secondsOfGif('hd')} s of hd or ${secondsOfGif('sd')} s of sd at 25 frames per second), jpg, png, bmp, mp3; also webm and wav, which Shotstack does not offer`,
  },
  {
    feature: 'output',
    note: 'resolution, aspectRatio, size, fps, scaleTo, quality, repeat, mute, range, poster, thumbnail (both of a moment of the timeline, also with a range)',
  },
  { feature: 'merge, callback', note: 'handled before the engine' },
  { feature: 'instance, disk', note: 'have no effect: they choose a machine at Shotstack' },
  { feature: 'prompt, model, options', refused: 'need an AI service; give src instead.' },
  {
    feature: 'caption from speech (alias:// or media)',
    refused: 'speech is not transcribed; give an SRT, WebVTT or TTML address.',
  },
  {
    feature: 'output.destinations other than shotstack',
    refused: 'results are delivered to the storage of this service only.',
  },
];

/** Everything that the local engine supports and does not support, for the documentation. */
export function supportTable(): SupportEntry[] {
  return [...Object.entries(ASSETS).map(([type, entry]) => ({ feature: `asset ${type}`, ...entry })), ...OTHER];
}

/** Features that this edit uses and the local engine refuses. */
export function unsupportedFaults(edit: Edit): InputFault[] {
  const clips = edit.timeline.tracks.flatMap(({ clips: inTrack }, track) =>
    inTrack.flatMap(({ asset }, index) => assetFaults(asset, `timeline.tracks[${track}].clips[${index}].asset`)),
  );
  const destinations = (edit.output.destinations ?? []).flatMap(({ provider }, index) =>
    provider === 'shotstack'
      ? []
      : [
          refuse(
            `output.destinations[${index}]`,
            `"${provider}": results are delivered to the storage of this service only.`,
          ),
        ],
  );
  return [...clips, ...destinations];
}

const refuse = (path: string, message: string): InputFault => ({ path, code: 'not_supported', message });

function assetFaults(asset: Asset, path: string): InputFault[] {
  const refused = ASSETS[asset.type]?.refused;
  if (refused !== undefined) return [refuse(`${path}.type`, `"${asset.type}" ${refused}`)];
  if ('prompt' in asset) return [refuse(`${path}.prompt`, 'needs an AI service; give src instead.')];
  if (asset.type === 'svg')
    return [svgProblem(asset.src)].flatMap((problem) => (problem ? [refuse(`${path}.src`, problem)] : []));
  if ((asset.type === 'caption' || asset.type === 'rich-caption') && asset.src.startsWith('alias://')) {
    return [refuse(`${path}.src`, 'speech is not transcribed; give the address of an SRT, WebVTT or TTML file.')];
  }
  if (asset.type !== 'html') return [];
  return readHtml(asset).faults.map(({ member, message }) => refuse(`${path}.${member}`, message));
}

/** Parts of the edit that the local engine ignores or cannot draw as they are, by their JSON path. */
export function editWarnings(edit: Edit): InputFault[] {
  return edit.timeline.tracks.flatMap(({ clips }, track) =>
    clips.flatMap(({ asset }, index) => {
      const path = `timeline.tracks[${track}].clips[${index}].asset`;
      const ignored = asset.type === 'html' ? readHtml(asset).warnings : [];
      return [
        ...ignored.map(({ member, message }) => ({ path: `${path}.${member}`, code: 'no_effect', message })),
        ...colorWarnings(asset, path),
      ];
    }),
  );
}

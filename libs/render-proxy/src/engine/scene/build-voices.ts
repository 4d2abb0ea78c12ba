import type { InputFault } from '@app/core';
import type { AudioFade, Clip, Edit } from '../../edit/edit';
import type { TimedClip } from '../../edit/resolve-timing';
import { keyframes } from './keyframes';
import type { MediaFile, Voice } from './scene';

/** Pictures of covers that are a video stream last one frame, at most a second. */
const LONGEST_COVER_SECONDS = 1;

export const SOUNDTRACK_PATH = 'timeline.soundtrack';

/** Every sound of the edit: audio clips, the sound of video clips, the soundtrack. Omits silent ones. */
export function buildVoices(
  edit: Edit,
  clips: readonly TimedClip[],
  files: ReadonlyMap<string, MediaFile>,
  faults: InputFault[],
): Voice[] {
  if (edit.output.mute) return [];
  const voices = clips.flatMap((clip) => clipVoice(clip, files, faults) ?? []);
  const { soundtrack } = edit.timeline;
  const file = soundtrack && files.get(soundtrack.src);
  if (!soundtrack || !file) return voices;
  if (!file.hasAudio)
    faults.push({ path: `${SOUNDTRACK_PATH}.src`, code: 'wrong_media', message: 'contains no audio.' });
  const end = Math.max(...clips.map(({ start, length: seconds }) => start + seconds));
  // The length of a video is that of its pictures, which is a moment for a song with a cover.
  const isKnown = file.seconds > (file.kind === 'audio' ? 0 : LONGEST_COVER_SECONDS);
  const length = isKnown ? Math.min(end, file.seconds) : end;
  const volume = keyframes(soundtrack.volume, 1, length);
  return [
    ...voices,
    { path: SOUNDTRACK_PATH, file, start: 0, length, trim: 0, speed: 1, volume, fade: soundtrack.effect ?? 'none' },
  ];
}

function clipVoice(
  { clip, path, start, length }: TimedClip,
  files: ReadonlyMap<string, MediaFile>,
  faults: InputFault[],
): Voice | undefined {
  const sound = soundOf(clip);
  const file = sound && files.get(sound.src);
  if (!sound || !file) return undefined;
  if (sound.required && !file.hasAudio)
    faults.push({ path: `${path}.asset.src`, code: 'wrong_media', message: 'contains no audio.' });
  const { speed, trim } = sound;
  if (!file.hasAudio || speed === 0) return undefined;
  const available = file.seconds > 0 ? (file.seconds - trim) / speed : length;
  if (available <= 0) return undefined;
  const volume = keyframes(sound.volume, 1, length);
  if (volume.initial === 0 && volume.stretches.length === 0) return undefined;
  return { path, file, start, length: Math.min(length, available), trim, speed, volume, fade: sound.fade };
}

interface Sound {
  src: string;
  trim: number;
  speed: number;
  volume: Parameters<typeof keyframes>[0];
  fade: AudioFade;
  /** An audio clip without sound is a mistake; a video clip without sound is not. */
  required: boolean;
}

function soundOf({ asset }: Clip): Sound | undefined {
  if (asset.type !== 'audio' && asset.type !== 'video') return undefined;
  const { src, trim = 0, speed = 1, volume } = asset;
  const fade = (asset.type === 'audio' ? asset.effect : asset.volumeEffect) ?? 'none';
  return { src, trim, speed, volume, fade, required: asset.type === 'audio' };
}

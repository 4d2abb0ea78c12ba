import { telemetryNoOverlap } from '../telemetry.errors';
import type { Track } from '../track';
import { type Alignment, type AlignmentChoice, alignTrack, CLEAR_MARGIN, isUncertain } from './align-track';
import { alignmentCandidates } from './candidates';
import { chapterOf } from './file-name-stamp';
import { overlapOf } from './time-map';
import type { VideoFacts } from './video-starts';

/**
 * Aligns several videos of one camera with one track. Chapters of a recording follow each other without a break. We
 * assume that the camera's clock is wrong by the same time in all clips, which often decides what a single clip leaves
 * open; where it does not, each clip asks.
 * @returns one alignment for each clip, in the order given
 * @throws telemetryNoOverlap, telemetryInvalidAlignment
 */
export function alignClips(track: Track, clips: readonly VideoFacts[], choice: AlignmentChoice = {}): Alignment[] {
  const recordings = groupChapters(clips);
  const wholes = recordings.map((chapters) => whole(clips, chapters));
  const reading = choice.candidate || choice.anchors ? undefined : commonReading(track, wholes);
  const common = choice.candidate ?? reading?.candidate;
  const alignments: Alignment[] = [];
  for (const [number, chapters] of recordings.entries()) {
    const video = wholes[number] as VideoFacts;
    const candidates = alignmentCandidates(track, video);
    // Data in the time of this video says more than the clock that the clips share.
    const isOwn = candidates[0]?.method === 'same_recording' && candidates[0].confidence !== 'low';
    const known = isOwn && !choice.candidate ? undefined : candidates.find(({ id }) => id === common);
    const aligned = alignTrack(track, video, { ...choice, candidate: known ? common : undefined });
    const isOpen = known && reading && (known.overlap <= 0 || !(reading.settles || choice.offset));
    const alignment = isOpen ? { ...aligned, needsConfirmation: isUncertain(known, aligned.candidates) } : aligned;
    let played = 0;
    for (const index of chapters) {
      const { seconds } = clips[index] as VideoFacts;
      alignments[index] = chapterAlignment(track, alignment, played, seconds);
      played += seconds;
    }
  }
  return alignments;
}

function chapterAlignment(track: Track, alignment: Alignment, played: number, seconds: number): Alignment {
  const { offset, rate } = alignment.map;
  const map = { offset: offset + rate * played, rate };
  const coveredSeconds = overlapOf(track, map, seconds);
  if (coveredSeconds <= 0)
    throw telemetryNoOverlap('The track ends before one of the chapters of the recording begins.');
  return { ...alignment, map, coveredSeconds };
}

/** Indices of the clips of each recording, in the order of their chapters. */
function groupChapters(clips: readonly VideoFacts[]): number[][] {
  const groups = new Map<string, number[]>();
  const chapterNumber = (index: number) => chapterOf(clips[index]?.name ?? '')?.chapter ?? 0;
  for (const [index, { name }] of clips.entries()) {
    const recording = name && chapterOf(name)?.recording;
    const chapters = (recording && groups.get(recording)) || [];
    // A video that was sent twice is the same chapter, not the next one.
    const isRepeated = chapters.some((other) => chapterNumber(other) === chapterNumber(index));
    if (recording && !isRepeated) groups.set(recording, [...chapters, index]);
    else groups.set(`clip ${index}`, [index]);
  }
  return [...groups.values()].map((indices) => indices.sort((a, b) => chapterNumber(a) - chapterNumber(b)));
}

function whole(clips: readonly VideoFacts[], chapters: readonly number[]): VideoFacts {
  const seconds = chapters.reduce((sum, index) => sum + (clips[index]?.seconds ?? 0), 0);
  return { ...(clips[chapters[0] ?? 0] as VideoFacts), seconds };
}

interface Vote {
  fits: number;
  score: number;
  /** In the first recording. */
  offset: number;
}

/**
 * The reading of the camera's clock that fits most of the recordings; among equals, the likeliest.
 * `settles`: no other is nearly as likely.
 */
function commonReading(
  track: Track,
  videos: readonly VideoFacts[],
): { candidate: string; settles: boolean } | undefined {
  const votes = new Map<string, Vote>();
  for (const video of videos) {
    for (const { id, method, overlap, score, offset } of alignmentCandidates(track, video)) {
      if (score <= 0 || overlap <= 0 || method === 'start_of_track' || method === 'same_recording') continue;
      const vote = votes.get(id) ?? { fits: 0, score: 0, offset };
      votes.set(id, { ...vote, fits: vote.fits + (overlap >= 0.95 ? 1 : 0), score: vote.score + score });
    }
  }
  const [best, ...others] = [...votes].sort(([, a], [, b]) => b.fits - a.fits || b.score - a.score);
  if (!best) return undefined;
  const [candidate, { fits, score, offset }] = best;
  const isRival = ([, other]: (typeof others)[number]) =>
    other.fits === fits && score - other.score < CLEAR_MARGIN * videos.length && Math.abs(other.offset - offset) > 5;
  return { candidate, settles: fits > 1 && !others.some(isRival) };
}

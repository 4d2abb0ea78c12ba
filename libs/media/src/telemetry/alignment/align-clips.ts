import { telemetryNoOverlap } from '../telemetry.errors';
import type { Track } from '../track';
import { type Alignment, type AlignmentChoice, alignTrack } from './align-track';
import { alignmentCandidates, type VideoFacts } from './candidates';
import { chapterOf } from './file-name-stamp';
import { overlapOf } from './time-map';

/**
 * Aligns several videos of one camera with one track. Chapters of a recording follow each other without a break. We
 * assume that the camera's clock is wrong by the same time in all clips, which often decides what a single clip leaves
 * open.
 * @returns one alignment for each clip, in the order given
 * @throws telemetryNoOverlap, telemetryInvalidAlignment
 */
export function alignClips(track: Track, clips: readonly VideoFacts[], choice: AlignmentChoice = {}): Alignment[] {
  const recordings = groupChapters(clips);
  const wholes = recordings.map((chapters) => whole(clips, chapters));
  const common = choice.candidate ?? (choice.anchors ? undefined : commonCandidate(track, wholes));
  const alignments: Alignment[] = [];
  for (const [number, chapters] of recordings.entries()) {
    const video = wholes[number] as VideoFacts;
    const known = alignmentCandidates(track, video).some(({ id }) => id === common);
    const alignment = alignTrack(track, video, { ...choice, candidate: known ? common : undefined });
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

/** The reading of the camera's clock that fits most of the recordings; among equals, the likeliest. */
function commonCandidate(track: Track, videos: readonly VideoFacts[]): string | undefined {
  const votes = new Map<string, { fits: number; score: number }>();
  for (const video of videos) {
    for (const { id, overlap, score } of alignmentCandidates(track, video)) {
      if (score <= 0 || overlap <= 0 || id === 'start_of_track') continue;
      const vote = votes.get(id) ?? { fits: 0, score: 0 };
      votes.set(id, { fits: vote.fits + (overlap >= 0.95 ? 1 : 0), score: vote.score + score });
    }
  }
  const [best] = [...votes].sort(([, a], [, b]) => b.fits - a.fits || b.score - a.score);
  return best?.[0];
}

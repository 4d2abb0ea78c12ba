import type { TimelineLimit } from '../../edit/check-seconds';
import type { Edit } from '../../edit/edit';
import { segmentSourceChanged } from '../../render-proxy.errors';
import { composeScene } from '../compose-scene';
import type { SceneSources } from '../scene/build-scene';
import type { MediaFile, Scene } from '../scene/scene';
import { addressForMessages } from '../sources/address-for-messages';
import type { GatheredSources } from '../sources/gather-sources';
import type { SourceBytes } from '../sources/hashed-sources';
import { captureSources, planSegments } from './plan-segments';
import type { PlannedFile, SegmentPlan } from './segment-plan';

/** Characters of JSON. Edits of a few hundred clips take less than a tenth of it. */
const LARGEST_PLAN = 4_000_000;

/**
 * @param found the bytes of the sources
 * @throws invalid_edit
 */
export function makePlan(
  edit: Edit,
  sources: GatheredSources,
  found: ReadonlyMap<string, SourceBytes>,
  builds: Pick<SegmentPlan, 'ffmpegBuild' | 'engineBuild' | 'encoder'>,
  timeline: TimelineLimit | undefined,
): SegmentPlan {
  const files = Object.fromEntries([...sources.files].map(([src, file]) => [src, plannedFile(file, found.get(src))]));
  const captions = Object.fromEntries(sources.captions);
  const { scene, warnings } = composeScene(edit, sourcesIn({ files, captions }), timeline);
  const fonts = (edit.timeline.fonts ?? []).map(({ src }) => found.get(src)?.sha256 ?? '');
  const frames = scene.range.to - scene.range.from;
  return {
    ...builds,
    edit,
    files,
    captions,
    segments: planSegments({ ...builds, edit, scene, fonts }),
    captureSources: captureSources(scene, edit),
    frames,
    seconds: (frames * scene.fps.den) / scene.fps.num,
    warnings,
  };
}

function plannedFile(file: MediaFile, found: SourceBytes = { sha256: '', bytes: 0 }): PlannedFile {
  const { sha256 } = found;
  return { ...found, facts: { ...file, path: sha256, ...(file.colorTable && { colorTable: sha256 }) } };
}

/** Whether a plan is small enough to be stored, and to be read for each of its segments. */
export const isStorable = (plan: SegmentPlan): boolean => JSON.stringify(plan).length <= LARGEST_PLAN;

/**
 * The scene of a plan.
 * @param files those that are on this machine, by their address; the others have no path
 */
export function sceneOf(plan: SegmentPlan, files: ReadonlyMap<string, MediaFile>): Scene {
  return composeScene(plan.edit, sourcesIn(plan, files)).scene;
}

function sourcesIn(
  { files, captions }: Pick<SegmentPlan, 'files' | 'captions'>,
  own: ReadonlyMap<string, MediaFile> = new Map(),
): SceneSources {
  return {
    files: new Map(Object.entries(files).map(([src, { facts }]) => [src, own.get(src) ?? facts])),
    captions: new Map(Object.entries(captions)),
  };
}

/** @throws segment_source_changed when an address serves other bytes than those that were planned */
export function refuseChanged({ files }: SegmentPlan, found: ReadonlyMap<string, SourceBytes>): void {
  for (const [src, { sha256 }] of found)
    if (files[src]?.sha256 !== sha256)
      throw segmentSourceChanged(`${addressForMessages(src)} serves another file now.`);
}

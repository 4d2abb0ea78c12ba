import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { isSpaceMissing } from '@app/core';
import {
  FfmpegLocatorService,
  type HudClipFormat,
  hudClipExcess,
  type PlannedRendition,
  planRenditions,
  type RenditionPlan,
  refusesEditLists,
  type SourceVideo,
  unpackError,
  VideoEncodersService,
} from '@app/media';
import { ObjectStores } from '@app/storage';
import {
  runUploadTask,
  type StageResult,
  type TargetResult,
  type TranscodeResult,
  type TranscodeTask,
  transcodeAllowance,
  type Upload,
  type UploadFault,
  type UploadFile,
  UploadLeasesRepository,
  UploadSettingsService,
  uploadFaultOf,
  uploadKey,
  uploadSpaceMissing,
  videoTooLong,
  videoTooShort,
} from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { drawsHud, formerWithHud, keepFormerFiles, stillNeeded } from './former-files';
import type { UploadRun } from './upload-run';
import { VerifyStageService } from './verify-stage.service';

/** Share of the stage after which only storing is left. */
const MADE = 0.9;

const HUD_CLIP_TYPES: Readonly<Record<HudClipFormat, string>> = { prores: 'video/quicktime', vp9: 'video/webm' };
const REFUSALS = { too_short: videoTooShort, too_long: videoTooLong };

/** `error`: a file could not be made again, so that the former one stays, or the overlay alone was not made. */
interface Produced {
  result: StageResult;
  targets: readonly TargetResult[];
  error?: UploadFault;
}

/** A file on this machine and its role in the store. */
interface MadeFile {
  path: string;
  file: UploadFile;
}

/**
 * Makes the files of an upload and stores them. A target whose file cannot be made fails; the raw video never replaces
 * it.
 */
@Injectable()
export class TranscodeStageService {
  constructor(
    private readonly verify: VerifyStageService,
    private readonly leases: UploadLeasesRepository,
    private readonly stores: ObjectStores,
    private readonly encoders: VideoEncodersService,
    private readonly locator: FfmpegLocatorService,
    private readonly settings: UploadSettingsService,
  ) {}

  /** @throws the task's error when nothing could be made, storage_unavailable, or the signal's reason */
  async produce(run: UploadRun): Promise<Produced> {
    const { source } = await this.verify.inspect(run);
    const kept = formerWithHud(run);
    const open = run.targets.filter(
      ({ platform, status }) => status !== 'ready' && !kept.some((former) => former.platform === platform),
    );
    const plan = planFor(run.upload, open, source);
    const refused = plan.refused.map(({ target, code, message }) =>
      failedTarget(target, uploadFaultOf(REFUSALS[code](message))),
    );
    const { name: encoder } = await this.encoders.current();
    const privacy = await this.settings.privacyOf(run.upload);
    const programs = { encoder, ffmpeg: await this.locator.find() };
    const task = await taskFor(run, open, source, plan, programs);
    if (task.overlay && privacy) task.overlay.privacy = privacy;
    const clips = task.overlay?.clips?.formats.length ?? 0;
    if (plan.renditions.length === 0 && clips === 0) return this.ended(run, source, [...refused, ...kept]);
    const { signal, onProgress } = run;
    const result = await runUploadTask(task, {
      directory: await run.files.taskFolder(),
      limits: transcodeAllowance(source, plan, clips),
      signal,
      onProgress: (share) => onProgress(share * MADE),
    });
    const { made, failed, encoderError } = result;
    if (encoderError) this.encoders.giveUp({ name: encoder }, unpackError(encoderError));
    const [firstFailure] = failed;
    const full = failed.map(({ error }) => unpackError(error)).find(isSpaceMissing);
    if (full) throw uploadSpaceMissing(undefined, { cause: full });
    if (made.length === 0 && firstFailure) throw unpackError(firstFailure.error);
    const ready = made.flatMap(({ platforms, path }) =>
      platforms.map((platform): TargetResult => ({ platform, file: nameFor(run.upload, path) })),
    );
    const broken = failed.flatMap(({ platforms, error }) =>
      platforms.map((platform) => failedTarget(platform, uploadFaultOf(unpackError(error)))),
    );
    // The last result of a platform counts: a cover that fails makes its target fail.
    return this.ended(run, source, [...ready, ...broken, ...refused, ...kept], filesOf(result, run.upload, source));
  }

  /** Stores what was made, unless nothing of the upload is ready. */
  private async ended(
    run: UploadRun,
    source: SourceVideo,
    all: readonly TargetResult[],
    made: readonly MadeFile[] = [],
  ): Promise<Produced> {
    const { results: targets, error: broken } = keepFormerFiles(run, all);
    const error = missingHud(run) ?? broken ?? clipFault(run.upload, source);
    const lost = new Set(targets.filter(({ error: fault }) => fault).map(({ platform }) => platform));
    const isOneReady = [...targets, ...run.targets.filter(({ status }) => status === 'ready')].some(
      ({ platform }) => !lost.has(platform),
    );
    // The upload fails and its unit of the quota is returned, so none of its files may be downloadable.
    const result = isOneReady && made.length > 0 ? { files: await this.store(run, made, targets) } : {};
    return { result, targets, ...(error && { error }) };
  }

  /** Records the names before storing the files, so that all of them can be found and deleted whatever happens. */
  private async store(
    run: UploadRun,
    made: readonly MadeFile[],
    results: readonly TargetResult[],
  ): Promise<UploadFile[]> {
    const { upload, lease, signal, onProgress } = run;
    const store = this.stores.named(upload.storage);
    const fresh = new Set(made.map(({ file }) => file.name));
    const earlier = upload.files.filter(({ name }) => !fresh.has(name));
    const planned = made.map(({ file }) => ({ ...file, isStored: false }));
    await this.leases.recordFiles(lease, [...earlier, ...planned]);
    for (const [index, { path, file }] of made.entries()) {
      await store.put(uploadKey(upload, file.name), { file: path }, { contentType: file.contentType, signal });
      onProgress(MADE + ((1 - MADE) * (index + 1)) / made.length);
    }
    const files = made.map(({ file }) => file);
    const kept = stillNeeded(earlier, files, run, results);
    const replaced = earlier.filter((file) => !kept.includes(file)).map((file) => ({ ...file, isStored: false }));
    if (replaced.length > 0) {
      // Nothing refers to these files any longer, even if this run ends here.
      upload.files = [...kept, ...replaced, ...planned];
      await this.leases.recordFiles(lease, upload.files);
      await this.stores.deleteAll(
        upload.storage,
        replaced.map(({ name }) => uploadKey(upload, name)),
      );
    }
    return [...kept, ...files];
  }
}

/** @param targets those that need a rendition */
function planFor(upload: Upload, targets: UploadRun['targets'], source: SourceVideo): RenditionPlan {
  const { reshapes = false, fit: framing = 'blur' } = upload.options;
  const hud = drawsHud(upload);
  return planRenditions(
    source,
    targets.map(({ platform }) => ({
      id: platform,
      destination: reshapes ? platform : 'download',
      framing,
      hud,
      refusesEditLists: refusesEditLists(platform),
    })),
  );
}

async function taskFor(
  { upload, files }: UploadRun,
  targets: UploadRun['targets'],
  video: SourceVideo,
  plan: RenditionPlan,
  programs: Pick<TranscodeTask, 'encoder' | 'ffmpeg'>,
): Promise<TranscodeTask> {
  const overlay = await overlayFor(upload, files, plan, video);
  const covers = (upload.options.covers ?? []).filter((cover) =>
    targets.some(({ platform }) => platform === cover.platform),
  );
  return {
    kind: 'transcode',
    path: await files.source(),
    video,
    plan,
    folder: await files.taskFolder(),
    ...programs,
    covers: await Promise.all(
      covers.map(async ({ platform, seconds, image }) => ({
        platform,
        ...(seconds !== undefined && { seconds }),
        ...(image && { path: await files.cover(platform, image.sizeBytes) }),
      })),
    ),
    ...(overlay && { overlay }),
  };
}

/** Undefined when nothing shows an overlay. */
async function overlayFor(
  { options, telemetry, telemetryReceivedAt, readyFiles, stages }: Upload,
  files: UploadRun['files'],
  { renditions }: RenditionPlan,
  video: SourceVideo,
): Promise<TranscodeTask['overlay']> {
  const { hud: settings, hudClips = [], hudClipSettings, extent, startLine, trackRetry = 0 } = options;
  if (!telemetry || stages.telemetry?.status !== 'done') return undefined;
  const current = readyFiles.filter(({ kind, name }) => kind === 'hud' && retryOf(name) >= trackRetry);
  const made = new Set(current.map(({ contentType }) => contentType));
  const formats = hudClips.filter((format) => !made.has(HUD_CLIP_TYPES[format]));
  const hasClips = hudClipSettings && formats.length > 0 && !hudClipExcess(video);
  const clips = hasClips ? { formats, settings: hudClipSettings } : undefined;
  const isDrawn = settings && renditions.some(({ hud }) => hud);
  if (!isDrawn && !clips) return undefined;
  const { map, utcOffsetMinutes } = telemetry.alignment;
  return {
    trackPath: telemetryReceivedAt ? await files.telemetry() : await files.source(),
    map,
    ...(utcOffsetMinutes !== undefined && { utcOffsetMinutes }),
    ...(extent && { extent }),
    ...(startLine && { startLine }),
    ...(isDrawn && { settings }),
    ...(clips && { clips }),
  };
}

const failedTarget = (platform: PlannedRendition['targets'][number], error: UploadFault): TargetResult => ({
  platform: platform as TargetResult['platform'],
  error,
});

/** A retry gives files other names, so that an address never leads to other bytes. */
const nameFor = ({ retries }: Upload, path: string): string =>
  retries === 0 ? basename(path) : `retry-${retries}-${basename(path)}`;

/** Why former files stay: the overlay that they show could not be drawn again. */
function missingHud(run: UploadRun): UploadFault | undefined {
  const { error } = run.upload.stages.telemetry ?? {};
  if (!error || formerWithHud(run).length === 0) return undefined;
  return { ...error, message: `The former files with the overlay stay. ${error.message}` };
}

/** Why the requested overlay alone is missing; the other files are made nevertheless. */
function clipFault({ options, stages }: Upload, source: SourceVideo): UploadFault | undefined {
  const isWanted = (options.hudClips ?? []).length > 0 && stages.telemetry?.status === 'done';
  const excess = isWanted ? hudClipExcess(source) : undefined;
  return excess && uploadFaultOf(excess);
}

/** The retry that made a file of this name. */
const retryOf = (name: string): number => Number(/^retry-(\d+)-/.exec(name)?.[1] ?? 0);

function filesOf({ made, hudClips, covers }: TranscodeResult, upload: Upload, source: SourceVideo): MadeFile[] {
  const files = made.map(({ path, bytes, platforms, width, height, fps }) => {
    const measures = { sizeBytes: bytes, width, height, seconds: source.seconds, fps };
    const showsHud = drawsHud(upload);
    return madeFile(upload, path, { kind: 'rendition', platforms, contentType: 'video/mp4', showsHud, ...measures });
  });
  const clips = hudClips.map(({ path, bytes, format }) => {
    const measures = { sizeBytes: bytes, width: source.width, height: source.height, seconds: source.seconds };
    return madeFile(upload, path, { kind: 'hud', contentType: HUD_CLIP_TYPES[format], ...measures });
  });
  const pictures = new Map<string, UploadFile['kind']>();
  for (const { thumbnail, contactSheet } of made)
    pictures.set(thumbnail, 'thumbnail').set(contactSheet, 'contact_sheet');
  return [
    ...files,
    ...clips,
    ...[...pictures].map(([path, kind]) => madeFile(upload, path, { kind, contentType: 'image/jpeg' })),
    ...covers.map(({ path, platform }) =>
      madeFile(upload, path, { kind: 'cover', platforms: [platform], contentType: 'image/jpeg' }),
    ),
  ];
}

function madeFile(
  upload: Upload,
  path: string,
  facts: Pick<UploadFile, 'kind' | 'contentType'> & Partial<UploadFile>,
): MadeFile {
  const unknown = { platforms: [], width: null, height: null, seconds: null, fps: null };
  const sizeBytes = facts.sizeBytes ?? statSync(path).size;
  return { path, file: { ...unknown, ...facts, name: nameFor(upload, path), sizeBytes, isStored: true } };
}

import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { type PlannedRendition, planRenditions, type RenditionPlan, type SourceVideo, unpackError } from '@app/media';
import { ObjectStores } from '@app/storage';
import {
  type MadeRendition,
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
  type UploadsConfig,
  uploadKey,
  uploadsConfig,
  videoTooLong,
  videoTooShort,
} from '@app/uploads';
import { Inject, Injectable } from '@nestjs/common';
import { faultOf } from './telemetry-stage.service';
import type { UploadRun } from './upload-run';
import { VerifyStageService } from './verify-stage.service';

/** Share of the stage after which only storing is left. */
const MADE = 0.9;

const REFUSALS = { too_short: videoTooShort, too_long: videoTooLong };

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
    @Inject(uploadsConfig.KEY) private readonly config: UploadsConfig,
  ) {}

  /** @throws the task's error when nothing could be made, storage_unavailable, or the signal's reason */
  async produce(run: UploadRun): Promise<{ result: StageResult; targets: readonly TargetResult[] }> {
    const { source } = await this.verify.inspect(run);
    const plan = planFor(run, source);
    const refused = plan.refused.map(({ target, code, message }) =>
      failedTarget(target, faultOf(REFUSALS[code](message))),
    );
    if (plan.renditions.length === 0) return { result: {}, targets: refused };
    const { made, failed } = await this.transcode(run, source, plan);
    const [firstFailure] = failed;
    if (made.length === 0 && firstFailure) throw unpackError(firstFailure.error);
    const files = await this.store(run, filesOf(made, run.upload, source));
    const ready = made.flatMap(({ platforms, path }) =>
      platforms.map((platform): TargetResult => ({ platform, file: nameFor(run.upload, path) })),
    );
    const broken = failed.flatMap(({ platforms, error }) =>
      platforms.map((platform) => failedTarget(platform, faultOf(unpackError(error)))),
    );
    return { result: { files }, targets: [...ready, ...broken, ...refused] };
  }

  private async transcode(run: UploadRun, video: SourceVideo, plan: RenditionPlan): Promise<TranscodeResult> {
    const { upload, files, signal, onProgress } = run;
    const { hud: settings } = upload.options;
    const needsHud = plan.renditions.some(({ hud }) => hud);
    const trackPath = needsHud && (upload.telemetryReceivedAt ? await files.telemetry() : await files.source());
    const task: TranscodeTask = {
      kind: 'transcode',
      path: await files.source(),
      video,
      plan,
      folder: await files.taskFolder(),
      encoder: this.config.UPLOAD_VIDEO_ENCODER,
      ...(trackPath &&
        settings &&
        upload.telemetry && { hud: { settings, trackPath, map: upload.telemetry.alignment.map } }),
    };
    return runUploadTask(task, {
      directory: await files.taskFolder(),
      limits: transcodeAllowance(video, plan),
      signal,
      onProgress: (share) => onProgress(share * MADE),
    });
  }

  /** Records the names before storing the files, so that all of them can be found and deleted whatever happens. */
  private async store(
    { upload, lease, targets, signal, onProgress }: UploadRun,
    made: readonly MadeFile[],
  ): Promise<UploadFile[]> {
    const store = this.stores.named(upload.storage);
    const fresh = new Set(made.map(({ file }) => file.name));
    const earlier = upload.files.filter(({ name }) => !fresh.has(name));
    const isKept = targets.some(({ status }) => status === 'ready');
    const planned = made.map(({ file }) => ({ ...file, isStored: false }));
    await this.leases.recordFiles(lease, [...earlier, ...planned]);
    for (const [index, { path, file }] of made.entries()) {
      await store.put(uploadKey(upload, file.name), { file: path }, { contentType: file.contentType, signal });
      onProgress(MADE + ((1 - MADE) * (index + 1)) / made.length);
    }
    if (!isKept)
      await this.stores.deleteAll(
        upload.storage,
        earlier.map(({ name }) => uploadKey(upload, name)),
      );
    return [...(isKept ? earlier : []), ...made.map(({ file }) => file)];
  }
}

/** For the targets that have no file yet. */
function planFor({ upload, targets }: UploadRun, source: SourceVideo): RenditionPlan {
  const { reshapes = false, fit: framing = 'blur' } = upload.options;
  const hud = Boolean(upload.options.hud) && upload.stages.telemetry?.status === 'done';
  const open = targets.filter(({ status }) => status !== 'ready');
  return planRenditions(
    source,
    open.map(({ platform }) => ({
      id: platform,
      destination: reshapes ? platform : 'download',
      framing,
      hud,
    })),
  );
}

const failedTarget = (platform: PlannedRendition['targets'][number], error: UploadFault): TargetResult => ({
  platform: platform as TargetResult['platform'],
  error,
});

/** A retry gives files other names, so that an address never leads to other bytes. */
const nameFor = ({ retries }: Upload, path: string): string =>
  retries === 0 ? basename(path) : `retry-${retries}-${basename(path)}`;

function filesOf(made: readonly MadeRendition[], upload: Upload, { seconds }: SourceVideo): MadeFile[] {
  const files: MadeFile[] = made.map(({ path, bytes, platforms, width, height, fps }) => ({
    path,
    file: {
      name: nameFor(upload, path),
      kind: 'rendition',
      platforms,
      contentType: 'video/mp4',
      sizeBytes: bytes,
      width,
      height,
      seconds,
      fps,
      isStored: true,
    },
  }));
  const pictures = new Map<string, UploadFile['kind']>();
  for (const { thumbnail, contactSheet } of made)
    pictures.set(thumbnail, 'thumbnail').set(contactSheet, 'contact_sheet');
  return [...files, ...[...pictures].map(([path, kind]) => pictureFile(upload, path, kind))];
}

function pictureFile(upload: Upload, path: string, kind: UploadFile['kind']): MadeFile {
  const unknown = { width: null, height: null, seconds: null, fps: null };
  const file = { name: nameFor(upload, path), kind, platforms: [], contentType: 'image/jpeg', ...unknown };
  return { path, file: { ...file, sizeBytes: statSync(path).size, isStored: true } };
}

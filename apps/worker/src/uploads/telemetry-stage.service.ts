import { AppError } from '@app/core';
import {
  type BoxLimits,
  type TrackPrivacy,
  telemetryNoGpsInVideo,
  telemetryUnrecognized,
  type VideoFacts,
} from '@app/media';
import {
  runUploadTask,
  telemetryNeedsConfirmation,
  type UploadFault,
  UploadLeasesRepository,
  type UploadProbe,
  UploadSettingsService,
  type UploadTelemetry,
  uploadFaultOf,
  uploadWaitsForClip,
  zonesMark,
} from '@app/uploads';
import { Injectable } from '@nestjs/common';
import type { UploadRun } from './upload-run';

/** Several times the time that the largest accepted file took in measurements. */
const LIMITS: BoxLimits = { processorSeconds: 60, memoryMb: 1_200 };

/** Pause until the next check of the other clips. */
const CLIP_SECONDS = 3;

/** The result of reading an upload's track. A fault is reported; the upload continues without an overlay. */
export type TelemetryOutcome =
  | { status: 'done'; telemetry: UploadTelemetry }
  | { status: 'skipped' }
  | { status: 'failed'; telemetry?: UploadTelemetry; error: UploadFault };

/** Reads the track of an upload: its telemetry file, otherwise the camera's data in the video. */
@Injectable()
export class TelemetryStageService {
  constructor(
    private readonly leases: UploadLeasesRepository,
    private readonly settings: UploadSettingsService,
  ) {}

  /** @throws upload_waits_for_clip, the errors of fetching the files, and the signal's reason */
  async read(run: UploadRun, probe: UploadProbe): Promise<TelemetryOutcome> {
    const { upload, files, signal } = run;
    const hasFile = upload.telemetryReceivedAt !== null;
    const path = await trackPath(run);
    const { speedingMph = 80, euphoriaMph = 100, ...chosen } = upload.options;
    const { telemetryCandidate, telemetryOffsetMs: offsetMs, usualOffsetMs, anchors, startLine, extent } = chosen;
    const privacy = await this.settings.privacyOf(upload);
    const choice = {
      speedingMph,
      euphoriaMph,
      ...(offsetMs !== undefined && { offsetMs }),
      ...(usualOffsetMs !== undefined && { usualOffsetMs }),
      ...(telemetryCandidate && { candidate: telemetryCandidate }),
      ...(anchors && { anchors }),
      ...(startLine && { startLine }),
      ...(extent && { extent }),
      ...(privacy && { privacy }),
    };
    const video = { ...factsOf(upload.filename, probe), ...(!hasFile && { holdsTrack: true }) };
    const others = await this.otherClips(run);
    try {
      const task = { kind: 'telemetry' as const, path, video, choice, others };
      const options = { directory: await files.taskFolder(), limits: LIMITS, signal };
      const telemetry = await runUploadTask(task, options);
      if (!telemetry.alignment.needsConfirmation) return { status: 'done', telemetry };
      return {
        status: 'failed',
        telemetry,
        error: uploadFaultOf(telemetryNeedsConfirmation(telemetry.alignment.reason)),
      };
    } catch (error) {
      signal.throwIfAborted();
      const holdsNone = telemetryNoGpsInVideo.is(error) || telemetryUnrecognized.is(error);
      if (!hasFile && holdsNone) return { status: 'skipped' };
      if (error instanceof AppError && !error.retryable) return { status: 'failed', error: uploadFaultOf(error) };
      throw error;
    }
  }

  /**
   * The figures with the distance that captions tell with these zones. It is measured again when the track was read with
   * other zones, and absent if that fails.
   * @throws the errors of fetching the files, and the signal's reason
   */
  async withShownDistance(run: UploadRun, privacy: TrackPrivacy | undefined): Promise<UploadTelemetry | null> {
    const { telemetry, probe } = run.upload;
    if (!telemetry || !probe || !privacy?.zones.length) return telemetry;
    const mark = zonesMark(privacy);
    if (telemetry.shownMark === mark) return telemetry;
    const { shownMeters: former, ...kept } = telemetry;
    const clip = { map: telemetry.alignment.map, seconds: probe.seconds };
    const task = { kind: 'shown_distance' as const, path: await trackPath(run), clip, privacy };
    try {
      const options = { directory: await run.files.taskFolder(), limits: LIMITS, signal: run.signal };
      const { meters } = await runUploadTask(task, options);
      return { ...kept, shownMeters: meters, shownMark: mark };
    } catch (error) {
      run.signal.throwIfAborted();
      if (error instanceof AppError && !error.retryable) return { ...kept, shownMark: mark };
      throw error;
    }
  }

  /** The clips with the same track whose videos have arrived. @throws upload_waits_for_clip */
  private async otherClips({ upload }: UploadRun): Promise<VideoFacts[]> {
    const clips = await this.leases.clipsWithTrackOf(upload);
    return clips.map(({ filename, probe }) => {
      if (!probe) throw uploadWaitsForClip(undefined, { retryAfterSeconds: CLIP_SECONDS });
      return factsOf(filename, probe);
    });
  }
}

const trackPath = ({ upload, files }: UploadRun): Promise<string> =>
  upload.telemetryReceivedAt === null ? files.source() : files.telemetry();

const factsOf = (name: string, { seconds, recordedAt }: UploadProbe): VideoFacts => ({
  seconds,
  name,
  ...(recordedAt && { createdAt: Date.parse(recordedAt) / 1_000 }),
});

import type { HeldLease, LastWrite } from '@app/jobs';
import {
  type StageFindings,
  type TakenUpload,
  UPLOAD_STAGES,
  type UploadFault,
  type UploadStage,
  type UploadStageRecord,
  uploadFailed,
} from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { CaptionsStageService } from './captions-stage.service';
import { formerFilesOf } from './former-files';
import { TelemetryStageService } from './telemetry-stage.service';
import { TranscodeStageService } from './transcode-stage.service';
import { STAGE_ENDS, type UploadRun } from './upload-run';
import { UploadSettlementService } from './upload-settlement.service';
import type { UploadWorkFiles } from './upload-work-files';
import { VerifyStageService } from './verify-stage.service';

/** An upload that keeps crashing its workers is given up after this many attempts. */
const MAX_CRASHES = 6;

/** The outcome of a stage. */
interface StageOutcome extends StageFindings {
  status: 'done' | 'skipped' | 'failed';
  error?: UploadFault;
}

/**
 * Takes an upload through its stages. Each result is recorded before the next stage begins, and a finished stage is not
 * repeated.
 */
@Injectable()
export class UploadPipelineService {
  constructor(
    private readonly settlement: UploadSettlementService,
    private readonly verify: VerifyStageService,
    private readonly telemetry: TelemetryStageService,
    private readonly transcode: TranscodeStageService,
    private readonly captions: CaptionsStageService,
  ) {}

  async run(taken: TakenUpload, files: UploadWorkFiles, held: HeldLease<number>): Promise<LastWrite> {
    if (taken.upload.attempts > MAX_CRASHES) throw uploadFailed('Every worker that processed the video crashed.');
    let from = 0;
    for (const stage of UPLOAD_STAGES) {
      const [start, end] = [from, STAGE_ENDS[stage]];
      const onProgress = (share: number) => held.report(start + (end - start) * share);
      await this.runStage(stage, { ...taken, files, signal: held.signal, onProgress });
      onProgress(1);
      from = end;
    }
    return this.ending(taken);
  }

  private ending(taken: TakenUpload): LastWrite {
    const failed = taken.targets.filter(({ status }) => status === 'failed');
    if (failed.length < taken.targets.length)
      return () => this.settlement.complete(taken, failed.length > 0 ? 'partial' : 'completed');
    const [first] = failed;
    return () => this.settlement.fail(taken, first?.error ?? { code: 'upload_failed', message: 'No target was made.' });
  }

  private async runStage(stage: UploadStage, run: UploadRun): Promise<void> {
    const { upload, targets } = run;
    const before = upload.stages[stage];
    if (before?.finishedAt) return;
    const startedAt = before?.startedAt ?? new Date().toISOString();
    const running: UploadStageRecord = { status: 'running', startedAt };
    await this.settlement.recordStage(run, stage, running);
    upload.stages = { ...upload.stages, [stage]: running };
    const { status, error, ...found } = await this.work(stage, run);
    const record: UploadStageRecord = {
      status,
      startedAt,
      finishedAt: new Date().toISOString(),
      ...(error && { error }),
    };
    await this.settlement.recordStage(run, stage, record, found);
    upload.stages = { ...upload.stages, [stage]: record };
    Object.assign(upload, found.result);
    for (const result of found.targets ?? []) {
      const target = targets.find(({ platform }) => platform === result.platform);
      if (target)
        Object.assign(target, { ...result, status: result.error ? 'failed' : result.file ? 'ready' : target.status });
    }
  }

  private async work(stage: UploadStage, run: UploadRun): Promise<StageOutcome> {
    switch (stage) {
      case 'verify': {
        const { probe } = await this.verify.inspect(run, run.onProgress);
        return { status: 'done', result: { probe } };
      }
      case 'telemetry': {
        if (!run.upload.probe) throw uploadFailed();
        const outcome = await this.telemetry.read(run, run.upload.probe);
        const telemetry = 'telemetry' in outcome ? outcome.telemetry : undefined;
        // The figures of a file that stays must not be replaced by those of an alignment that failed.
        const isForFormer = outcome.status === 'failed' && run.upload.telemetry && formerFilesOf(run).length > 0;
        return {
          status: outcome.status,
          ...('error' in outcome && { error: outcome.error }),
          ...(telemetry && !isForFormer && { result: { telemetry } }),
        };
      }
      case 'transcode':
        return { status: 'done', ...(await this.transcode.produce(run)) };
      case 'captions':
        return { status: 'done', ...(await this.captions.compose(run)) };
    }
  }
}

import { AppError } from '@app/core';
import {
  type CaptionFacts,
  CaptionGenerator,
  captionFactsOf,
  composeCaption,
  defaultCaption,
  fillTemplate,
  type GeneratedCaption,
  type StageFindings,
  type TargetResult,
  type UploadFault,
  UploadSettingsService,
  uploadFaultOf,
} from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { TelemetryStageService } from './telemetry-stage.service';
import type { UploadRun } from './upload-run';

/**
 * Writes the texts of the posts, within the limits of each platform. The owner's own texts take precedence over
 * templates and generators.
 */
@Injectable()
export class CaptionsStageService {
  constructor(
    private readonly generator: CaptionGenerator,
    private readonly settings: UploadSettingsService,
    private readonly tracks: TelemetryStageService,
  ) {}

  /**
   * `error`: the caption service failed, and the built-in template wrote the caption.
   * @throws the errors of fetching the track, and the signal's reason
   */
  async compose(run: UploadRun): Promise<StageFindings & { error?: UploadFault }> {
    const { upload, targets, signal } = run;
    const { alwaysHashtags = [], blockedHashtags = [], maxHashtags = 0, captionTemplate, speedUnit } = upload.options;
    const privacy = await this.settings.privacyOf(upload);
    const telemetry = await this.tracks.withShownDistance(run, privacy);
    const facts = captionFactsOf({ ...upload, telemetry }, speedUnit ?? 'mph', privacy);
    const { generated, error } = await this.generated(
      upload.options.autoCaptions === true && !upload.caption,
      facts,
      signal,
    );
    const caption = captionTemplate ? captionBy(captionTemplate, facts, upload.caption) : upload.caption;
    const parts = {
      title: upload.title || generated?.title || (facts.values.title ?? ''),
      caption: caption || (generated?.caption ?? ''),
      always: alwaysHashtags,
      ofUpload: [...upload.hashtags, ...(generated?.hashtags ?? [])],
      blocked: blockedHashtags,
      maxHashtags,
    };
    const results = targets.map(
      ({ platform }): TargetResult => ({ platform, caption: composeCaption(platform, parts) }),
    );
    return { targets: results, ...(telemetry && { result: { telemetry } }), ...(error && { error }) };
  }

  private async generated(
    isWanted: boolean,
    facts: CaptionFacts,
    signal: AbortSignal,
  ): Promise<{ generated?: GeneratedCaption; error?: UploadFault }> {
    if (!isWanted) return {};
    try {
      return { generated: await this.generator.generate(facts, signal) };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof AppError)) throw error;
      return { generated: defaultCaption(facts), error: uploadFaultOf(error) };
    }
  }
}

/** A template without a variable for the caption gives way to a caption that the owner wrote. */
const captionBy = (template: string, { values }: CaptionFacts, caption: string): string =>
  caption && !template.includes('{caption}') ? caption : fillTemplate(template, values);

import { EntitlementsService } from '@app/billing';
import { hudSettingsOf, type Upload, type UploadOptions, UploadSettingsService, type UploadTarget } from '@app/uploads';
import { Injectable } from '@nestjs/common';

/** How an upload is processed: its own choices, its owner's settings, and the features of the plan. */
@Injectable()
export class UploadOptionsService {
  constructor(
    private readonly settings: UploadSettingsService,
    private readonly entitlements: EntitlementsService,
  ) {}

  /** @param chosen the choices of the upload, in addition to the settings */
  async of(ownerId: string, chosen: Partial<UploadOptions>): Promise<UploadOptions> {
    const [settings, { features }] = await Promise.all([this.settings.of(ownerId), this.entitlements.of(ownerId)]);
    const canDraw = features.has('hud_overlay');
    const isDrawn = settings.hudEnabled && canDraw && !chosen.declinesHud;
    const hasClips = canDraw && (chosen.hudClips ?? []).length > 0;
    return {
      ...chosen,
      hud: isDrawn ? hudSettingsOf(settings) : null,
      ...(hasClips && { hudClipSettings: hudSettingsOf(settings) }),
      usualOffsetMs: settings.telemetryOffsetMs,
      speedingMph: settings.speedingMph,
      euphoriaMph: settings.euphoriaMph,
      fit: chosen.fit ?? 'blur',
      reshapes: features.has('auto_transcode'),
      alwaysHashtags: settings.alwaysHashtags,
      blockedHashtags: settings.blockedHashtags,
      maxHashtags: settings.maxHashtags,
      captionTemplate: features.has('caption_templates') ? settings.captionTemplate || null : null,
      autoCaptions: features.has('auto_captions') && settings.autoCaptions,
      speedUnit: settings.hudSpeedUnit,
    };
  }

  /**
   * Features that plan and settings now add to an upload that was processed with fewer, if they change one of its
   * files: an overlay for its track, or its platforms' aspect ratios.
   */
  async gainsOf(
    { userId, options, stages }: Pick<Upload, 'userId' | 'options' | 'stages'>,
    targets: readonly UploadTarget[],
  ): Promise<Partial<Pick<UploadOptions, 'hud' | 'reshapes'>>> {
    const { hud, reshapes } = await this.of(userId, options);
    const gainsHud = hud !== null && !options.hud && stages.telemetry?.status === 'done';
    const gainsShapes = reshapes && !options.reshapes && targets.some(({ platform }) => platform !== 'download');
    return { ...(gainsHud && { hud }), ...(gainsShapes && { reshapes }) };
  }
}

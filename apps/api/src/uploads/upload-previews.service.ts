import { buffer } from 'node:stream/consumers';
import type { Owner } from '@app/core';
import { hudSettings, mapThrough } from '@app/media';
import { ObjectStores } from '@app/storage';
import {
  HudPreviewService,
  hudSettingsOf,
  telemetryKey,
  type Upload,
  UploadSettingsService,
  uploadFileNotReady,
  uploadStateConflict,
} from '@app/uploads';
import { Injectable, StreamableFile } from '@nestjs/common';
import type { HudPreviewDto } from './hud-preview.dto';
import { UploadReaderService } from './upload-reader.service';

const USUAL_SIZE = { width: 1_280, height: 720 };

/** Shows what the overlay of an upload looks like with other settings. */
@Injectable()
export class UploadPreviewsService {
  constructor(
    private readonly reader: UploadReaderService,
    private readonly settings: UploadSettingsService,
    private readonly previews: HudPreviewService,
    private readonly stores: ObjectStores,
  ) {}

  /** @throws not_found, upload_file_not_ready, upload_state_conflict, storage_unavailable and the errors of a preview */
  async paint(owner: Owner, id: string, preview: HudPreviewDto): Promise<StreamableFile> {
    const { seconds, track_seconds: trackSeconds, width, height, ...given } = preview;
    const upload = await this.reader.find(owner, id);
    const { telemetry, probe } = readable(upload);
    const { extent, startLine } = upload.options;
    const privacy = await this.settings.privacyOf(upload);
    const own = hudSettingsOf(await this.settings.of(owner.ownerId));
    // Another preset shows its own elements.
    const checked = hudSettings({ ...own, ...(given.preset && { elements: undefined }), ...given });
    if ('faults' in checked) throw uploadStateConflict('The stored settings of the overlay are not valid.');
    const size = { width: width ?? USUAL_SIZE.width, height: height ?? USUAL_SIZE.height };
    const frame = { seconds, videoSeconds: probe.seconds, ...size };
    const { map, utcOffsetMinutes } = telemetry.alignment;
    const shown = trackSeconds === undefined ? map : mapThrough([{ video: seconds, track: trackSeconds }], map.rate);
    const trackId = `${upload.id} ${upload.telemetryReceivedAt?.getTime() ?? 0}`;
    const png = await this.previews.paint(
      owner.ownerId,
      {
        trackId,
        map: shown,
        settings: checked.settings,
        ...frame,
        ...(utcOffsetMinutes !== undefined && { utcOffsetMinutes }),
        ...(extent && { extent }),
        ...(startLine && { startLine }),
        ...(privacy && { privacy }),
      },
      async () => buffer((await this.stores.named(upload.storage).open(telemetryKey(upload))).stream),
    );
    return new StreamableFile(png, { type: 'image/png' });
  }
}

/** @throws upload_file_not_ready, upload_state_conflict */
function readable(upload: Upload): {
  telemetry: NonNullable<Upload['telemetry']>;
  probe: NonNullable<Upload['probe']>;
} {
  const { telemetry, probe, telemetryReceivedAt, erasedAt } = upload;
  if (!telemetryReceivedAt || erasedAt)
    throw uploadStateConflict(
      telemetry && !erasedAt
        ? 'The data is in the video itself; previews need a telemetry file.'
        : 'The upload has no telemetry file.',
    );
  if (!telemetry || !probe) throw uploadFileNotReady('The track has not been read.');
  return { telemetry, probe };
}

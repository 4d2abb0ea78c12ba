import type { Owner } from '@app/core';
import { ObjectStores, objectNotFound } from '@app/storage';
import { telemetryKey, telemetryNotFound, type Upload, UploadTracksRepository } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { UploadReaderService } from './upload-reader.service';

/** The upload whose track another one uses, and that file. */
export interface SharedTrack {
  /** The upload whose client sent the track; all clips of a series name the same upload. */
  first: string;
  filename: string;
  size: number;
}

/** Several clips with one telemetry file. Each upload keeps a copy, so that deleting one changes no other. */
@Injectable()
export class SharedTracksService {
  constructor(
    private readonly reader: UploadReaderService,
    private readonly tracks: UploadTracksRepository,
    private readonly stores: ObjectStores,
  ) {}

  /**
   * @throws not_found; telemetry_not_found if that upload announced no telemetry file, or one of unknown size that has not
   * arrived
   */
  async find(owner: Owner, uploadId: string): Promise<SharedTrack> {
    const upload = await this.reader.find(owner, uploadId);
    const { id, options, storage, telemetryFilename: filename } = upload;
    if (filename === null) throw telemetryNotFound('The other upload has no telemetry file.');
    const size = upload.telemetrySize ?? (await this.stores.named(storage).head(telemetryKey(upload)))?.size;
    if (size === undefined) throw telemetryNotFound('The telemetry file of the other upload has not arrived yet.');
    return { first: options.trackOf ?? id, filename, size };
  }

  /**
   * Copies the file from any upload that still has it, unless an earlier call did. Repeatable.
   * @param first the upload whose client sent the track
   * @throws telemetry_not_found
   */
  async copy(upload: Upload, first: string): Promise<void> {
    if (upload.telemetryReceivedAt) return;
    for (const holder of await this.tracks.withTrackOf(upload, first))
      try {
        const { object, stream } = await this.stores.named(holder.storage).open(telemetryKey(holder));
        const { size, contentType } = object;
        await this.stores.named(upload.storage).put(telemetryKey(upload), { stream, size }, { contentType });
        return;
      } catch (error) {
        // Its files are being deleted.
        if (!objectNotFound.is(error)) throw error;
      }
    throw telemetryNotFound('The telemetry file of the other uploads has not arrived, or was deleted.');
  }
}

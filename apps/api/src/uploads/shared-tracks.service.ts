import type { Owner } from '@app/core';
import { ObjectStores } from '@app/storage';
import { telemetryKey, telemetryNotFound, type Upload, UploadsRepository } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { UploadReaderService } from './upload-reader.service';

/** The upload whose track another one uses, and that file. */
export interface SharedTrack {
  /** The upload that brought the track; clips of a series all name the same. */
  first: string;
  filename: string;
  size: number;
}

/** Several clips with one telemetry file. Each upload keeps a copy, so that deleting one changes no other. */
@Injectable()
export class SharedTracksService {
  constructor(
    private readonly reader: UploadReaderService,
    private readonly uploads: UploadsRepository,
    private readonly stores: ObjectStores,
  ) {}

  /** @throws not_found, telemetry_not_found when that upload announced no telemetry file */
  async find(owner: Owner, uploadId: string): Promise<SharedTrack> {
    const { id, options, telemetryFilename, telemetrySize } = await this.reader.find(owner, uploadId);
    if (telemetryFilename === null || telemetrySize === null)
      throw telemetryNotFound('The other upload has no telemetry file.');
    return { first: options.trackOf ?? id, filename: telemetryFilename, size: telemetrySize };
  }

  /** Copies the file unless that was done. Repeatable. @throws telemetry_not_found */
  async copy(upload: Upload, first: string): Promise<void> {
    if (upload.telemetryReceivedAt) return;
    const origin = await this.uploads.find({ ownerId: upload.userId }, first);
    // The owner has announced another file since then.
    if (origin && origin.telemetrySize !== upload.telemetrySize) return;
    if (!origin?.telemetryReceivedAt || origin.erasedAt)
      throw telemetryNotFound('The telemetry file of the other upload has not arrived, or was deleted.');
    const { object, stream } = await this.stores.named(origin.storage).open(telemetryKey(origin));
    const { size, contentType } = object;
    await this.stores.named(upload.storage).put(telemetryKey(upload), { stream, size }, { contentType });
  }
}

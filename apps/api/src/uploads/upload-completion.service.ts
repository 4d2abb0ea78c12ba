import type { UserPrincipal } from '@app/auth';
import type { Owner } from '@app/core';
import { AccountEventsRepository } from '@app/notifications';
import { ObjectStores } from '@app/storage';
import {
  coverKey,
  coverNotFound,
  nextTelemetryKey,
  sourceKey,
  sourceMismatch,
  sourceNotFound,
  telemetryKey,
  telemetryNotFound,
  type Upload,
  UploadsRepository,
  UploadTracksRepository,
  uploadStateConflict,
} from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CompletedUploadResponse, PresignedTelemetryResponse } from './presign.response';
import { expected, URL_SECONDS, urlsEndAt } from './presigned-urls';
import { SharedTracksService } from './shared-tracks.service';
import type { CompleteUploadDto, TelemetryDto } from './upload.dto';
import { UploadOptionsService } from './upload-options.service';
import { UploadPartsService } from './upload-parts.service';
import { UploadQueueService } from './upload-queue.service';
import { UploadReaderService } from './upload-reader.service';

/** Starts the processing of uploads when their files have arrived. */
@Injectable()
export class UploadCompletionService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: UploadReaderService,
    private readonly uploads: UploadsRepository,
    private readonly tracks: UploadTracksRepository,
    private readonly parts: UploadPartsService,
    private readonly options: UploadOptionsService,
    private readonly queue: UploadQueueService,
    private readonly stores: ObjectStores,
    private readonly events: AccountEventsRepository,
    private readonly sharedTracks: SharedTracksService,
  ) {}

  /**
   * Afterwards the upload needs nothing more from its client. Who leaves out its track becomes an author of the posts.
   * Repeatable.
   * @throws not_found, source_not_found, source_mismatch, cover_not_found, telemetry_not_found, upload_state_conflict
   */
  async complete(
    principal: UserPrincipal,
    id: string,
    { skip_telemetry }: CompleteUploadDto,
  ): Promise<CompletedUploadResponse> {
    const upload = await this.reader.find(principal, id);
    if (upload.status === 'cancelled') throw uploadStateConflict('The upload was cancelled.');
    if (upload.receivedAt) return { upload_id: id, status: upload.status, already_completed: true };
    const sourceVersion = await this.arrived(upload);
    await this.assertCoversArrived(upload);
    const { trackOf, ...withoutTrack } = upload.options;
    if (!skip_telemetry && trackOf) await this.sharedTracks.copy(upload, trackOf);
    const isExpected = !upload.telemetryReceivedAt || upload.nextTelemetrySize !== null;
    if (!skip_telemetry && upload.telemetryFilename !== null && isExpected)
      await this.receiveTelemetry(upload, { keepsReceived: true });
    const options = await this.options.of(upload.userId, skip_telemetry ? withoutTrack : upload.options);
    const isFirst = await this.dataSource.transaction(async (manager) => {
      if (skip_telemetry) await this.tracks.skip(upload, principal.userId, manager);
      const received = await this.uploads.receive({ id, sourceVersion }, options, manager);
      if (!received) return false;
      await this.queue.enter(upload, manager);
      const event = { type: 'upload.queued', data: { id, status: 'queued' } } as const;
      await this.events.record(upload.userId, [event], manager);
      return true;
    });
    const { status } = await this.reader.find(principal, id);
    if (!isFirst && status === 'cancelled') throw uploadStateConflict('The upload was cancelled.');
    return { upload_id: id, status, already_completed: !isFirst };
  }

  /** The caller becomes an author of the posts. @throws not_found, upload_state_conflict once the work has begun */
  async presignTelemetry(
    principal: UserPrincipal,
    id: string,
    { filename, file_size }: TelemetryDto,
  ): Promise<PresignedTelemetryResponse> {
    const upload = await this.reader.find(principal, id);
    const key = upload.telemetryReceivedAt ? nextTelemetryKey(upload) : telemetryKey(upload);
    const announced = { filename, sizeBytes: file_size, endsAt: urlsEndAt(), authorId: principal.userId };
    if (!(await this.tracks.announce(upload, announced))) throw workHasBegun();
    const store = this.stores.named(upload.storage);
    // An address never replaces a file, so one that was announced before makes room.
    await store.delete(key);
    const put = await store.presignPut(key, expected(file_size, 'application/octet-stream'), URL_SECONDS);
    return {
      telemetry_presigned_url: put.url,
      telemetry_headers: put.headers,
      telemetry_r2_key: key,
      expires_in: URL_SECONDS,
    };
  }

  /** Repeatable. @throws not_found, telemetry_not_found, upload_state_conflict once the work has begun */
  async completeTelemetry(owner: Owner, id: string): Promise<CompletedUploadResponse> {
    const upload = await this.reader.find(owner, id);
    const isRepeated = upload.telemetryReceivedAt !== null && upload.nextTelemetrySize === null;
    if (!isRepeated) await this.receiveTelemetry(upload);
    return { upload_id: id, status: upload.status, already_completed: isRepeated };
  }

  /** The store's version of the video. @throws source_not_found, source_mismatch */
  private async arrived(upload: Upload): Promise<string> {
    if (upload.partSize !== null) await this.parts.joined(upload);
    const object = await this.stores.named(upload.storage).head(sourceKey(upload));
    if (!object) throw sourceNotFound();
    const { sizeBytes, contentType } = upload;
    if (object.size !== sizeBytes)
      throw sourceMismatch(`${sizeBytes} bytes were announced, the store has ${object.size}.`);
    if (object.contentType !== contentType)
      throw sourceMismatch(`${contentType} was announced, the store has ${object.contentType}.`);
    return object.version;
  }

  /** @throws cover_not_found */
  private async assertCoversArrived(upload: Upload): Promise<void> {
    for (const { platform, image } of upload.options.covers ?? []) {
      if (!image) continue;
      const object = await this.stores.named(upload.storage).head(coverKey(upload, platform));
      if (object?.size !== image.sizeBytes) throw coverNotFound(`The cover for ${platform} is missing.`);
    }
  }

  /**
   * @param options `keepsReceived`: a replacement that has not arrived is no error, and the received file stays in use
   * @throws telemetry_not_found, upload_state_conflict
   */
  private async receiveTelemetry(upload: Upload, { keepsReceived = false } = {}): Promise<void> {
    const { telemetryFilename, telemetrySize, nextTelemetrySize } = upload;
    if (telemetryFilename === null) throw telemetryNotFound('No telemetry file was announced.');
    const store = this.stores.named(upload.storage);
    const isReplaced = nextTelemetrySize !== null;
    const object = await store.head(isReplaced ? nextTelemetryKey(upload) : telemetryKey(upload));
    const hasArrived = object && object.size === (nextTelemetrySize ?? telemetrySize ?? object.size);
    if (!hasArrived && isReplaced && keepsReceived) return;
    if (!hasArrived)
      throw telemetryNotFound(isReplaced ? 'The file that replaces the received one has not arrived.' : undefined);
    if (!(await this.tracks.receive(upload, object.size))) throw workHasBegun();
    if (isReplaced) await store.delete(telemetryKey(upload));
  }
}

const workHasBegun = () =>
  uploadStateConflict(
    'The work on the upload has begun, with the telemetry file that had arrived until then. Start a new upload to use another one.',
  );

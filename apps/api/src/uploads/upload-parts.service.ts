import type { UserPrincipal } from '@app/auth';
import { invalidInput, type Owner } from '@app/core';
import { ObjectStores, objectNotFound, planParts, type StorageProvider, type UploadedPart } from '@app/storage';
import {
  sourceKey,
  sourceMismatch,
  sourceNotFound,
  type Upload,
  UploadsRepository,
  uploadNotMultipart,
  uploadStateConflict,
} from '@app/uploads';
import { Injectable } from '@nestjs/common';
import type { FinishedPartsResponse, JoinedUploadResponse, PresignedPartsResponse } from './presign.response';
import { expected, URL_SECONDS, urlsEndAt } from './presigned-urls';
import { UploadReaderService } from './upload-reader.service';

const AT_ONCE = 100;

/**
 * Uploads in parts, which a client may interrupt and continue. The parts in the store count, not the client's record.
 */
@Injectable()
export class UploadPartsService {
  constructor(
    private readonly reader: UploadReaderService,
    private readonly uploads: UploadsRepository,
    private readonly stores: ObjectStores,
  ) {}

  /** @throws not_found, upload_not_multipart, upload_state_conflict */
  async finished(owner: Owner, id: string): Promise<FinishedPartsResponse> {
    const upload = await this.pending(owner, id);
    return { ...planOf(upload), finished: (await this.arrived(upload)).map(toFinished) };
  }

  /**
   * Signed requests for parts, whose sender becomes an author of the posts; begins the upload in parts at the first call.
   * @param numbers default: the first hundred that have not arrived
   * @throws not_found, upload_not_multipart, upload_state_conflict
   */
  async presign(
    principal: UserPrincipal,
    id: string,
    numbers: readonly number[] | undefined,
  ): Promise<PresignedPartsResponse> {
    const pending = await this.pending(principal, id);
    const { part_count: count, part_size: partSize } = planOf(pending);
    assertParts(numbers ?? [], count);
    const upload = await this.begun(pending);
    const arrived = await this.arrived(upload);
    const there = new Set(arrived.map(({ number }) => number));
    const missing = Array.from({ length: count }, (_, index) => index + 1).filter((number) => !there.has(number));
    const wanted = (numbers ?? missing).slice(0, AT_ONCE);
    const endsAt = urlsEndAt();
    if (!(await this.uploads.extendUrls(upload, endsAt, principal.userId))) throw uploadStateConflict();
    const sizeOf = (number: number) => (number < count ? partSize : upload.sizeBytes - (count - 1) * partSize);
    const parts = await Promise.all(wanted.map((number) => this.signed(upload, { number, size: sizeOf(number) })));
    return { ...planOf(upload), finished: arrived.map(toFinished), parts, expires_at: endsAt.toISOString() };
  }

  /**
   * Joins the parts. Repeatable.
   * @throws not_found, upload_not_multipart, source_not_found while parts are missing, source_mismatch
   */
  async join(owner: Owner, id: string): Promise<JoinedUploadResponse> {
    const upload = await this.reader.find(owner, id);
    if (upload.partSize === null) throw uploadNotMultipart();
    await this.joined(upload);
    return { upload_id: upload.id, size_bytes: upload.sizeBytes };
  }

  /** Joins the parts of an upload unless an earlier call did. @throws source_not_found */
  async joined(upload: Upload): Promise<void> {
    const store = this.storeOf(upload);
    if (upload.receivedAt || (await store.head(sourceKey(upload)))) return;
    if (upload.status !== 'pending') throw uploadStateConflict(`The upload is ${upload.status}.`);
    if (upload.multipartId === null) throw sourceNotFound('No part was requested yet.');
    const { part_count: count } = planOf(upload);
    const arrived = await this.arrived(upload);
    if (arrived.length < count) throw sourceNotFound(`${count - arrived.length} of ${count} parts are missing.`);
    const total = arrived.reduce((sum, { size }) => sum + size, 0);
    if (total !== upload.sizeBytes)
      throw sourceMismatch(`${upload.sizeBytes} bytes were announced, ${total} arrived in parts.`);
    const { sizeBytes, contentType, multipartId } = upload;
    await store.completeMultipart(sourceKey(upload), multipartId, expected(sizeBytes, contentType));
  }

  private async pending(owner: Owner, id: string): Promise<Upload> {
    const upload = await this.reader.find(owner, id);
    if (upload.partSize === null) throw uploadNotMultipart();
    if (upload.status !== 'pending') throw uploadStateConflict(`The upload is ${upload.status}.`);
    return upload;
  }

  /**
   * Begins the upload in the store when the client requests the first part, so abandoned uploads leave nothing there.
   */
  private async begun(upload: Upload): Promise<Upload> {
    if (upload.multipartId !== null) return upload;
    const store = this.storeOf(upload);
    const { sizeBytes, contentType } = upload;
    const { uploadId } = await store.createMultipart(sourceKey(upload), expected(sizeBytes, contentType));
    if (await this.uploads.beginMultipart(upload, uploadId)) return Object.assign(upload, { multipartId: uploadId });
    await store.abortMultipart(sourceKey(upload), uploadId);
    return this.pending({ ownerId: upload.userId }, upload.id);
  }

  /** Empty before the first part was requested, and when the parts have been joined. */
  private async arrived(upload: Upload): Promise<UploadedPart[]> {
    if (upload.multipartId === null) return [];
    return this.storeOf(upload)
      .listParts(sourceKey(upload), upload.multipartId)
      .catch((error: unknown) => {
        if (objectNotFound.is(error)) return [];
        throw error;
      });
  }

  private async signed(upload: Upload, part: UploadedPart): Promise<PresignedPartsResponse['parts'][number]> {
    const { multipartId } = upload;
    const { url, headers } = await this.storeOf(upload).presignPart(
      sourceKey(upload),
      multipartId ?? '',
      part,
      URL_SECONDS,
    );
    return { part_number: part.number, url, headers, size: part.size };
  }

  private storeOf({ storage }: Upload): StorageProvider {
    return this.stores.named(storage);
  }
}

/** @throws invalid_input */
function assertParts(numbers: readonly number[], count: number): void {
  const errors = numbers.flatMap((number, index) =>
    number > count
      ? [{ path: `part_numbers[${index}]`, code: 'max', message: `part_numbers[${index}] must not exceed ${count}` }]
      : [],
  );
  if (errors.length > 0) throw invalidInput(undefined, { errors });
}

const planOf = ({ sizeBytes }: Upload): { part_size: number; part_count: number } => {
  const { partSize, partCount } = planParts(sizeBytes);
  return { part_size: partSize, part_count: partCount };
};

const toFinished = ({ number, size }: UploadedPart): FinishedPartsResponse['finished'][number] => ({
  part_number: number,
  size,
});

import { notFound, type Owner, type PageQuery } from '@app/core';
import { PublicationsRepository } from '@app/platforms';
import { ObjectStores } from '@app/storage';
import {
  sourceKey,
  telemetryKey,
  type Upload,
  UploadApprovalsRepository,
  UploadsRepository,
  uploadFileNotReady,
  uploadKey,
} from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { UploadDetailsResponse, UploadSummaryResponse } from './upload.response';
import { type UploadDownloadResponse, UploadHistoryResponse, type UploadListResponse } from './upload-list.response';
import type { UploadsQuery } from './uploads.query';

const LINK_SECONDS = 3_600;
const ERASED = 'The files of the upload were deleted.';

/** Uploads as the API shows them. Uploads of other accounts do not exist for the caller. */
@Injectable()
export class UploadReaderService {
  constructor(
    private readonly uploads: UploadsRepository,
    private readonly stores: ObjectStores,
    private readonly publications: PublicationsRepository,
    private readonly approvals: UploadApprovalsRepository,
  ) {}

  /** @throws not_found */
  async find(owner: Owner, id: string): Promise<Upload> {
    const upload = await this.uploads.find(owner, id);
    if (!upload) throw notFound();
    return upload;
  }

  async describe(upload: Upload): Promise<UploadDetailsResponse> {
    const [targets, posts, approval] = await Promise.all([
      this.uploads.targetsOf([upload.id]),
      this.publications.ofUploads([upload.id]),
      this.approvals.current(upload.id),
    ]);
    return UploadDetailsResponse.withPosts(upload, targets.get(upload.id) ?? [], posts.get(upload.id) ?? [], approval);
  }

  async list(owner: Owner, { status, platform, from, to, q, ...page }: UploadsQuery): Promise<UploadListResponse> {
    const filter = { statuses: status, platform, from, to, text: q };
    const { rows, total, nextCursor } = await this.uploads.list(owner, filter, page);
    const targets = await this.uploads.targetsOf(rows.map(({ id }) => id));
    const uploads = rows.map((row) => UploadSummaryResponse.of(row, targets.get(row.id) ?? []));
    return { uploads, total, next_cursor: nextCursor };
  }

  async history(upload: Upload, page: PageQuery): Promise<UploadHistoryResponse> {
    return UploadHistoryResponse.of(await this.uploads.events(upload, page));
  }

  /**
   * @param name `source`, `telemetry` or a file of the upload; default: the first rendition
   * @throws not_found, upload_file_not_ready
   */
  async download(upload: Upload, name: string | undefined): Promise<UploadDownloadResponse> {
    const { key, filename } = placeOf(upload, name ?? firstRendition(upload));
    const { url, expiresAt } = await this.stores
      .named(upload.storage)
      .url(key, { expiresInSeconds: LINK_SECONDS, downloadName: filename });
    return { url, expires_at: expiresAt?.toISOString() ?? null, filename };
  }
}

/** The name of the finished video, never that of the source. @throws not_found, upload_file_not_ready */
function firstRendition({ finishedAt, readyFiles, erasedAt }: Upload): string {
  if (erasedAt) throw notFound(ERASED);
  if (!finishedAt) throw uploadFileNotReady('The video is not finished yet; `file=source` downloads the original.');
  const rendition = readyFiles.find(({ kind }) => kind === 'rendition');
  if (!rendition) throw notFound('No video was made of this upload; `file=source` downloads the original.');
  return rendition.name;
}

/** @throws not_found, upload_file_not_ready */
function placeOf(upload: Upload, name: string): { key: string; filename: string } {
  if (upload.erasedAt) throw notFound(ERASED);
  if (name === 'source') {
    if (!upload.receivedAt) throw uploadFileNotReady('The video has not arrived yet.');
    return { key: sourceKey(upload), filename: upload.filename };
  }
  if (name === 'telemetry') {
    if (!upload.telemetryFilename) throw notFound('The upload has no telemetry file.');
    if (!upload.telemetryReceivedAt) throw uploadFileNotReady('The telemetry file has not arrived yet.');
    return { key: telemetryKey(upload), filename: upload.telemetryFilename };
  }
  if (!upload.readyFiles.some((file) => file.name === name)) {
    if (upload.finishedAt) throw notFound('The upload has no file of this name.');
    throw uploadFileNotReady();
  }
  const stem = upload.filename.replace(/\.[^.]{1,10}$/, '');
  return { key: uploadKey(upload, name), filename: `${stem}-${name}` };
}

import type { Upload, UploadPlatform } from './upload.entity';

/** An upload as its owner announces it. */
export interface NewUpload
  extends Pick<
    Upload,
    | 'id'
    | 'createdBy'
    | 'filename'
    | 'sizeBytes'
    | 'contentType'
    | 'storage'
    | 'partSize'
    | 'urlsEndAt'
    | 'telemetryFilename'
    | 'telemetrySize'
    | 'title'
    | 'caption'
    | 'hashtags'
    | 'privacy'
    | 'options'
  > {
  platforms: readonly UploadPlatform[];
}

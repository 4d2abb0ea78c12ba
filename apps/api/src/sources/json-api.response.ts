import type { Rendition, Source } from '@app/render-proxy';
import type { Count, Instant, JsonObject, Milliseconds, Seconds, Url, Uuid } from '../http/field-types';

class SourceReference {
  /**
   * Kind of the object.
   * @example "source"
   */
  type: string;

  /** Id of the source. */
  id: Uuid;
}

export class QueuedSourceResponse {
  /** The accepted source. */
  data: SourceReference;

  static of(id: string): QueuedSourceResponse {
    return { data: { type: 'source', id } };
  }
}

class UploadAttributes {
  /** Id of the source that the upload becomes. */
  id: Uuid;

  /** Address to PUT the file to, without a credential and without encoding. */
  url: Url;

  /** When the address expires, one hour from now. */
  expires: Instant;
}

class UploadData {
  /**
   * Kind of the object.
   * @example "upload"
   */
  type: string;

  /** Id of the source that the upload becomes. */
  id: Uuid;

  /** Where to send the file. */
  attributes: UploadAttributes;
}

export class UploadResponse {
  /** The announced upload. */
  data: UploadData;

  static of({ id, directExpiresAt }: Source, url: string): UploadResponse {
    return { data: { type: 'upload', id, attributes: { id, url, expires: directExpiresAt?.toISOString() ?? '' } } };
  }
}

class MediaAttributes {
  /**
   * Width in pixels.
   * @example 1920
   */
  width?: Count;

  /**
   * Height in pixels.
   * @example 1080
   */
  height?: Count;

  /** Length in seconds. */
  duration?: Seconds;

  /**
   * Frames per second.
   * @example 25
   */
  fps?: number;
}

class RenditionAttributes extends MediaAttributes {
  /** Id of the rendition. */
  id: Uuid;

  /** Id of the account that the rendition belongs to. */
  owner: Uuid;

  /** State of the rendition. */
  status: Rendition['status'];

  /** Signed address once the status is `ready`; it works for 24 hours. */
  url?: Url;

  /** Milliseconds that the work took. */
  executionTime?: Milliseconds;

  /**
   * Why the rendition failed.
   * @example "The file has no picture."
   */
  error?: string;

  /** The requested version. */
  transformation: JsonObject;
}

class SourceOutputs {
  /** The renditions, in the order of the request. */
  renditions: RenditionAttributes[];
}

export class SourceAttributes extends MediaAttributes {
  /** Id of the source. */
  id: Uuid;

  /** Id of the account that the source belongs to. */
  owner: Uuid;

  /** Original address of the file. */
  input?: Url;

  /** Signed address of our copy once the status is `ready`; it works for 24 hours. */
  source?: Url;

  /** State of the source. */
  status: Source['status'];

  /**
   * Why the source is waiting, such as `disk_space`. It continues by itself, and fails after a day.
   * @example "disk_space"
   */
  waitingFor?: string;

  /**
   * Why the source failed.
   * @example "The address answers 404."
   */
  error?: string;

  /** The renditions of the source. */
  outputs: SourceOutputs;

  /** When the source was requested. */
  created: Instant;

  /** When the source last changed. */
  updated: Instant;
}

export class SourceData {
  /**
   * Kind of the object.
   * @example "source"
   */
  type: string;

  /** Id of the source. */
  id: Uuid;

  /** The source. */
  attributes: SourceAttributes;
}

export class SourceResponse {
  /** The source. */
  data: SourceData;
}

export class SourceListResponse {
  /** All sources, newest first. */
  data: SourceData[];
}

class AssetAttributes {
  /** Id of the asset. */
  id: Uuid;

  /** Id of the account that the asset belongs to. */
  owner: Uuid;

  /** The render that made the file. */
  renderId?: Uuid;

  /**
   * The client's own id of a transferred file.
   * @example "clip-42"
   */
  providerId?: string;

  /**
   * Name of the file.
   * @example "video.mp4"
   */
  filename?: string;

  /** Signed address; it works for 24 hours. */
  url?: Url;

  /** State of the file. */
  status: 'importing' | 'ready' | 'failed' | 'deleted';

  /**
   * Why the file is waiting, such as `disk_space`. It continues by itself, and fails after a day.
   * @example "disk_space"
   */
  waitingFor?: string;

  /** When the asset was created. */
  created: Instant;

  /** When the asset last changed. */
  updated: Instant;
}

export class AssetData {
  /**
   * Kind of the object.
   * @example "asset"
   */
  type: string;

  /** The stored file. */
  attributes: AssetAttributes;
}

export class AssetResponse {
  /** The stored file. */
  data: AssetData;
}

export class AssetListResponse {
  /** The video, and its poster and thumbnail if the edit requests them. */
  data: AssetData[];
}

class TransferAttributes {
  /**
   * The client's own id, as it was sent; `/serve/v1/assets/{id}` accepts it.
   * @example "clip-42"
   */
  id: string;

  /** Id of the account that the file belongs to. */
  owner: Uuid;

  /** State of the transfer. */
  status: 'queued' | 'failed';

  /** When the transfer was requested. */
  created: Instant;
}

class TransferData {
  /**
   * Kind of the object.
   * @example "asset"
   */
  type: string;

  /** The accepted transfer. */
  attributes: TransferAttributes;
}

export class TransferResponse {
  /** The accepted transfer. */
  data: TransferData;

  static of({ externalId, userId, createdAt }: Source): TransferResponse {
    return {
      data: {
        type: 'asset',
        attributes: { id: externalId ?? '', owner: userId, status: 'queued', created: createdAt.toISOString() },
      },
    };
  }
}

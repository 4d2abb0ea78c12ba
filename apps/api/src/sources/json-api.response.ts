import type { Rendition, Source } from '@app/render-proxy';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export const SOURCE_STATUSES = ['queued', 'importing', 'ready', 'failed', 'deleted'] as const;

class SourceReference {
  @ApiProperty({ example: 'source' })
  type: string;

  @ApiProperty({ format: 'uuid' })
  id: string;
}

export class QueuedSourceResponse {
  @ApiProperty()
  data: SourceReference;

  static of(id: string): QueuedSourceResponse {
    return { data: { type: 'source', id } };
  }
}

class UploadAttributes {
  @ApiProperty({ format: 'uuid', description: 'Of the source that the upload becomes.' })
  id: string;

  @ApiProperty({ description: 'Send the file here with PUT, without credentials, as it is.' })
  url: string;

  @ApiProperty({ format: 'date-time', description: 'One hour from now.' })
  expires: string;
}

class UploadData {
  @ApiProperty({ example: 'upload' })
  type: string;

  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  attributes: UploadAttributes;
}

export class UploadResponse {
  @ApiProperty()
  data: UploadData;

  static of({ id, uploadExpiresAt }: Source, url: string): UploadResponse {
    return { data: { type: 'upload', id, attributes: { id, url, expires: uploadExpiresAt?.toISOString() ?? '' } } };
  }
}

class MediaAttributes {
  @ApiPropertyOptional({ type: 'integer' })
  width?: number;

  @ApiPropertyOptional({ type: 'integer' })
  height?: number;

  @ApiPropertyOptional({ description: 'Seconds.' })
  duration?: number;

  @ApiPropertyOptional()
  fps?: number;
}

class RenditionAttributes extends MediaAttributes {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  owner: string;

  @ApiProperty({ enum: SOURCE_STATUSES })
  status: Rendition['status'];

  @ApiPropertyOptional({ description: 'Once it is ready; works for 24 hours.' })
  url?: string;

  @ApiPropertyOptional({ description: 'Milliseconds.' })
  executionTime?: number;

  @ApiPropertyOptional({ description: 'Why it failed.' })
  error?: string;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'As it was ordered.' })
  transformation: object;
}

class SourceOutputs {
  @ApiProperty({ type: [RenditionAttributes] })
  renditions: RenditionAttributes[];
}

export class SourceAttributes extends MediaAttributes {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  owner: string;

  @ApiPropertyOptional({ description: 'Where it was fetched from.' })
  input?: string;

  @ApiPropertyOptional({ description: 'Our copy, once it is ready; works for 24 hours.' })
  source?: string;

  @ApiProperty({ enum: SOURCE_STATUSES })
  status: Source['status'];

  @ApiPropertyOptional({ description: 'Why it failed.' })
  error?: string;

  @ApiProperty()
  outputs: SourceOutputs;

  @ApiProperty({ format: 'date-time' })
  created: string;

  @ApiProperty({ format: 'date-time' })
  updated: string;
}

export class SourceData {
  @ApiProperty({ example: 'source' })
  type: string;

  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  attributes: SourceAttributes;
}

export class SourceResponse {
  @ApiProperty()
  data: SourceData;
}

export class SourceListResponse {
  @ApiProperty({ type: [SourceData] })
  data: SourceData[];
}

class AssetAttributes {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  owner: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'The render that made it.' })
  renderId?: string;

  @ApiPropertyOptional({ description: "The client's own id of a transferred file." })
  providerId?: string;

  @ApiPropertyOptional()
  filename?: string;

  @ApiPropertyOptional({ description: 'Works for 24 hours.' })
  url?: string;

  @ApiProperty({ enum: ['importing', 'ready', 'failed', 'deleted'] })
  status: string;

  @ApiProperty({ format: 'date-time' })
  created: string;

  @ApiProperty({ format: 'date-time' })
  updated: string;
}

export class AssetData {
  @ApiProperty({ example: 'asset' })
  type: string;

  @ApiProperty()
  attributes: AssetAttributes;
}

export class AssetResponse {
  @ApiProperty()
  data: AssetData;
}

export class AssetListResponse {
  @ApiProperty({ type: [AssetData], description: 'The file, and the poster and thumbnail if they were ordered.' })
  data: AssetData[];
}

class TransferAttributes {
  @ApiProperty({ description: "The client's own id, as it was sent; `/serve/v1/assets/{id}` takes it." })
  id: string;

  @ApiProperty({ format: 'uuid' })
  owner: string;

  @ApiProperty({ enum: ['queued', 'failed'] })
  status: string;

  @ApiProperty({ format: 'date-time' })
  created: string;
}

class TransferData {
  @ApiProperty({ example: 'asset' })
  type: string;

  @ApiProperty()
  attributes: TransferAttributes;
}

export class TransferResponse {
  @ApiProperty()
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

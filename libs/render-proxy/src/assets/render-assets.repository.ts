import type { Owner } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export type AssetKind = 'video' | 'poster' | 'thumbnail';

/** A file that a render produced. */
export interface RenderAsset {
  id: string;
  kind: AssetKind;
  renderId: string;
  userId: string;
  /** Name of the store that holds it. */
  storage: string;
  objectKey: string;
  createdAt: Date;
  updatedAt: Date;
}

const ASSETS = `
  select asset.id, asset.kind, asset."objectKey", renders.id as "renderId", renders.user_id as "userId", renders.storage,
    renders.finished_at as "createdAt", renders.updated_at as "updatedAt"
  from renders cross join lateral (values
    (renders.id, 'video', object_key), (render_asset_id(renders.id, 'poster'), 'poster', poster_key), (render_asset_id(renders.id, 'thumbnail'), 'thumbnail', thumbnail_key)
  ) asset (id, kind, "objectKey")`;
const ALIVE = `renders.status = 'completed' and renders.erased_at is null and renders.deleted_at is null
  and coalesce(renders.expires_at > clock_timestamp(), true) and asset."objectKey" is not null`;

/**
 * The files of finished renders that still exist. They are derived from the renders' rows and have no table of their
 * own.
 */
@Injectable()
export class RenderAssetsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The video first. Empty for a render that has no files, does not exist, or belongs to another account. */
  async ofRender(owner: Owner, renderId: string): Promise<RenderAsset[]> {
    return this.dataSource.query<RenderAsset[]>(
      `${ASSETS} where ${ALIVE} and renders.user_id = $1 and renders.id = $2 order by asset.kind = 'video' desc, asset.kind`,
      [owner.ownerId, renderId],
    );
  }

  async find(owner: Owner, id: string): Promise<RenderAsset | undefined> {
    const renders = `renders.id = $2 or (poster_key is not null and render_asset_id(renders.id, 'poster') = $2)
      or (thumbnail_key is not null and render_asset_id(renders.id, 'thumbnail') = $2)`;
    const rows = await this.dataSource.query<RenderAsset[]>(
      `${ASSETS} where ${ALIVE} and renders.user_id = $1 and asset.id = $2 and (${renders})`,
      [owner.ownerId, id],
    );
    return rows[0];
  }

  /** Removes a poster or thumbnail from its render; the caller deletes the object. */
  async detach(renderId: string, kind: 'poster' | 'thumbnail'): Promise<void> {
    await this.dataSource.query(`update renders set ${kind}_key = null, updated_at = clock_timestamp() where id = $1`, [
      renderId,
    ]);
  }

  /**
   * Hides all files of the render; the caller publishes the job that deletes them, and maintenance repeats it until the
   * files are gone.
   */
  async detachAll(renderId: string): Promise<void> {
    await this.dataSource.query(
      'update renders set expires_at = least(expires_at, clock_timestamp()), updated_at = clock_timestamp() where id = $1',
      [renderId],
    );
  }
}

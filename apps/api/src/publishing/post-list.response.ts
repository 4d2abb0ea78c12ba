import type { TimedPublication } from '@app/platforms';
import type { Upload } from '@app/uploads';
import type { Cursor, Instant, Uuid } from '../http/field-types';
import { PublicationResponse } from '../responses/publication.response';

/** A post with its time and what it shows. */
class TimedPostResponse extends PublicationResponse {
  /** Id of the upload. */
  upload_id: Uuid;

  /**
   * Title of the post, or the name of the video file.
   * @example "Morning lap"
   */
  title: string;

  /** When it was published, or is to be. */
  at: Instant;

  static withUpload(publication: TimedPublication, { id, title, filename }: Upload): TimedPostResponse {
    return {
      ...PublicationResponse.of(publication),
      upload_id: id,
      title: publication.overrides.title || title || filename,
      at: publication.at.toISOString(),
    };
  }
}

export class PostListResponse {
  /** One page of posts, latest first. */
  posts: TimedPostResponse[];

  next_cursor: Cursor | null;

  /** @param uploads the uploads of the posts, by id; a post without its upload is left out */
  static of(
    publications: readonly TimedPublication[],
    uploads: ReadonlyMap<string, Upload>,
    nextCursor: string | null,
  ): PostListResponse {
    const posts = publications.flatMap((publication) => {
      const upload = uploads.get(publication.uploadId);
      return upload ? [TimedPostResponse.withUpload(publication, upload)] : [];
    });
    return { posts, next_cursor: nextCursor };
  }
}

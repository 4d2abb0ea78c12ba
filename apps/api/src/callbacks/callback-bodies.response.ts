import type { Instant, Url, Uuid } from '../http/field-types';

/** What we POST to the `callback` of an edit when its render ends. */
export class RenderCallback {
  /** Always `edit`. */
  type: 'edit';

  /** Always `render`. */
  action: 'render';

  /** Id of the render. */
  id: Uuid;

  /** Id of the account that the render belongs to. */
  owner: Uuid;

  /** How the render ended; a cancelled render is `failed`. */
  status: 'done' | 'failed';

  /** Signed address of the result, which works for 24 hours; null if the render failed. */
  url: Url | null;

  /**
   * Why the render failed: JSON path, address and reason of each fault; null if it is done.
   * @example "A source cannot be used: timeline.tracks[0].clips[0].asset.src (https://example.com/clip.mp4) answered 404."
   */
  error: string | null;

  /** When the render ended. */
  completed: Instant;
}

/** What we POST to the `callback` of an edit for each file of a successful render. */
export class FileCallback {
  /** Always `serve`. */
  type: 'serve';

  /** Always `copy`. */
  action: 'copy';

  /** Id of the file in `/serve`. */
  id: Uuid;

  /** Id of the render. */
  render: Uuid;

  /** Id of the account that the render belongs to. */
  owner: Uuid;

  /** Always `ready`. */
  status: 'ready';

  /** Signed address of the file, which works for 24 hours. */
  url: Url;

  /** Always null. */
  error: null;

  /** When the render ended. */
  completed: Instant;
}

/** What we POST to the `callback` of a source when the source is stored or has failed. */
export class SourceCallback {
  /** Always `ingest`. */
  type: 'ingest';

  /** Always `source`. */
  action: 'source';

  /** Id of the source. */
  id: Uuid;

  /** Id of the account that the source belongs to. */
  owner: Uuid;

  /** How it ended. */
  status: 'ready' | 'failed';

  /** Signed address of the file, which works for 24 hours; null if the source failed. */
  url: Url | null;

  /**
   * Why the source failed; null if it is ready.
   * @example "The server of the URL answered 404."
   */
  error: string | null;

  /** When the source last changed. */
  completed: Instant;
}

/** What we POST to the `callback` of a source when one of its renditions is stored or has failed. */
export class RenditionCallback {
  /** Always `ingest`. */
  type: 'ingest';

  /** Always `rendition`. */
  action: 'rendition';

  /** Id of the rendition. */
  id: Uuid;

  /** Id of the source. */
  source: Uuid;

  /** Id of the account that the source belongs to. */
  owner: Uuid;

  /** How it ended. */
  status: 'ready' | 'failed';

  /** Signed address of the file, which works for 24 hours; null if the rendition failed. */
  url: Url | null;

  /**
   * Why the rendition failed; null if it is ready.
   * @example "The source has no sound."
   */
  error: string | null;

  /** When the source last changed. */
  completed: Instant;
}

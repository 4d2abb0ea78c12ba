import { defineConfig, EnvBoolean, EnvInteger } from '@app/core';
import type { ConfigType } from '@nestjs/config';

export class RenderProxyEnv {
  /** Maximum length of a video, in seconds. */
  @EnvInteger({ min: 1, max: 10_800 })
  RENDER_MAX_SECONDS = 3600;

  /**
   * Whether edits may have media that a remote renderer generates from prompts and texts. It bills them to its operator
   * in addition to the length of the video, and no token is charged for them.
   */
  @EnvBoolean()
  RENDER_GENERATED_MEDIA = false;

  /** Maximum number of renders of one account that run concurrently; further ones wait. */
  @EnvInteger({ min: 1, max: 1000 })
  RENDER_MAX_CONCURRENT_PER_USER = 5;

  /**
   * Processor seconds that any render on this machine may use, in addition to the allowance for its frames, pixels and
   * tracks.
   */
  @EnvInteger({ min: 5, max: 86_400 })
  RENDER_BASE_SECONDS = 60;

  /**
   * Percentage of the usual processor time allowance: more for slow machines, less as protection against costly edits.
   */
  @EnvInteger({ min: 1, max: 10_000 })
  RENDER_ALLOWANCE_PERCENT = 100;

  /**
   * Whether long renders on this machine are encoded in segments. Several workers share the segments of a render, and
   * after the end of a worker only its unfinished segments are encoded again.
   */
  @EnvBoolean()
  RENDER_SEGMENTS = true;

  /**
   * Megabytes that a process of a render on this machine may use at 1080p, and a quarter of what all of them may use
   * together; larger frames get proportionally more.
   */
  @EnvInteger({ min: 256, max: 1_048_576 })
  RENDER_MEMORY_MB = 900;

  /**
   * Megabytes of edits that are kept for one account. Beyond that, the edits of its oldest finished renders are
   * deleted; their videos stay. Edits of unfinished renders may have as many megabytes in total.
   */
  @EnvInteger({ min: 10, max: 1_048_576 })
  RENDER_EDITS_MB = 200;

  /**
   * Processor seconds per hour for the sources of one account. Beyond that, sources of other accounts are processed
   * first.
   */
  @EnvInteger({ min: 1, max: 1_000_000 })
  INGEST_SECONDS_PER_HOUR = 1_200;

  /**
   * Days from the end of a render until its files are deleted; 0 keeps them forever. A change does not affect renders
   * that have ended.
   */
  @EnvInteger({ min: 0, max: 3650 })
  VIDEO_RETENTION_DAYS = 0;
}

export const renderProxyConfig = defineConfig('render-proxy', RenderProxyEnv);
export type RenderProxyConfig = ConfigType<typeof renderProxyConfig>;

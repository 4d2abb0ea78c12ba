import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { makeWorkFolder } from '@app/media';
import { Inject, Injectable } from '@nestjs/common';
import type { Edit } from '../../edit/edit';
import { DEFAULT_EDIT_LIMITS } from '../../edit/edit-limits';
import { isStill } from '../../edit/output-format';
import type { RenderStage } from '../../engine/local-engine';
import { validateEdit } from '../../engine/validate-edit';
import {
  type ProviderRun,
  type ProviderState,
  type RenderOrder,
  RenderProvider,
  type StartedRender,
} from '../../render-provider';
import { type RenderProxyConfig, renderProxyConfig } from '../../render-proxy.config';
import { LocalRenderer } from './local-renderer';

/** Tokens are held by the started second; what is longer by less than a frame or so is not worth a refusal. */
const TOLERANCE_SECONDS = 0.5;

/** Our own engine: `start` renders to the end, in a process of its own on this machine. */
@Injectable()
export class LocalProvider extends RenderProvider {
  readonly name = 'local';
  readonly startIsRepeatable = true;

  constructor(
    private readonly renderer: LocalRenderer,
    @Inject(renderProxyConfig.KEY) private readonly config: RenderProxyConfig,
  ) {
    super();
  }

  validate(input: unknown): Edit {
    return validateEdit(input, { ...DEFAULT_EDIT_LIMITS, maxSeconds: this.config.RENDER_MAX_SECONDS });
  }

  async start({ edit, maxSeconds }: RenderOrder, run: ProviderRun): Promise<StartedRender> {
    // Swept like every work folder when this process is killed before the result is stored.
    const destination = await makeWorkFolder(tmpdir());
    const discard = () => rm(destination, { recursive: true, force: true });
    try {
      const timeline = longestTimeline(edit, maxSeconds + TOLERANCE_SECONDS);
      const options = {
        signal: run.signal,
        onProgress: (stage: RenderStage, progress: number) => run.onProgress(stage, progress),
      };
      const { file, poster, thumbnail, seconds } = await this.renderer.render(edit, {
        ...options,
        destination,
        maxSeconds: timeline,
      });
      const output = {
        kind: 'files' as const,
        video: file,
        ...(poster && { poster }),
        ...(thumbnail && { thumbnail }),
        discard,
      };
      return { providerRenderId: null, state: { status: 'done', seconds, output } };
    } catch (error) {
      await discard();
      throw error;
    }
  }

  /** Nothing runs outside of `start`. */
  observe(): Promise<ProviderState> {
    return Promise.resolve({ status: 'unknown' });
  }

  readCallback(): undefined {
    return undefined;
  }
}

/** How long the timeline may be when so many seconds may be put out; undefined when the edit itself puts out no more. */
export function longestTimeline({ output }: Pick<Edit, 'output'>, seconds: number): number | undefined {
  const { start = 0, length = Infinity } = output.range ?? {};
  return isStill(output) || length <= seconds ? undefined : start + seconds;
}

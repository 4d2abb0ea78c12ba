import { SpareProgram } from '@app/media';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { RENDER_PROGRAM } from '../../engine/process/render-process';
import { type RenderProxyConfig, renderProxyConfig } from '../../render-proxy.config';

/** Renders that may use more processor time take much longer than the start of a process. */
const SHARE_OF_BASE = 3;

/** A render process that has loaded the engine and its fonts, for the next short render or preview. */
@Injectable()
export class SpareRenderProcess extends SpareProgram implements OnApplicationShutdown {
  constructor(
    @Inject(renderProxyConfig.KEY) { RENDER_MEMORY_MB: memoryMb, RENDER_BASE_SECONDS: base }: RenderProxyConfig,
  ) {
    super({ ...RENDER_PROGRAM, limits: { memoryMb, processorSeconds: SHARE_OF_BASE * base } });
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }
}

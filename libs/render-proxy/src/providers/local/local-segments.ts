import { X264 } from '@app/media';
import { sourcesOf } from '../../edit/sources-of';
import { renderAllowance, segmentAllowance } from '../../engine/process/render-allowance';
import { joinInProcess, planInProcess, renderSegmentInProcess } from '../../engine/process/render-process';
import { isWorthSegments } from '../../engine/segments/segment-costs';
import type { SegmentPlan } from '../../engine/segments/segment-plan';
import type { ProviderRun, RenderOrder, SegmentedRendering, StartedRender, WorkFile } from '../../render-provider';
import type { RenderProxyConfig } from '../../render-proxy.config';
import { segmentBuildDiffers } from '../../render-proxy.errors';
import { finishedRender, heldTimeline, type LocalWork } from './local-work';

/** Plans, encodes and joins the segments of a render, each step in a render process of this machine. */
export class LocalSegments implements SegmentedRendering {
  constructor(
    private readonly config: RenderProxyConfig,
    private readonly work: LocalWork,
  ) {}

  async plan({ edit, maxSeconds }: RenderOrder, run: ProviderRun): Promise<SegmentPlan | undefined> {
    if (!this.config.RENDER_SEGMENTS || !isWorthSegments(edit, maxSeconds)) return undefined;
    const timeline = heldTimeline(edit, maxSeconds);
    const limits = renderAllowance(edit, timeline?.seconds ?? this.config.RENDER_MAX_SECONDS, this.config);
    return this.work.inFolder(run, [...sourcesOf(edit)], limits, async ({ options, discard }) => {
      const encoder = await this.work.encoderFor(edit.output);
      const plan = await planInProcess(edit, { ...options, encoder, timeline });
      await discard();
      return plan;
    });
  }

  async encode(plan: SegmentPlan, position: number, run: ProviderRun): Promise<WorkFile> {
    // Sound needs no encoder of pictures: every worker encodes it, and its failures say nothing about the hardware.
    const planned = plan.segments[position]?.kind === 'sound' ? X264 : (plan.encoder ?? X264);
    if (!(await this.work.has(planned))) throw segmentBuildDiffers();
    const limits = segmentAllowance(plan, position, this.config);
    return this.work.inFolder(run, plan.segments[position]?.sources ?? [], limits, async ({ options, discard }) => {
      const made = await this.work.encode(planned, async (encoder) => {
        const { file } = await renderSegmentInProcess({ ...plan, encoder }, position, options);
        return { file, encoder };
      });
      // Another encoder's part does not fit: workers with the planned encoder continue, or the render is planned again.
      if (made.encoder.name !== planned.name) throw segmentBuildDiffers();
      return { file: made.file, discard };
    });
  }

  join(plan: SegmentPlan, files: readonly string[], run: ProviderRun): Promise<StartedRender> {
    const limits = renderAllowance(plan.edit, 0, this.config);
    return this.work.inFolder(run, plan.captureSources, limits, async ({ options, discard }) =>
      finishedRender(await joinInProcess(plan, files, options), discard),
    );
  }
}

import { eraseSegments, HandlesJob, type RenderPayload } from '@app/jobs';
import { RenderLeasesRepository } from '@app/render-proxy';
import { Injectable } from '@nestjs/common';
import { SegmentFilesService } from './segment-files.service';

/** Deletes the segments of a render that ended a while ago; its video stays. */
@HandlesJob(eraseSegments)
@Injectable()
export class EraseSegmentsHandler {
  constructor(
    private readonly leases: RenderLeasesRepository,
    private readonly segments: SegmentFilesService,
  ) {}

  async handle({ renderId }: RenderPayload): Promise<void> {
    const render = await this.leases.finished(renderId);
    if (render) await this.segments.erase(render);
  }
}

import { newId } from '@app/core';
import type { NewRender } from '@app/render-proxy';

/** The row of a render on this machine, as the API creates it; `given` replaces fields. */
export function newRenderRow(createdBy: string, given: Partial<NewRender> = {}): NewRender {
  const { id = newId() } = given;
  return {
    id,
    createdBy,
    apiKeyId: null,
    provider: 'local',
    request: {},
    warnings: [],
    callbackUrl: null,
    format: 'mp4',
    pricing: 'per_minute',
    heldSeconds: 1,
    holdId: newId(),
    reserved: 100,
    queuePriority: 100,
    isShort: true,
    storage: 'local',
    objectKey: `videos/${id}.mp4`,
    ...given,
  };
}

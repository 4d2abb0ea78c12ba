import type { RenderProcesses } from './render-processes';
import { figureOf } from './resident-memory';
import { type Section, section } from './section';

/** An edit that is measured, and its name. */
export interface NamedEdit {
  name: string;
  edit: object;
}

/** The processor time by which renders are cut into segments, to the processor time that they take. */
export async function measureEstimates(renders: RenderProcesses, edits: readonly NamedEdit[]): Promise<Section> {
  const results = [];
  for (const { name, edit } of edits) {
    const { estimated, used } = await renders.encodeSegments(edit);
    results.push(figureOf(name, estimated / used));
  }
  const note =
    'Estimated seconds to those of all processes that encode the pictures, without the start of the render process; 1 is exact, the goal is 0.5 to 2.';
  return section('Estimated processor time of segments', 'estimated/used', note, results);
}

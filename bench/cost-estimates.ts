import { join } from 'node:path';
import { type RenderEngine, validateEdit } from '@app/render-proxy';
import { processorSeconds } from './processor-seconds';
import { figureOf } from './resident-memory';
import { type Section, section } from './section';

/** An edit that is measured, and its name. */
export interface NamedEdit {
  name: string;
  edit: object;
}

/** The processor time by which renders are cut into segments, to the processor time that they take. */
export async function measureEstimates(
  engine: RenderEngine,
  directory: string,
  edits: readonly NamedEdit[],
): Promise<Section> {
  const destination = join(directory, 'segments');
  const results = [];
  for (const { name, edit } of edits) {
    const plan = await engine.plan(validateEdit(edit), { destination });
    const pictures = plan.segments.filter(({ kind }) => kind === 'video');
    const began = processorSeconds();
    for (const { position } of pictures) await engine.renderSegment(plan, position, { destination });
    const estimated = pictures.reduce((sum, segment) => sum + segment.estimatedProcessorSeconds, 0);
    results.push(figureOf(name, estimated / (processorSeconds() - began)));
  }
  const note =
    'Estimated seconds to those of all processes that encode the pictures; 1 is exact, the goal is 0.5 to 2.';
  return section('Estimated processor time of segments', 'estimated/used', note, results);
}

import { type CaptionFacts, CaptionGenerator, type GeneratedCaption } from '../../captions/caption-generator';
import { defaultCaption } from '../../captions/default-caption';

/** Writes captions without another service. */
export class TemplateAdapter extends CaptionGenerator {
  generate(facts: CaptionFacts): Promise<GeneratedCaption> {
    return Promise.resolve(defaultCaption(facts));
  }
}

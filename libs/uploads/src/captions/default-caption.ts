import type { CaptionFacts, GeneratedCaption } from './caption-generator';
import { fillTemplate } from './caption-template';

const CAPTION = '{distance} in {duration}, top speed {max_speed}';

/** Describes the track; without a track it adds nothing to the title. */
export function defaultCaption({ values }: CaptionFacts): GeneratedCaption {
  const caption = values.distance === undefined ? '' : fillTemplate(CAPTION, values);
  return { title: values.title ?? '', caption, hashtags: [] };
}

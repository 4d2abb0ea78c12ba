import { lengthIn, type TextLimit } from '@app/core';
import { PLATFORM_TEXTS } from '@app/uploads';
import {
  PUBLISHING_TARGETS,
  type PublishingTarget,
  startPublishingTarget,
} from '../support/emulators/publishing-targets';

/** A text of flags, whose length differs in every unit, that has exactly the length of the limit. */
function longestText({ most, unit }: TextLimit): string {
  const flags = '🏁'.repeat(Math.floor(most / lengthIn('🏁', unit)));
  return flags + 'a'.repeat(most - lengthIn(flags, unit));
}

describe.each(PUBLISHING_TARGETS)('the longest texts on %s', (name) => {
  let at: PublishingTarget;
  beforeAll(async () => {
    at = await startPublishingTarget(name);
  });
  afterAll(() => at.close());

  it('are the same for those who compose them and for the publisher', () => {
    const texts = { title: 'A lap', description: 'Around the lake', tags: [], fileName: 'a.mp4', ...at.plan.post };
    const { title, caption } = PLATFORM_TEXTS[name];
    const faulty = (change: object) => at.publisher.faultsOf({ ...texts, ...change }).map(({ field }) => field);
    const description = longestText(caption);
    expect([faulty({ description }), faulty({ description: `${description}a` })]).toEqual([[], ['description']]);
    const longTitle = longestText(title);
    const hasTitles = name === 'youtube' || name === 'facebook';
    expect([faulty({ title: longTitle }), faulty({ title: `${longTitle}a` })]).toEqual([
      [],
      hasTitles ? ['title'] : [],
    ]);
  });
});

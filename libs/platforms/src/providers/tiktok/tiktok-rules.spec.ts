import { tiktokOptions } from './tiktok-options';
import { tiktokFaults, tiktokOffers, tiktokVideoFaults } from './tiktok-rules';

const POST = { title: 'A lap', description: 'Around the lake', tags: [], fileName: 'a.mp4', privacy: 'SELF_ONLY' };
const FACTS = { bytes: 1e9, seconds: 300, width: 1_080, height: 1_920, frameRate: 30 };
const ACCOUNT = {
  canPost: true,
  refusedBy: null,
  privacyOptions: ['PUBLIC_TO_EVERYONE', 'SELF_ONLY'],
  maxSeconds: 300,
  disabled: ['duet'] as const,
  daily: null,
};
const options = (given: object = {}) => tiktokOptions.parse(given);

describe('a post that TikTok would refuse', () => {
  it.each([
    ['no privacy of TikTok', { privacy: 'public' }, {}, ['privacy']],
    ['a caption of 2,201 UTF-16 units', { description: '🚲'.repeat(1_100), tags: [] }, {}, []],
    ['a caption whose tags make it too long', { description: '🚲'.repeat(1_100), tags: ['a'] }, {}, ['description']],
    ['an advertisement that nobody sees', {}, { brand_content: true }, ['privacy']],
  ])('has %s', (_, change, given, fields) =>
    expect(tiktokFaults({ ...POST, ...change }, options(given)).map(({ field }) => field)).toEqual(fields),
  );

  it('is no draft, whose text and audience its owner chooses', () =>
    expect(tiktokFaults({ ...POST, privacy: '' }, options({ surface: 'inbox' }))).toEqual([]));

  it.each([
    ['lasts longer than the account may post', { seconds: 300.5 }],
    ['is too slow', { frameRate: 22 }],
    ['is too small', { width: 359 }],
    ['is too tall', { height: 4_097 }],
    ['has more than 4 GiB', { bytes: 4 * 1024 ** 3 + 1 }],
  ])('has a video that %s', (_, change) =>
    expect(tiktokVideoFaults({ ...FACTS, ...change }, ACCOUNT)).toMatchObject([{ field: 'video' }]),
  );

  it('has a video of more than ten minutes, whatever the account says', () => {
    expect(tiktokVideoFaults({ ...FACTS, seconds: 601 }, { ...ACCOUNT, maxSeconds: null })).toHaveLength(1);
    expect(tiktokVideoFaults({ ...FACTS, seconds: 600 }, undefined)).toEqual([]);
  });

  it('asks for what the account does not offer', () => {
    expect(tiktokOffers(POST, options(), ACCOUNT)).toEqual([]);
    const asked = options({ disable_duet: false, disable_comment: false });
    const faults = tiktokOffers({ ...POST, privacy: 'MUTUAL_FOLLOW_FRIENDS' }, asked, ACCOUNT);
    expect(faults.map(({ code }) => code)).toEqual(['privacy_level_option_mismatch', 'duet_disabled']);
  });
});

it('switches every interaction off unless the post switches it on', () =>
  expect(options()).toMatchObject({ disable_comment: true, disable_duet: true, disable_stitch: true }));

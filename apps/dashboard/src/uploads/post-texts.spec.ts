import { overridesWith, postTexts } from './post-texts';

const target = { status: 'ready', file: 'rendition-1.mp4', error: null } as const;
const UPLOAD = {
  title: 'Lap',
  caption: 'Around the lake',
  hashtags: ['racing'],
  privacy: 'unlisted',
  targets: [
    {
      ...target,
      platform: 'youtube',
      title: 'The lap',
      caption: 'Around the lake #reelway #Ü_2026 #reelway',
      cover: 'cover-youtube.jpg',
    },
    { ...target, platform: 'tiktok', title: null, caption: null, cover: null },
  ],
} as const;
type Upload = Parameters<typeof postTexts>[0];
type Post = Parameters<typeof postTexts>[1];
const texts = (post: Post) => Object.fromEntries(postTexts(UPLOAD as unknown as Upload, post));

describe('what a post says', () => {
  it('is what its platform makes of the upload, with the chosen cover', () =>
    expect(texts({ platform: 'youtube', overrides: {} })).toEqual({
      Title: 'The lap',
      Caption: 'Around the lake #reelway #Ü_2026 #reelway',
      Tags: 'reelway, Ü_2026',
      'Visible to': 'Everyone with the link',
      Cover: 'cover-youtube.jpg',
    }));

  it('is that of the upload while the captions are not made', () =>
    expect(texts({ platform: 'tiktok', overrides: {} })).toMatchObject({
      Title: 'Lap',
      Caption: 'Around the lake',
      Tags: 'racing',
    }));

  it('is first of all its own, with every choice of its platform', () => {
    const options = { disable_comment: true, brand_content: false, category_id: '17', place: { id: 3 } };
    const overrides = { title: 'Own', caption: '', tags: [], privacy: 'SELF_ONLY', options };
    expect(texts({ platform: 'youtube', overrides })).toEqual({
      Title: 'Own',
      Caption: '–',
      Tags: '–',
      'Visible to': 'Only you',
      Cover: 'cover-youtube.jpg',
      'Without comments': 'yes',
      'Paid partnership': 'no',
      'category id': '17',
      place: '{"id":3}',
    });
  });
});

describe('the overrides of a post with other texts', () => {
  const [title, caption] = ['The lap', 'Around the lake #reelway #Ü_2026 #reelway'];
  const changed = (overrides: Post['overrides'], written: object) =>
    overridesWith(UPLOAD as unknown as Upload, { platform: 'youtube', overrides }, { title, caption, ...written });

  it('are none where the texts are the same', () => expect(changed({ privacy: 'private' }, {})).toBeUndefined());

  it('have the text that differs, and keep the other choices', () => {
    const choices = { privacy: 'private', options: { category_id: '17' } };
    expect(changed(choices, { title: 'A lap' })).toEqual({ ...choices, title: 'A lap' });
  });

  it('have the hashtags of a new caption in place of those of the former one', () => {
    expect(changed({}, { caption: 'Alone #lake #Lake' })).toEqual({ caption: 'Alone #lake #Lake', tags: ['lake'] });
    expect(changed({}, { caption: 'Alone' })).toEqual({ caption: 'Alone', tags: [] });
  });

  it('keep tags that somebody has chosen', () => {
    const tags = ['cycling'];
    expect(changed({ tags }, { caption: 'Alone #lake' })).toEqual({ caption: 'Alone #lake', tags });
  });

  it('have no text that is empty, or that of the upload', () => {
    const own = { title: 'Own', caption: 'Own #own', tags: ['own'] };
    expect(changed(own, { title: '', caption })).toEqual({});
    expect(changed(own, { title, caption: 'Own #own' })).toEqual({ caption: 'Own #own', tags: ['own'] });
  });

  it('keep an empty text that somebody has chosen', () =>
    expect(changed({ caption: '' }, { title: 'A lap', caption: '' })).toEqual({ title: 'A lap', caption: '' }));
});

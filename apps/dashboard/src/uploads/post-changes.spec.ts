import { postChanges } from './post-changes';

type Upload = Parameters<typeof postChanges>[0];

const upload = (...posts: Partial<Upload['posts'][number]>[]): Upload => ({
  title: 'A lap',
  caption: 'A quiet lap',
  hashtags: [],
  privacy: 'private',
  targets: [],
  posts: posts.map((post) => ({
    id: 'post',
    account_name: 'Rides',
    platform: 'youtube',
    overrides: {},
    publish_at: null,
    ...post,
  })),
});

describe('what has changed in the posts of an upload', () => {
  it('are the texts, the choices and the time that a person would read otherwise', () => {
    const before = upload({ overrides: { options: { made_for_kids: true } } }, { id: 'same' });
    const after = upload(
      { overrides: { caption: 'Buy my book' }, publish_at: '2030-06-12T08:00:00.000Z' },
      { id: 'same' },
    );
    expect(postChanges(before, after)).toEqual([
      {
        id: 'post',
        post: 'Rides on YouTube',
        fields: [
          { name: 'Caption', before: 'A quiet lap', after: 'Buy my book' },
          { name: 'made for kids', before: 'yes', after: '–' },
          { name: 'Time', before: 'As soon as it is ready', after: expect.stringContaining('2030') },
        ],
      },
    ]);
  });

  it('are those of the upload as well, and nothing where a post reads the same', () => {
    const before = upload({ overrides: {} });
    expect(postChanges(before, { ...before, title: 'Two laps' })[0]?.fields).toEqual([
      { name: 'Title', before: 'A lap', after: 'Two laps' },
    ]);
    expect(postChanges(before, upload({ overrides: { title: 'A lap' } }))).toEqual([]);
  });
});

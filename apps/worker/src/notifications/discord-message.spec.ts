import { discordMessage as messageOf } from './discord-message';
import type { EventSubject } from './event-subject';

const discordMessage = (subjects: readonly EventSubject[], total: number) =>
  messageOf(subjects, total, 'https://app.example.test');

const subject = (fields: Partial<EventSubject> = {}): EventSubject => ({
  type: 'upload.completed',
  name: 'A ride',
  path: '/uploads?id=1',
  details: [{ platform: 'TikTok', account: 'Ada', state: 'published' }],
  ...fields,
});

describe('a message for Discord', () => {
  it('names the upload, the platform and the account, and links to the upload', () => {
    const details = [
      { platform: 'TikTok', account: 'Ada', state: 'published' },
      { platform: 'YouTube', account: 'Rides', state: '' },
    ];
    expect(discordMessage([subject({ details })], 1)).toEqual({
      embeds: [
        {
          title: 'Published: A ride',
          description: 'TikTok · Ada · published\nYouTube · Rides',
          url: 'https://app.example.test/uploads?id=1',
          color: 0x22c55e,
        },
      ],
    });
  });

  it('calls nothing published that was made for downloads alone', () => {
    const types = ['upload.completed', 'upload.partial', 'upload.failed'] as const;
    const { embeds = [] } = discordMessage(
      types.map((type) => subject({ type, details: [] })),
      3,
    );
    expect(embeds.map(({ title }) => title)).toEqual([
      'Ready: A ride',
      'Ready in part: A ride',
      'Upload failed: A ride',
    ]);
  });

  it('stands for a burst of events', () => {
    const { content, embeds = [] } = discordMessage(
      Array.from({ length: 25 }, (_, index) => subject({ name: `Ride ${index}` })),
      40,
    );
    expect(content).toBe('30 earlier events are not shown.');
    expect(embeds.map(({ title }) => title)).toEqual(
      [15, 16, 17, 18, 19, 20, 21, 22, 23, 24].map((ride) => `Published: Ride ${ride}`),
    );
    expect(discordMessage([subject()], 2).content).toBe('1 earlier event is not shown.');
  });

  it('shows names as they are, however long they are', () => {
    expect(discordMessage([subject({ name: '**[x](https://evil.example)** @everyone' })], 1).embeds?.[0]?.title).toBe(
      'Published: \\*\\*\\[x\\]\\(https\\://evil.example\\)\\*\\* \\@everyone',
    );
    const long = '*'.repeat(5_000);
    const details = Array.from({ length: 50 }, () => ({ platform: 'TikTok', account: long, state: 'failed' }));
    const { embeds = [] } = discordMessage(
      Array.from({ length: 20 }, () => subject({ name: long, details })),
      20,
    );
    const characters = embeds.reduce(
      (sum, { title = '', description = '' }) => sum + title.length + description.length,
      0,
    );
    expect(embeds).toHaveLength(10);
    expect(characters).toBeLessThanOrEqual(6_000);
  });
});

import { JobsModule } from '@app/jobs';
import { PlatformDataSubjectRepository, PlatformsModule } from '@app/platforms';
import { DataSource } from 'typeorm';
import { UploadRows } from '../../support/harness/upload-rows';

/** More than two pages. */
const POSTS = 250;

describe('the posts in an export archive', () => {
  let here: UploadRows;
  beforeAll(async () => {
    here = await UploadRows.start({ imports: [JobsModule, PlatformsModule] });
  });
  beforeEach(() => here.enter());
  afterAll(() => here?.close());

  it('are all there with their journals, and are read a page at a time', async () => {
    const upload = await here.create();
    await here.query(
      `insert into publications (id, user_id, upload_id, account_name, platform)
       select gen_random_uuid(), $1, $2, 'Rides ' || n, 'tiktok' from generate_series(1, ${POSTS}) n`,
      [here.userId, upload.id],
    );
    const query = jest.spyOn(here.service(DataSource).manager, 'query');
    const sections = await here.service(PlatformDataSubjectRepository).of(here.userId);
    const names = new Set<string>();
    for await (const post of (sections.publications ?? []) as AsyncIterable<{
      account_name: string;
      events: object[];
    }>) {
      names.add(post.account_name);
      expect(post.events).toMatchObject([{ step: 'status', outcome: 'pending' }]);
    }
    expect(names.size).toBe(POSTS);
    const read = await Promise.all(query.mock.results.map(({ value }) => value as Promise<object[]>));
    expect(Math.max(...read.map(({ length }) => length))).toBe(100);
  });
});

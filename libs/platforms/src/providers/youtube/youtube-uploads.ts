import { z } from 'zod';
import type { AccountAccess } from '../../account-access';
import { PlatformClient } from '../../platform-client';
import { platformCodeOf } from '../../platform-failure';
import { isAfterWithClockSkew } from '../../post-time';
import type { FoundPost } from '../../video-publisher';
import { readYoutubeFailure } from './youtube-failures';

/** A page has 50 videos, the newest first. */
const MOST_PAGES = 4;

const Channels = z.object({
  items: z
    .array(z.object({ contentDetails: z.object({ relatedPlaylists: z.object({ uploads: z.string().min(1) }) }) }))
    .default([]),
});
const Page = z.object({
  items: z.array(z.object({ contentDetails: z.object({ videoId: z.string().min(1) }) })).default([]),
  nextPageToken: z.string().optional(),
});
const Videos = z.object({
  items: z
    .array(
      z.object({
        id: z.string().min(1),
        snippet: z.object({ publishedAt: z.string() }),
        fileDetails: z.object({ fileName: z.string().optional() }).optional(),
      }),
    )
    .default([]),
});

/** The latest videos of a channel, with the names of their files, which only the owner of the channel can read. */
export class YoutubeUploads {
  private readonly client = new PlatformClient('YouTube', readYoutubeFailure);

  /** @param url address of the Data API */
  constructor(private readonly url: string) {}

  close(): Promise<void> {
    return this.client.close();
  }

  /** The only video that was uploaded with this file name since then; undefined: none, or several. */
  async find(access: AccountAccess, fileName: string, since: Date): Promise<FoundPost | undefined> {
    const playlistId = await this.playlistOf(access);
    const found: string[] = [];
    for (let [page, pageToken] = [0, '']; playlistId !== undefined && page < MOST_PAGES; page += 1) {
      const listed = await this.page(access, playlistId, pageToken);
      const videos = await this.videos(access, listed.ids);
      const recent = videos.filter(({ snippet }) => isAfterWithClockSkew(Date.parse(snippet.publishedAt), since));
      found.push(...recent.filter(({ fileDetails }) => fileDetails?.fileName === fileName).map(({ id }) => id));
      if (recent.length === 0 || listed.next === undefined) break;
      pageToken = listed.next;
    }
    const [postId] = found;
    return postId !== undefined && found.length === 1 ? { postId, by: 'file_name' } : undefined;
  }

  private async playlistOf(access: AccountAccess): Promise<string | undefined> {
    const { items } = await this.read(Channels, access, 'channels', { part: 'contentDetails', mine: 'true' });
    return items[0]?.contentDetails.relatedPlaylists.uploads;
  }

  private async page(
    access: AccountAccess,
    playlistId: string,
    pageToken: string,
  ): Promise<{ ids: string[]; next?: string }> {
    const query = { part: 'contentDetails', playlistId, maxResults: '50', ...(pageToken && { pageToken }) };
    try {
      const { items, nextPageToken: next } = await this.read(Page, access, 'playlistItems', query);
      return { ids: items.map(({ contentDetails }) => contentDetails.videoId), ...(next && { next }) };
    } catch (error) {
      // YouTube has no such playlist until the channel has a video.
      if (platformCodeOf(error) !== 'playlistNotFound') throw error;
      return { ids: [] };
    }
  }

  private async videos(access: AccountAccess, ids: readonly string[]): Promise<z.infer<typeof Videos>['items']> {
    if (ids.length === 0) return [];
    return (await this.read(Videos, access, 'videos', { part: 'snippet,fileDetails', id: ids.join(',') })).items;
  }

  private read<T>(
    schema: z.ZodType<T>,
    { accessToken }: AccountAccess,
    resource: string,
    query: Record<string, string>,
  ): Promise<T> {
    const url = `${this.url}/youtube/v3/${resource}?${new URLSearchParams(query).toString()}`;
    return this.client.call(schema, url, { credentials: { authorization: `Bearer ${accessToken}` } });
  }
}

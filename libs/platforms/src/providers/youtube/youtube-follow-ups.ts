import { BodyStream } from '@app/core';
import { z } from 'zod';
import type { AccountAccess } from '../../account-access';
import { multipartBody } from '../../multipart-body';
import { type PlatformCall, PlatformClient } from '../../platform-client';
import type { FollowUp, PostFile, VideoPost } from '../../video-publisher';
import { readYoutubeFailure } from './youtube-failures';
import type { YoutubeOptions } from './youtube-options';

const UPLOAD_TIMEOUT_MS = 120_000;
const LISTED = '50';

const CaptionList = z.object({
  items: z.array(z.object({ snippet: z.object({ language: z.string(), name: z.string().default('') }) })).default([]),
});
const PlaylistItems = z.object({
  items: z
    .array(z.object({ snippet: z.object({ resourceId: z.object({ videoId: z.string().optional() }).optional() }) }))
    .default([]),
});

/** Parts of a YouTube video that can be set only once it exists. */
export class YoutubeFollowUps {
  private readonly client = new PlatformClient('YouTube', readYoutubeFailure);

  /** @param url address of the Data API */
  constructor(private readonly url: string) {}

  close(): Promise<void> {
    return this.client.close();
  }

  of({ cover }: VideoPost, options: YoutubeOptions): FollowUp[] {
    const { subtitles, playlist_id: playlistId, first_comment: text } = options;
    const step = (name: FollowUp['name'], run: FollowUp['run']): FollowUp => ({
      name,
      isRepeatable: name !== 'first_comment',
      run,
    });
    return [
      ...(cover ? [step('thumbnail', (...call) => this.setThumbnail(cover, ...call))] : []),
      ...(subtitles ? [step('captions', (...call) => this.addCaptions(subtitles, ...call))] : []),
      ...(playlistId ? [step('playlist', (...call) => this.addToPlaylist(playlistId, ...call))] : []),
      ...(text ? [step('first_comment', (...call) => this.comment(text, ...call))] : []),
    ];
  }

  private async setThumbnail(picture: PostFile, ...[access, videoId, { signal }]: Parameters<FollowUp['run']>) {
    const stream = await picture.open({ start: 0, end: picture.size - 1 });
    const query = new URLSearchParams({ videoId, uploadType: 'media' });
    await this.call(z.unknown(), access, `/upload/youtube/v3/thumbnails/set?${query.toString()}`, {
      method: 'POST',
      timeoutMs: UPLOAD_TIMEOUT_MS,
      body: new BodyStream(stream, picture.size, picture.contentType),
      signal,
    });
  }

  private async addCaptions(
    { language, text }: NonNullable<YoutubeOptions['subtitles']>,
    ...[access, videoId, { signal }]: Parameters<FollowUp['run']>
  ): Promise<void> {
    const query = new URLSearchParams({ part: 'snippet', videoId });
    const { items } = await this.call(CaptionList, access, `/youtube/v3/captions?${query.toString()}`, { signal });
    if (items.some(({ snippet }) => snippet.language === language && snippet.name === '')) return;
    const described = JSON.stringify({ snippet: { videoId, language, name: '' } });
    await this.call(z.unknown(), access, '/upload/youtube/v3/captions?uploadType=multipart&part=snippet', {
      method: 'POST',
      timeoutMs: UPLOAD_TIMEOUT_MS,
      body: multipartBody('related', [
        { headers: { 'content-type': 'application/json; charset=UTF-8' }, content: described },
        { headers: { 'content-type': 'application/octet-stream' }, content: text },
      ]),
      signal,
    });
  }

  /** YouTube would add a video a second time. */
  private async addToPlaylist(
    playlistId: string,
    ...[access, videoId, { signal }]: Parameters<FollowUp['run']>
  ): Promise<void> {
    const path = '/youtube/v3/playlistItems';
    const query = new URLSearchParams({ part: 'snippet', playlistId, videoId, maxResults: LISTED });
    const { items } = await this.call(PlaylistItems, access, `${path}?${query.toString()}`, { signal });
    if (items.some(({ snippet }) => snippet.resourceId?.videoId === videoId)) return;
    const resourceId = { kind: 'youtube#video', videoId };
    const body = { snippet: { playlistId, resourceId } };
    await this.call(z.unknown(), access, `${path}?part=snippet`, { method: 'POST', body, signal });
  }

  private async comment(text: string, ...[access, videoId, { signal }]: Parameters<FollowUp['run']>): Promise<void> {
    const body = { snippet: { videoId, topLevelComment: { snippet: { textOriginal: text } } } };
    const call = { method: 'POST', once: true, publishes: true, body, signal } as const;
    await this.call(z.unknown(), access, '/youtube/v3/commentThreads?part=snippet', call);
  }

  private call<T>(schema: z.ZodType<T>, { accessToken }: AccountAccess, path: string, call: PlatformCall): Promise<T> {
    return this.client.call(schema, `${this.url}${path}`, {
      ...call,
      credentials: { authorization: `Bearer ${accessToken}` },
    });
  }
}

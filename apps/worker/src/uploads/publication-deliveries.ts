import { coverMoment } from '@app/media';
import type { PublicationDelivery, PublicationFile } from '@app/platforms';
import { type TakenUpload, type Upload, type UploadFault, type UploadFile, uploadKey } from '@app/uploads';
import { drawsHud } from './former-files';

const OVERLAY_MISSING = { code: 'upload_failed', message: 'The overlay could not be drawn.' };
/** Characters of all tags of a post together; platforms refuse a few more than this. */
const LONGEST_TAGS = 400;

/** The delivery to each platform for its posts: the finished file with its texts, or the reason why there is none. */
export function deliveriesOf({ upload, targets }: TakenUpload): Map<string, PublicationDelivery> {
  const { storage, privacy } = upload;
  const trackFault = faultOfTrack(upload);
  return new Map(
    targets.map(({ platform, file: name, caption, error }): [string, PublicationDelivery] => {
      const file = upload.readyFiles.find((each) => each.name === name);
      if (!file || error) return [platform, { fault: faultOf(error) }];
      const missing =
        trackFault ??
        (drawsHud(upload) && file.showsHud === false ? (upload.stages.transcode?.error ?? OVERLAY_MISSING) : undefined);
      if (missing) return [platform, { fault: faultOf(missing) }];
      const { contentType, sizeBytes } = file;
      const { title = '', text: description = '' } = caption ?? {};
      const texts = { title, description, tags: tagsIn(description), privacy };
      const key = uploadKey(upload, file.name);
      const cover = coverOf(upload, platform, file);
      const facts = factsOf(file);
      return [platform, { file: { storage, key, sizeBytes, contentType, facts, ...(cover && { cover }) }, texts }];
    }),
  );
}

/** Why posts that were to show the overlay cannot: their owner sent or aligned a track, and using it failed. */
function faultOfTrack({ options, stages, telemetryReceivedAt }: Upload): UploadFault | undefined {
  const isWanted = options.hud && (telemetryReceivedAt !== null || options.trackRetry !== undefined);
  if (!isWanted || stages.telemetry?.status !== 'failed') return undefined;
  const { code, message } = stages.telemetry.error ?? OVERLAY_MISSING;
  return { code, message: `The post was to show the overlay, which is missing. ${message}` };
}

/** The upload failed, and with it all its posts. */
export const undelivered = ({ targets }: TakenUpload, error: UploadFault): Map<string, PublicationDelivery> =>
  new Map(targets.map(({ platform, error: own }) => [platform, { fault: faultOf(own ?? error) }]));

const faultOf = (error: UploadFault | null) => ({
  code: error?.code ?? 'upload_failed',
  message: error?.message ?? 'No file was made for the platform.',
  class: 'media_rejected' as const,
  step: 'preflight' as const,
});

function coverOf(
  upload: TakenUpload['upload'],
  platform: string,
  { seconds: length }: UploadFile,
): PublicationFile['cover'] {
  const made = upload.readyFiles.find(
    ({ kind, platforms }) => kind === 'cover' && platforms.some((name) => name === platform),
  );
  if (!made) return undefined;
  const seconds = upload.options.covers?.find((cover) => cover.platform === platform)?.seconds;
  const { name, sizeBytes, contentType } = made;
  const moment = seconds === undefined ? undefined : coverMoment(seconds, length ?? 0);
  return { key: uploadKey(upload, name), sizeBytes, contentType, ...(moment !== undefined && { seconds: moment }) };
}

const factsOf = ({ sizeBytes: bytes, seconds, width, height, fps }: UploadFile) => ({
  bytes,
  seconds: seconds ?? 0,
  width: width ?? 0,
  height: height ?? 0,
  frameRate: fps ?? 0,
});

/** The hashtags that the caption has after the owner's rules about them. */
function tagsIn(caption: string): string[] {
  let room = LONGEST_TAGS;
  const tags = [...caption.matchAll(/#([\p{L}\p{N}\p{M}_]+)/gu)].map(([, tag = '']) => tag);
  return [...new Set(tags)].filter((tag) => (room -= tag.length + 1) >= 0);
}

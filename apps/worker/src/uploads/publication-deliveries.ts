import { coverMoment } from '@app/media';
import type { PublicationDelivery, PublicationFault, PublicationFile } from '@app/platforms';
import {
  type TakenUpload,
  tagsOfCaption,
  type Upload,
  type UploadFault,
  type UploadFile,
  uploadKey,
} from '@app/uploads';
import { drawsHud } from './former-files';

const OVERLAY_MISSING = { code: 'upload_failed', message: 'The overlay could not be drawn.' };

/** By platform: the finished file for its posts with its texts, or the reason why there is none. */
interface Deliveries {
  files: Map<string, PublicationDelivery>;
  faults: Map<string, PublicationFault>;
}

export function deliveriesOf({ upload, targets }: TakenUpload): Deliveries {
  const { storage, privacy } = upload;
  const trackFault = faultOfTrack(upload);
  const deliveries: Deliveries = { files: new Map(), faults: new Map() };
  for (const { platform, file: name, caption, error } of targets) {
    const file = upload.readyFiles.find((each) => each.name === name);
    const missing =
      trackFault ??
      (drawsHud(upload) && file?.showsHud === false ? (upload.stages.transcode?.error ?? OVERLAY_MISSING) : undefined);
    if (!file || error || missing) {
      deliveries.faults.set(platform, faultOf(!file || error ? error : (missing ?? null)));
      continue;
    }
    const { contentType, sizeBytes } = file;
    const { title = '', text: description = '' } = caption ?? {};
    const texts = { title, description, tags: tagsOfCaption(description), privacy };
    const key = uploadKey(upload, file.name);
    const cover = coverOf(upload, platform, file);
    const facts = factsOf(file);
    const delivery = { file: { storage, key, sizeBytes, contentType, facts, ...(cover && { cover }) }, texts };
    deliveries.files.set(platform, delivery);
  }
  return deliveries;
}

/** Why posts that were to show the overlay cannot: their owner sent or aligned a track, and using it failed. */
function faultOfTrack({ options, stages, telemetryReceivedAt }: Upload): UploadFault | undefined {
  const isWanted = options.hud && (telemetryReceivedAt !== null || options.trackRetry !== undefined);
  if (!isWanted || stages.telemetry?.status !== 'failed') return undefined;
  const { code, message } = stages.telemetry.error ?? OVERLAY_MISSING;
  return { code, message: `The post was to show the overlay, which is missing. ${message}` };
}

/** The upload failed, and with it all its posts. */
export const faultsOf = ({ targets }: TakenUpload, error: UploadFault): Map<string, PublicationFault> =>
  new Map(targets.map(({ platform, error: own }) => [platform, faultOf(own ?? error)]));

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

import type { Upload } from './upload.entity';

type Place = Pick<Upload, 'userId' | 'id'>;

/** `uploads/{user_id}/{upload_id}/{name}`: we choose the keys, whatever the client calls its files. */
export const uploadKey = ({ userId, id }: Place, name: string): string => `uploads/${userId}/${id}/${name}`;

export const sourceKey = (upload: Place): string => uploadKey(upload, 'source');
/** Two keys take turns, so that a file stays until the one that replaces it has arrived. */
export const telemetryKey = (upload: Place & Pick<Upload, 'telemetrySlot'>): string =>
  uploadKey(upload, upload.telemetrySlot === 0 ? 'telemetry' : 'telemetry-2');
/** The key of the file that replaces the one that was received. */
export const nextTelemetryKey = (upload: Place & Pick<Upload, 'telemetrySlot'>): string =>
  telemetryKey({ ...upload, telemetrySlot: upload.telemetrySlot === 0 ? 1 : 0 });
/** The picture that the owner sends as a cover. */
export const coverKey = (upload: Place, platform: string): string => uploadKey(upload, `cover-source-${platform}`);

/** The keys of everything that clients may have sent. */
export const receivedKeys = (upload: Place & Pick<Upload, 'options' | 'telemetrySlot'>): string[] => {
  const covers = (upload.options.covers ?? []).filter(({ image }) => image);
  const tracks = [telemetryKey(upload), nextTelemetryKey(upload)];
  return [sourceKey(upload), ...tracks, ...covers.map(({ platform }) => coverKey(upload, platform))];
};

/**
 * The keys for which clients may have an address that accepts a whole file. The address of a track that was to replace
 * another outlives its announcement.
 */
export const addressedKeys = (
  upload: Place & Pick<Upload, 'options' | 'partSize' | 'telemetryFilename' | 'telemetrySlot'>,
): string[] =>
  receivedKeys(upload).filter((key) => {
    if (key === sourceKey(upload)) return upload.partSize === null;
    const isTrack = key === telemetryKey(upload) || key === nextTelemetryKey(upload);
    return !isTrack || upload.telemetryFilename !== null;
  });

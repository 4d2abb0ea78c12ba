import type { Upload } from './upload.entity';

type Place = Pick<Upload, 'userId' | 'id'>;

/** `uploads/{user_id}/{upload_id}/{name}`: we choose the keys, whatever the client calls its files. */
export const uploadKey = ({ userId, id }: Place, name: string): string => `uploads/${userId}/${id}/${name}`;

export const sourceKey = (upload: Place): string => uploadKey(upload, 'source');
export const telemetryKey = (upload: Place): string => uploadKey(upload, 'telemetry');
/** The picture that the owner sends as a cover. */
export const coverKey = (upload: Place, platform: string): string => uploadKey(upload, `cover-source-${platform}`);

/** The keys of everything that clients may have sent. */
export const receivedKeys = (upload: Pick<Upload, 'userId' | 'id' | 'options'>): string[] => {
  const covers = (upload.options.covers ?? []).filter(({ image }) => image);
  return [sourceKey(upload), telemetryKey(upload), ...covers.map(({ platform }) => coverKey(upload, platform))];
};

/** The keys for which clients may have an address that accepts a whole file. */
export const addressedKeys = (
  upload: Pick<Upload, 'userId' | 'id' | 'options' | 'partSize' | 'telemetrySize'>,
): string[] =>
  receivedKeys(upload).filter((key) => {
    if (key === sourceKey(upload)) return upload.partSize === null;
    return key !== telemetryKey(upload) || upload.telemetrySize !== null;
  });

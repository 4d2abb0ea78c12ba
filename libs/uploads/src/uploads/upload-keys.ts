import type { Upload } from './upload.entity';

type Place = Pick<Upload, 'userId' | 'id'>;

/** `uploads/{user_id}/{upload_id}/{name}`: we choose the keys, whatever the client calls its files. */
export const uploadKey = ({ userId, id }: Place, name: string): string => `uploads/${userId}/${id}/${name}`;

export const sourceKey = (upload: Place): string => uploadKey(upload, 'source');
export const telemetryKey = (upload: Place): string => uploadKey(upload, 'telemetry');

export interface AccountExport {
  id: string;
  userId: string;
  state: 'queued' | 'ready' | 'failed';
  /** Location of the archive; null before it is ready. */
  storage: string | null;
  objectKey: string | null;
  sizeBytes: number | null;
  createdAt: Date;
  readyAt: Date | null;
  expiresAt: Date;
}

/** Columns of `account_exports` as an AccountExport. */
export const EXPORT_COLUMNS = `id, user_id as "userId", state, storage, object_key as "objectKey", size_bytes::float8 as "sizeBytes",
  created_at as "createdAt", ready_at as "readyAt", expires_at as "expiresAt"`;

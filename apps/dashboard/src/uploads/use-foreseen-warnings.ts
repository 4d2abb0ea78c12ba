import { useQuery } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../api/client';
import { queryKeys } from '../api/query-keys';
import { useSettled } from '../ui/use-settled';
import { announcementOf, type NewUpload, type UploadWarning } from './transfer';

/** After the last change of the form. */
const PAUSE_MS = 300;

/**
 * What the API would warn of if the upload were sent now. Empty while that is unknown.
 * @param upload undefined: nothing is chosen yet
 * @param replaced id of an upload that this one takes the place of: nothing is said of it
 * @param isAsked false keeps the last answer: while a file is sent, the API would take it for a duplicate of itself
 */
export function useForeseenWarnings(
  upload: NewUpload | undefined,
  replaced: string | undefined,
  isAsked: boolean,
): readonly UploadWarning[] {
  const body = useSettled(upload ? JSON.stringify(estimateOf(upload)) : '', PAUSE_MS);
  const { data } = useQuery({
    queryKey: [...queryKeys.uploadEstimate, body],
    enabled: isAsked && body !== '',
    retry: false,
    // Of another file, nothing is known yet.
    placeholderData: (data, query) => (fileOf(query?.queryKey[1]) === fileOf(body) ? data : undefined),
    queryFn: () => answerOf(api.POST('/api/uploads/estimate', { body: JSON.parse(body) as Schemas['PresignDto'] })),
  });
  if (!upload || !data) return [];
  return data.warnings.filter(({ upload_id }) => upload_id === undefined || upload_id !== replaced);
}

/** Name and size of the file in a request. */
function fileOf(body: unknown): string {
  if (typeof body !== 'string' || body === '') return '';
  const { filename, file_size: size } = JSON.parse(body) as Schemas['PresignDto'];
  return `${filename} ${size}`;
}

/** What warnings depend on. Texts and times change often, and the API refuses those that are not complete yet. */
function estimateOf(upload: NewUpload): Schemas['PresignDto'] {
  const { covers, platforms, targets = [] } = upload.posts;
  const posts = {
    ...(covers && { covers }),
    ...(platforms && { platforms }),
    targets: targets.map(({ account_id, overrides: { privacy, options } = {} }) => ({
      account_id,
      overrides: { ...(privacy && { privacy }), ...(options && { options }) },
    })),
  };
  return announcementOf({ ...upload, posts });
}

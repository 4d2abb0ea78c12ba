import { useMutation } from '@tanstack/react-query';
import { answerOf, api } from '../api/client';
import { platformName } from '../platforms/platform-queries';
import { Button } from '../ui/button';
import { bytes } from '../ui/bytes';
import { ProblemNotice } from '../ui/problem-notice';
import { duration } from '../ui/time';
import type { UploadDetails } from './upload-queries';

const KINDS: Readonly<Record<UploadDetails['files'][number]['kind'], string>> = {
  rendition: 'Video',
  thumbnail: 'Thumbnail',
  contact_sheet: 'Contact sheet',
  cover: 'Cover',
  hud: 'Overlay alone',
};

/** Every file that can be downloaded. */
export function UploadFiles({ id, files }: { id: string; files: UploadDetails['files'] }) {
  const download = useMutation({
    mutationFn: (file: string) =>
      answerOf(api.GET('/api/uploads/{id}/download', { params: { path: { id }, query: { file } } })),
    onSuccess: ({ url }) => window.location.assign(url),
  });
  if (files.length === 0) return null;
  return (
    <section aria-labelledby="files">
      <h2 id="files" className="mb-3 text-lg font-semibold">
        Files
      </h2>
      <ProblemNotice thrown={download.error} />
      <ul className="flex flex-col gap-2">
        {files.map(({ name, kind, platforms, size_bytes, width, height, duration_seconds }) => (
          <li
            key={name}
            className="flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line bg-card p-4"
          >
            <div className="min-w-0">
              <p className="font-medium break-words">{name}</p>
              <p className="text-sm text-soft">
                {[
                  KINDS[kind],
                  width && height ? `${width} × ${height}` : '',
                  duration_seconds ? duration(duration_seconds) : '',
                  bytes(size_bytes),
                  forPlatforms(platforms),
                ]
                  .filter(Boolean)
                  .join(', ')}
              </p>
            </div>
            <Button aria-label={`Download ${name}`} onClick={() => download.mutate(name)}>
              Download
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The file to download belongs to no platform. */
function forPlatforms(platforms: UploadDetails['files'][number]['platforms']): string {
  const names = platforms.filter((platform) => platform !== 'download').map(platformName);
  return names.length > 0 ? `for ${names.join(', ')}` : '';
}

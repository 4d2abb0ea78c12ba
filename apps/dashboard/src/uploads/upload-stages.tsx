import { useMutation, useQueryClient } from '@tanstack/react-query';
import { May } from '../account/may';
import type { Schemas } from '../api/client';
import { Button } from '../ui/button';
import { ProblemNotice } from '../ui/problem-notice';
import { shiftChoice, suggestedShift } from './track-choice';
import { canRetry, renewUpload, retryUpload, type UploadDetails } from './upload-queries';

const NAMES: Readonly<Record<UploadDetails['stages'][number]['stage'], string>> = {
  verify: 'Check the file',
  telemetry: 'Read the track',
  transcode: 'Make the versions',
  captions: 'Write the captions',
};

const STATES: Readonly<Record<UploadDetails['stages'][number]['status'], string>> = {
  waiting: 'Waiting',
  running: 'Running',
  done: 'Done',
  skipped: 'Not needed',
  failed: 'Failed',
};

/** The steps of the work, with the reason where one failed. */
export function UploadStages({ upload }: { upload: UploadDetails }) {
  const shift = suggestedShift(upload);
  return (
    <table className="w-full max-w-2xl text-sm">
      <caption className="mb-2 text-left text-lg font-semibold">Steps</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Step</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {upload.stages.map(({ stage, status, error }) => (
          <tr key={stage} className="border-t border-line align-top">
            <th scope="row" className="py-2 pr-4 text-left font-normal">
              {NAMES[stage]}
              {error && (
                <span className="mt-1 block text-bad">
                  {error.message} {error.help}
                </span>
              )}
              {stage === 'telemetry' && shift !== undefined && (
                <May least="editor">
                  <WithSuggestion id={upload.id} seconds={shift} />
                </May>
              )}
              {stage === 'telemetry' && status === 'failed' && canRetry(upload) && (
                <May least="editor">
                  <WithoutOverlay id={upload.id} />
                </May>
              )}
            </th>
            <td className="py-2 text-right whitespace-nowrap text-soft">{STATES[status]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Makes the files again although the track cannot be used, and publishes the posts that wait for them. */
const WithoutOverlay = ({ id }: { id: string }) => (
  <Again id={id} choice={{ hud: false }} label="Try again without the overlay" />
);

/** Moves the track where it reaches the video. That is a guess: nothing is published before a position is chosen. */
const WithSuggestion = ({ id, seconds }: { id: string; seconds: number }) => (
  <Again
    id={id}
    choice={shiftChoice(seconds)}
    label={`Try again with the track moved by ${seconds.toLocaleString('en', { minimumFractionDigits: 1 })} s`}
  />
);

function Again({ id, choice, label }: { id: string; choice: Schemas['RetryUploadDto']; label: string }) {
  const queries = useQueryClient();
  const retry = useMutation({
    mutationFn: () => retryUpload(id, choice),
    onSettled: () => renewUpload(queries, id),
  });
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2">
      <Button busy={retry.isPending && 'Starting …'} onClick={() => retry.mutate()}>
        {label}
      </Button>
      <ProblemNotice thrown={retry.error} />
    </div>
  );
}

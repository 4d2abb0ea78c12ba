import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../ui/button';
import { bytes } from '../ui/bytes';
import { Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { Composer } from './composer';
import { EMPTY, isComplete, pictureOf, planOf } from './composition';
import { DropZone } from './drop-zone';
import { type NewUpload as NewUploadPlan, type SentUpload, Transfer, type TransferState } from './transfer';
import { UploadWarnings } from './upload-warnings';
import { useForeseenWarnings } from './use-foreseen-warnings';

/** Sends a video with its track. */
export function NewUpload() {
  const navigate = useNavigate();
  const [video, setVideo] = useState<File>();
  const [track, setTrack] = useState<File>();
  const [composition, setComposition] = useState(EMPTY);
  const upload = video && { video, track, cover: pictureOf(composition), posts: planOf(composition) };
  const transfer = useTransfer(
    ({ id, warnings }) => void navigate({ to: '/uploads/$id', params: { id }, state: { warnings } }),
  );
  const foreseen = useForeseenWarnings(upload, !transfer.isRunning);
  const warnings = transfer.state?.warnings ?? foreseen;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (upload) transfer.start(upload);
  };
  return (
    <Page title="New upload">
      <form onSubmit={submit} className="flex max-w-2xl flex-col gap-4">
        <DropZone label="Video" accept="video/*" file={video} onFile={setVideo} disabled={transfer.isRunning} />
        <DropZone
          label="Track of the ride (optional)"
          note="GPX, TCX, FIT, NMEA, KML, CSV, VBO, DJI SRT or a dashcam .map file. A GoPro video brings its own."
          file={track}
          onFile={setTrack}
          disabled={transfer.isRunning}
        />
        <Composer
          composition={composition}
          video={video}
          warnings={warnings}
          onChange={(change) => setComposition((former) => ({ ...former, ...change }))}
          disabled={transfer.isRunning}
        />
        <ProblemNotice thrown={transfer.error} withFaults />
        <div className="flex flex-col">
          <UploadWarnings warnings={warnings.filter(({ account_id }) => account_id === undefined)} />
          <Send transfer={transfer} video={video} isReady={isComplete(composition)} />
        </div>
        <p className="text-sm text-soft">
          You may close or reload this page in the middle of a large video: choose the same file again, and only what is
          missing is sent. Its posts stay as you chose them at first. Smaller videos start again.
        </p>
      </form>
    </Page>
  );
}

/** Runs one transfer at a time; it ends with the screen. */
function useTransfer(onDone: (sent: SentUpload) => void) {
  const current = useRef<Transfer>(undefined);
  const [state, setState] = useState<TransferState>();
  useEffect(() => () => current.current?.stop(), []);
  const run = useMutation({
    mutationFn: (upload: NewUploadPlan) => {
      current.current = new Transfer(upload, setState);
      setState({ phase: 'sending', sent: 0 });
      return current.current.run();
    },
    onSuccess: onDone,
  });
  // After the last byte until the next screen is there.
  const isRunning = run.isPending || run.isSuccess;
  return {
    state: isRunning ? state : undefined,
    isRunning,
    error: run.error,
    start: run.mutate,
    pause: () => current.current?.pause(),
    resume: () => current.current?.resume(),
  };
}

interface SendProps {
  transfer: ReturnType<typeof useTransfer>;
  video: File | undefined;
  isReady: boolean;
}

function Send({ transfer: { state, pause, resume }, video, isReady }: SendProps) {
  if (state && video) return <Progress state={state} size={video.size} onPause={pause} onResume={resume} />;
  return (
    <Button type="submit" kind="primary" disabled={!video || !isReady}>
      Upload
    </Button>
  );
}

const PHASES: Readonly<Record<TransferState['phase'], string>> = {
  sending: 'Sending',
  paused: 'Paused',
  waiting: 'The connection is lost; it continues by itself',
  done: 'Sent',
};

interface ProgressProps {
  state: TransferState;
  size: number;
  onPause: () => void;
  onResume: () => void;
}

function Progress({ state: { phase, sent }, size, onPause, onResume }: ProgressProps) {
  return (
    <div className="rounded-xl border border-line bg-card p-4">
      <progress className="h-3 w-full" value={sent} max={size} aria-label="Progress of the upload" />
      <div className="mt-2 flex flex-wrap items-center justify-between gap-2">
        <p className="text-sm">
          <span aria-live="polite">{PHASES[phase]}</span>: {bytes(sent)} of {bytes(size)}
        </p>
        {phase === 'paused' ? <Button onClick={onResume}>Resume</Button> : <Button onClick={onPause}>Pause</Button>}
      </div>
    </div>
  );
}

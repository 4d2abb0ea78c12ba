import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { MayOpen } from '../account/may';
import { meQuery } from '../account/me-query';
import { Button } from '../ui/button';
import { bytes } from '../ui/bytes';
import { LeaveQuestion } from '../ui/leave-question';
import { Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { Composer } from './composer';
import { type CompositionChange, EMPTY, isComplete, pictureOf, planOf } from './composition';
import { DropZone } from './drop-zone';
import { EarlierNotice, useEarlierUpload } from './earlier-notice';
import type { EarlierUpload } from './earlier-upload';
import {
  type Continuation,
  type NewUpload as NewUploadPlan,
  type SentUpload,
  Transfer,
  type TransferState,
} from './transfer';
import { UploadWarnings } from './upload-warnings';
import { useDisconnected } from './use-disconnected';
import { useForeseenWarnings } from './use-foreseen-warnings';

/** Sends a video with its track. */
export const NewUpload = () => (
  <MayOpen least="editor" title="New upload">
    <Sending />
  </MayOpen>
);

function Sending() {
  const navigate = useNavigate();
  const [video, setVideo] = useState<File>();
  const choices = useChoices();
  const earlier = useEarlierUpload(video);
  const transfer = useTransfer(
    ({ id, warnings }) =>
      void navigate({ to: '/uploads/$id', params: { id }, state: { warnings }, ignoreBlocker: true }),
    () => void earlier.refetch(),
  );
  // The new upload replaces an earlier one that is lost.
  const inTheWay = earlier.data && earlier.data.standing !== 'lost' ? earlier.data : undefined;
  return (
    <Page title="New upload">
      <div className="flex max-w-2xl flex-col gap-4">
        <DropZone label="Video" accept="video/*" file={video} onFile={setVideo} disabled={transfer.isRunning} />
        <ProblemNotice thrown={earlier.error} onRetry={() => void earlier.refetch()} />
        {video && inTheWay && (
          <EarlierNotice
            video={video}
            earlier={inTheWay}
            isRunning={transfer.isRunning}
            onContinue={() => transfer.start({ video })}
            onForgotten={earlier.refetch}
          />
        )}
        {/* What was chosen is kept: the person may start again. */}
        <div hidden={inTheWay !== undefined}>
          <Plan transfer={transfer} choices={choices} video={inTheWay ? undefined : video} earlier={earlier.data} />
        </div>
        <ProblemNotice thrown={transfer.error} withFaults />
        {video && transfer.state && <Progress transfer={transfer} state={transfer.state} size={video.size} />}
        <Interruptions />
        <LeaveQuestion isAsked={transfer.isSending || choices.areMade}>
          {transfer.isSending
            ? 'The video is not sent completely yet, and nothing more is sent after you leave.'
            : 'What you have chosen and written here would be lost.'}
        </LeaveQuestion>
      </div>
    </Page>
  );
}

/** What a person chooses and writes for an upload, beside its video. */
function useChoices() {
  const [track, setTrack] = useState<File>();
  const [composition, setComposition] = useState(EMPTY);
  return {
    track,
    setTrack,
    composition,
    change: (change: CompositionChange) =>
      setComposition((former) => ({ ...former, ...(typeof change === 'function' ? change(former) : change) })),
    areMade: track !== undefined || composition !== EMPTY,
  };
}

interface PlanProps {
  transfer: Transfers;
  choices: ReturnType<typeof useChoices>;
  video: File | undefined;
  /** Undefined while it is unknown whether there is one. */
  earlier: EarlierUpload | null | undefined;
}

/** What else belongs to an upload. */
function Plan({ transfer, choices, video, earlier }: PlanProps) {
  const { track, setTrack, composition, change } = choices;
  const { isRunning } = transfer;
  const upload = video && { video, track, cover: pictureOf(composition), posts: planOf(composition) };
  const disconnected = useDisconnected(composition.targets);
  const isReady = earlier !== undefined && isComplete(composition) && disconnected.length === 0;
  const foreseen = useForeseenWarnings(upload, earlier?.upload.id, !isRunning);
  const warnings = transfer.state?.warnings ?? foreseen;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (upload) transfer.start(upload);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <DropZone
        label="Track of the ride (optional)"
        note="GPX, TCX, FIT, NMEA, KML, CSV, VBO, DJI SRT or a dashcam .map file. A GoPro video brings its own."
        file={track}
        onFile={setTrack}
        disabled={isRunning}
      />
      <Composer composition={composition} video={video} warnings={warnings} onChange={change} disabled={isRunning} />
      <div className="flex flex-col">
        <UploadWarnings warnings={warnings.filter(({ account_id }) => account_id === undefined)} />
        {!transfer.state && (
          <Button type="submit" kind="primary" disabled={!upload || !isReady}>
            Upload
          </Button>
        )}
      </div>
    </form>
  );
}

/** What a person may do while a video is sent. */
function Interruptions() {
  const me = useQuery(meQuery);
  if (!me.data) return null;
  return (
    <p className="text-sm text-soft">
      {me.data.entitlements.features.includes('resumable_upload')
        ? 'You may close or reload this page in the middle of a large video: choose the same file again, and only what is missing is sent. Its posts stay as you chose them at first. Smaller videos start again.'
        : 'Keep this page open until the video is sent: with your plan, a video starts again after the page was closed or reloaded.'}
    </p>
  );
}

/** Runs one transfer at a time; it ends with the screen. */
function useTransfer(onDone: (sent: SentUpload) => void, onError: () => void) {
  const current = useRef<Transfer>(undefined);
  const [state, setState] = useState<TransferState>();
  useEffect(() => () => current.current?.stop(), []);
  const run = useMutation({
    mutationFn: (upload: NewUploadPlan | Continuation) => {
      current.current = new Transfer(upload, setState);
      setState({ phase: 'sending', sent: 0 });
      return current.current.run();
    },
    onSuccess: onDone,
    onError,
  });
  // After the last byte until the next screen is there.
  const isRunning = run.isPending || run.isSuccess;
  return {
    state: isRunning ? state : undefined,
    isRunning,
    isSending: run.isPending,
    error: run.error,
    start: run.mutate,
    pause: () => current.current?.pause(),
    resume: () => current.current?.resume(),
  };
}

type Transfers = ReturnType<typeof useTransfer>;

const PHASES: Readonly<Record<TransferState['phase'], string>> = {
  sending: 'Sending',
  paused: 'Paused',
  waiting: 'The connection is lost; it continues by itself',
  done: 'Sent',
};

interface ProgressProps {
  transfer: Transfers;
  state: TransferState;
  size: number;
}

function Progress({ transfer: { pause, resume }, state: { phase, sent }, size }: ProgressProps) {
  return (
    <div className="rounded-xl border border-line bg-card p-4">
      <progress className="h-3 w-full" value={sent} max={size} aria-label="Progress of the upload" />
      <div className="mt-2 flex flex-wrap items-center justify-between gap-2">
        <p className="text-sm">
          <span aria-live="polite">{PHASES[phase]}</span>: {bytes(sent)} of {bytes(size)}
        </p>
        {phase === 'paused' ? <Button onClick={resume}>Resume</Button> : <Button onClick={pause}>Pause</Button>}
      </div>
    </div>
  );
}

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, type Schemas } from '../api/client';
import { PRESETS } from '../settings/overlay-presets';
import { Picture } from '../ui/picture';
import { ProblemNotice } from '../ui/problem-notice';
import { Range } from '../ui/range';
import { Select } from '../ui/select';
import { duration } from '../ui/time';
import { useSettled } from '../ui/use-settled';
import { TrackCandidates } from './track-candidates';
import { previewSize, trackAt } from './track-choice';
import { TrackPosition } from './track-position';
import type { UploadDetails } from './upload-queries';

type Preset = NonNullable<Schemas['HudPreviewDto']['preset']>;

/** Height of the picture of an upright video. */
const HIGHEST_REM = 32;
/** After the last movement of a slider. */
const PAUSE_MS = 200;

interface OverlayPreviewProps {
  id: string;
  /** Whether the files can be made again now. */
  canRepeat: boolean;
  video: NonNullable<UploadDetails['video']>;
  telemetry: NonNullable<UploadDetails['telemetry']>;
}

/** What the overlay looks like. Data in the video itself has neither a preview nor another position. */
export function Overlay(props: OverlayPreviewProps) {
  return (
    <section aria-labelledby="overlay" className="max-w-2xl">
      <h2 id="overlay" className="mb-1 text-lg font-semibold">
        Overlay
      </h2>
      {props.telemetry.is_in_video ? (
        <p className="text-sm text-soft">
          The camera recorded the data in the video itself, so both match. Previews are for tracks in a file of their
          own.
        </p>
      ) : (
        <OverlayPreview {...props} />
      )}
    </section>
  );
}

/** Frames of the overlay from the real engine, at any moment of the video and with each preset. */
function OverlayPreview({ id, canRepeat, video, telemetry }: OverlayPreviewProps) {
  const [seconds, setSeconds] = useState(Math.round(video.duration_seconds * 5) / 10);
  const [shift, setShift] = useState(0);
  const [preset, setPreset] = useState<Preset>();
  const settled = { seconds: useSettled(seconds, PAUSE_MS), shift: useSettled(shift, PAUSE_MS) };
  const { alignment } = telemetry;
  const size = previewSize(video);
  const frame = useFrame(id, {
    ...size,
    seconds: settled.seconds,
    preset,
    ...(settled.shift !== 0 && { track_seconds: trackAt(alignment, settled.seconds, settled.shift) }),
  });
  return (
    <>
      <div
        className="mx-auto overflow-hidden rounded-xl border border-line bg-slate-700"
        style={shapeOf(size)}
        aria-busy={frame.isFetching}
      >
        {frame.data && <Picture data={frame.data} alt={`The overlay at ${duration(seconds)}`} />}
      </div>
      <div className="mt-3 grid gap-4 sm:grid-cols-[2fr_1fr]">
        <Range
          label={`Moment of the video: ${duration(seconds)}`}
          min={0}
          max={video.duration_seconds}
          value={seconds}
          onChange={setSeconds}
        />
        <Select
          label="Preset"
          value={preset ?? ''}
          choices={{ '': 'As in the settings', ...PRESETS }}
          onChange={(name) => setPreset(name === '' ? undefined : (name as Preset))}
        />
      </div>
      <ProblemNotice thrown={frame.error} />
      <TrackPosition
        id={id}
        alignment={alignment}
        videoSeconds={video.duration_seconds}
        shift={shift}
        onShift={setShift}
        canRepeat={canRepeat}
      />
      <TrackCandidates id={id} alignment={alignment} onShift={setShift} canRepeat={canRepeat} />
    </>
  );
}

/** As wide as the column, unless that leaves no room for the sliders below. */
const shapeOf = ({ width, height }: ReturnType<typeof previewSize>) => ({
  aspectRatio: `${width} / ${height}`,
  width: `min(100%, ${(HIGHEST_REM * width) / height}rem)`,
});

/** The last picture stays until the next has arrived. */
function useFrame(id: string, body: Schemas['HudPreviewDto']) {
  return useQuery({
    queryKey: ['overlay', id, body],
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: () =>
      answerOf<Blob>(api.POST('/api/uploads/{id}/hud/preview', { params: { path: { id } }, body, parseAs: 'blob' })),
  });
}

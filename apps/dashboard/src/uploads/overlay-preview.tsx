import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { answerOf, api, type Schemas } from '../api/client';
import { ProblemNotice } from '../ui/problem-notice';
import { duration } from '../ui/time';
import { useSettled } from '../ui/use-settled';
import type { UploadDetails } from './upload-queries';

type Preset = NonNullable<Schemas['HudPreviewDto']['preset']>;

/** Every preset of the contract: one that is missing here does not compile. */
const PRESETS: Readonly<Record<Preset, string>> = {
  dashcam: 'Dashcam',
  moto: 'Motorcycle',
  track: 'Race track',
  flight: 'Flight',
  minimal: 'Minimal',
};

interface OverlayPreviewProps {
  id: string;
  video: NonNullable<UploadDetails['video']>;
  telemetry: NonNullable<UploadDetails['telemetry']>;
}

/** Frames of the overlay from the real engine, at any moment of the video and with each preset. */
export function OverlayPreview({ id, video, telemetry }: OverlayPreviewProps) {
  const [seconds, setSeconds] = useState(Math.round(video.duration_seconds * 5) / 10);
  const [preset, setPreset] = useState<Preset>();
  const frame = useFrame(id, { seconds: useSettled(seconds, 200), preset });
  return (
    <section aria-labelledby="overlay" className="max-w-2xl">
      <h2 id="overlay" className="mb-1 text-lg font-semibold">
        Overlay
      </h2>
      <p className="mb-3 text-sm text-soft">
        {telemetry.alignment.reason}
        {telemetry.alignment.needs_confirmation && ' The position is uncertain, so the video has no overlay yet.'}
      </p>
      <div
        className="aspect-video overflow-hidden rounded-xl border border-line bg-slate-700"
        aria-busy={frame.isFetching}
      >
        {frame.data && <Picture data={frame.data} alt={`The overlay at ${duration(seconds)}`} />}
      </div>
      <div className="mt-3 grid gap-4 sm:grid-cols-[2fr_1fr]">
        <Moment seconds={seconds} length={video.duration_seconds} onChange={setSeconds} />
        <PresetChoice value={preset} onChange={setPreset} />
      </div>
      <ProblemNotice thrown={frame.error} />
    </section>
  );
}

interface MomentProps {
  seconds: number;
  length: number;
  onChange: (seconds: number) => void;
}

function Moment({ seconds, length, onChange }: MomentProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="block text-sm font-medium">
        Moment of the video: {duration(seconds)}
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={length}
        step={0.1}
        value={seconds}
        onChange={({ target }) => onChange(target.valueAsNumber)}
        className="min-h-10 w-full accent-accent"
      />
    </div>
  );
}

interface PresetChoiceProps {
  value: Preset | undefined;
  onChange: (preset: Preset | undefined) => void;
}

function PresetChoice({ value, onChange }: PresetChoiceProps) {
  const id = useId();
  const presets = Object.entries(PRESETS) as [Preset, string][];
  return (
    <div>
      <label htmlFor={id} className="block text-sm font-medium">
        Preset
      </label>
      <select
        id={id}
        value={value ?? ''}
        onChange={({ target }) => onChange(presets.find(([name]) => name === target.value)?.[0])}
        className="min-h-10 w-full rounded-lg border border-field bg-card px-3 text-base"
      >
        <option value="">That of the settings</option>
        {presets.map(([name, label]) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The last picture stays until the next has arrived. */
function useFrame(id: string, body: { seconds: number; preset: Preset | undefined }) {
  return useQuery({
    queryKey: ['overlay', id, body],
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: () =>
      answerOf<Blob>(api.POST('/api/uploads/{id}/hud/preview', { params: { path: { id } }, body, parseAs: 'blob' })),
  });
}

function Picture({ data, alt }: { data: Blob; alt: string }) {
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const address = URL.createObjectURL(data);
    if (image.current) image.current.src = address;
    return () => URL.revokeObjectURL(address);
  }, [data]);
  return <img ref={image} alt={alt} className="h-full w-full object-contain" />;
}

import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import UPlot from 'uplot';
import type { Bucket } from './insights-queries';

const HEIGHT = 260;
const [HOUR, DAY] = [3_600, 86_400];
const HOURS = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: 'numeric' });
const DAYS = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const DARK = window.matchMedia('(prefers-color-scheme: dark)');
/** The second and the third line also differ without colours. */
const DASHES = [[], [6, 4], [2, 4]];

/** One line of a chart. */
export interface Line {
  name: string;
  tone: 'accent' | 'bad' | 'busy';
  valueOf: (bucket: Bucket) => number;
}

interface ChartProps {
  buckets: readonly Bucket[];
  lines: readonly Line[];
}

/** Lines over time. The table beside it says the same to those who do not see it. */
export function Chart({ buckets, lines }: ChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const isDark = useSyncExternalStore(watchScheme, () => DARK.matches);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const chart = new UPlot(optionsOf(element, lines, isHourly(buckets)), dataOf(buckets, lines), element);
    const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [buckets, lines, isDark]);
  return <div ref={frame} aria-hidden="true" />;
}

function watchScheme(listener: () => void): () => void {
  DARK.addEventListener('change', listener);
  return () => DARK.removeEventListener('change', listener);
}

const dataOf = (buckets: readonly Bucket[], lines: readonly Line[]): UPlot.AlignedData => [
  buckets.map(({ start }) => Date.parse(start) / 1_000),
  ...lines.map(({ valueOf }) => buckets.map(valueOf)),
];

const isHourly = ([first]: readonly Bucket[]): boolean =>
  first !== undefined && Date.parse(first.end) - Date.parse(first.start) <= HOUR * 1_000;

function optionsOf(element: HTMLElement, lines: readonly Line[], isByHour: boolean): UPlot.Options {
  const styles = getComputedStyle(element);
  const color = (name: string) => styles.getPropertyValue(`--${name}`).trim();
  const axis = { stroke: color('soft'), grid: { stroke: color('line'), width: 1 }, ticks: { stroke: color('line') } };
  const format = isByHour ? HOURS : DAYS;
  const time = {
    ...axis,
    space: 70,
    incrs: isByHour ? [1, 3, 6, 12].map((hours) => hours * HOUR) : [1, 2, 7, 14, 30, 90].map((days) => days * DAY),
    values: (_chart: UPlot, moments: number[]) => moments.map((seconds) => format.format(seconds * 1_000)),
  };
  return {
    width: element.clientWidth,
    height: HEIGHT,
    scales: { y: { range: (_chart, _low, high) => [0, Math.max(1, high * 1.1)] } },
    axes: [time, { ...axis, size: 56 }],
    series: [
      { label: 'Time', value: (_chart, seconds) => (seconds === null ? '–' : format.format(seconds * 1_000)) },
      ...lines.map(({ name, tone }, index) => ({
        label: name,
        stroke: color(tone),
        width: 2,
        dash: DASHES[index],
        points: { size: 5, fill: color('card') },
      })),
    ],
  };
}

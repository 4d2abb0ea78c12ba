import type { Schemas } from '../api/client';
import { ZONE } from '../ui/time';

/** One account to publish on, as the person has chosen it. */
export interface Target {
  accountId: string;
  platform: string;
  /** In the platform's terms; empty while nothing is chosen. */
  privacy: string;
  options: Readonly<Record<string, boolean>>;
}

/** What becomes of the video. */
export interface Composition {
  title: string;
  caption: string;
  /** Whether the person gets the finished video as a file. */
  download: boolean;
  targets: readonly Target[];
  when: 'immediate' | 'scheduled' | 'smart';
  /** Local time of this browser's zone, as `datetime-local` writes it. */
  time: string;
  needsApproval: boolean;
}

/** What a part of the form shows and changes. */
export interface CompositionProps {
  composition: Composition;
  onChange: (change: Partial<Composition>) => void;
}

export const EMPTY: Composition = {
  title: '',
  caption: '',
  download: true,
  targets: [],
  when: 'immediate',
  time: '',
  needsApproval: false,
};

/** The same in the words of the API. */
export type PostPlan = Pick<
  Schemas['PresignDto'],
  'title' | 'caption' | 'platforms' | 'targets' | 'schedule_mode' | 'scheduled_time' | 'timezone' | 'requires_approval'
>;

export function planOf({ title, caption, download, targets, when, time, needsApproval }: Composition): PostPlan {
  return {
    ...(title && { title }),
    ...(caption && { caption }),
    ...(download && { platforms: ['download'] }),
    ...(targets.length > 0 && {
      targets: targets.map(({ accountId, privacy, options }) => ({
        account_id: accountId,
        overrides: { ...(privacy && { privacy }), ...(Object.keys(options).length > 0 && { options: { ...options } }) },
      })),
      schedule_mode: when,
      ...(when === 'scheduled' && { scheduled_time: time }),
      ...(when !== 'immediate' && { timezone: ZONE }),
      ...(needsApproval && { requires_approval: true }),
    }),
  };
}

/** Whether every choice that a platform needs is made. */
export const isComplete = ({ download, targets }: Composition): boolean =>
  (download || targets.length > 0) && targets.every(({ privacy }) => privacy !== '');

import type { Schemas } from '../api/client';
import { ZONE } from '../ui/time';

/** One account to publish on, as the person has chosen it. */
export interface Target {
  accountId: string;
  platform: string;
  /** In the platform's terms; empty while nothing is chosen. */
  privacy: string;
  options: Readonly<Record<string, boolean>>;
  /** Texts of this post alone; an empty one is that of the upload. */
  title: string;
  caption: string;
  /** Whether the person says that the video advertises something; they then have to say what. */
  advertises: boolean;
}

/** The cover of the video: its sharpest frame, a moment that the person chooses, or a picture of their own. */
export type Cover = { kind: 'automatic' } | { kind: 'moment'; seconds: number } | { kind: 'picture'; file?: File };

/** The person's choices for the video. */
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
  cover: Cover;
}

/** What changes, or how it follows from the newest choices: those that a screen shows may be older. */
export type CompositionChange = Partial<Composition> | ((former: Composition) => Partial<Composition>);

/** What a part of the form shows and changes. */
export interface CompositionProps {
  composition: Composition;
  onChange: (change: CompositionChange) => void;
}

export const EMPTY: Composition = {
  title: '',
  caption: '',
  download: true,
  targets: [],
  when: 'immediate',
  time: '',
  needsApproval: false,
  cover: { kind: 'automatic' },
};

/** A new target, without any choice. */
export const targetOn = (accountId: string, platform: string): Target => ({
  accountId,
  platform,
  privacy: '',
  options: {},
  title: '',
  caption: '',
  advertises: false,
});

/** The same in the words of the API. */
export type PostPlan = Pick<
  Schemas['PresignDto'],
  | 'title'
  | 'caption'
  | 'covers'
  | 'platforms'
  | 'targets'
  | 'schedule_mode'
  | 'scheduled_time'
  | 'timezone'
  | 'requires_approval'
>;

export function planOf(composition: Composition): PostPlan {
  const { title, caption, download, targets, when, time, needsApproval } = composition;
  const covers = coversOf(composition);
  return {
    ...(title && { title }),
    ...(caption && { caption }),
    ...(covers.length > 0 && { covers }),
    ...(download && { platforms: ['download'] }),
    ...(targets.length > 0 && {
      targets: targets.map((target) => ({ account_id: target.accountId, overrides: overridesOf(target) })),
      schedule_mode: when,
      ...(when === 'scheduled' && { scheduled_time: time }),
      ...(when !== 'immediate' && { timezone: ZONE }),
      ...(needsApproval && { requires_approval: true }),
    }),
  };
}

function overridesOf({ title, caption, privacy, options }: Target): Schemas['PostOverridesDto'] {
  return {
    ...(title && { title }),
    ...(caption && { caption }),
    ...(privacy && { privacy }),
    ...(Object.keys(options).length > 0 && { options: { ...options } }),
  };
}

type CoverDto = Schemas['CoverDto'];
type Platform = CoverDto['platform'];
type PictureType = NonNullable<CoverDto['image']>['content_type'];

/** The same cover for every platform. */
function coversOf({ cover, download, targets }: Composition): CoverDto[] {
  const platforms = [...new Set([...targets.map(({ platform }) => platform), ...(download ? ['download'] : [])])];
  const each = (choice: Omit<CoverDto, 'platform'>) =>
    platforms.map((platform) => ({ platform: platform as Platform, ...choice }));
  if (cover.kind === 'moment') return each({ seconds: cover.seconds });
  if (cover.kind === 'automatic' || !cover.file) return [];
  const { size, type } = cover.file;
  return each({ image: { file_size: size, content_type: type as PictureType } });
}

/** The picture that is sent with the video. */
export const pictureOf = ({ cover }: Composition): File | undefined =>
  cover.kind === 'picture' ? cover.file : undefined;

/** Whether every choice that a platform needs is made. */
export const isComplete = ({ download, targets, cover }: Composition): boolean =>
  (download || targets.length > 0) &&
  targets.every(({ privacy }) => privacy !== '') &&
  targets.every(({ advertises, options }) => !advertises || options.brand_organic || options.brand_content) &&
  (cover.kind !== 'picture' || cover.file !== undefined);

import type { InputFault } from '@app/core';
import { type PostOverrides, type PostTexts, postOf, unapprovableOptions, type VideoPublisher } from '@app/platforms';
import { IsObject, IsOptional, Matches } from 'class-validator';
import type { JsonObject } from './field-types';
import { Hashtags } from './hashtags.decorator';
import { PostCaption, PostTitle } from './post-texts.decorator';

const MOST_TAGS = 100;

/** A local time, or an instant with `Z` or an offset. */
export const SCHEDULED_TIME =
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}((\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d))?|Z|[+-]([01]\d|2[0-3]):[0-5]\d)?$/;
export const TIME_FAULT = '$property must be YYYY-MM-DDThh:mm, or an instant such as YYYY-MM-DDThh:mm:ssZ';

/** Texts and choices of one post that replace those of the upload. */
export class PostOverridesDto {
  /**
   * Title of this post.
   * @example "Morning lap"
   */
  @PostTitle()
  title?: string;

  /**
   * Caption of this post, with its hashtags.
   * @example "Fastest lap of the year #racing"
   */
  @PostCaption()
  caption?: string;

  /** Tags of this post, without `#`, on platforms that have tags besides the caption. */
  @IsOptional()
  @Hashtags(MOST_TAGS)
  tags?: string[];

  /**
   * Who may see this post, in the platform's terms; `creator-info` of the account lists the possible values.
   * @example "unlisted"
   */
  @IsOptional()
  @Matches(/^[A-Za-z_]{1,60}$/, { message: 'privacy must be one of the values of the platform' })
  privacy?: string;

  /**
   * Options that only this platform has, such as `category_id` on YouTube; unknown names are refused.
   * @example {"category_id": "17"}
   */
  @IsOptional()
  @IsObject()
  options?: JsonObject;
}

/** The overrides in the form that the publication stores. */
export function overridesOf({
  title,
  caption: description,
  tags,
  privacy,
  options,
}: PostOverridesDto = {}): PostOverrides {
  const all = { title, description, tags, privacy, options };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as PostOverrides;
}

/** A post of an upload, before its texts are made. */
interface OverriddenPost {
  overrides: PostOverrides;
  /**
   * Texts that the post takes from the upload where it has none of its own. The upload's tags are added to the post's
   * own caption as well.
   */
  texts: Pick<PostTexts, 'tags' | 'privacy'>;
  needsApproval: boolean;
}

/**
 * What the platform would refuse of a post, as far as that is known before anything is sent. The worker shortens the
 * texts of an upload to the platform's limits, but not those of an override.
 * @param pathOf the path of a choice in the request, such as `privacy` or `options.category_id`
 */
export function overrideFaults(
  publisher: VideoPublisher,
  { overrides, texts, needsApproval }: OverriddenPost,
  pathOf: (choice: string) => string,
): InputFault[] {
  const isChosen = (field: string) => field in overrides || (field === 'tags' && 'description' in overrides);
  const refused = publisher
    .faultsOf(postOf({ id: 'new', texts: { title: '', description: '', ...texts }, overrides }))
    .filter(({ field }) => field === 'privacy' || field === 'options' || isChosen(field))
    .map(({ field, message }) => {
      const name = field === 'description' ? 'caption' : field;
      return { path: pathOf(name), code: 'refused_by_platform', message: `${name} ${message}` };
    });
  const unapprovable = needsApproval ? unapprovableOptions(publisher, overrides) : [];
  return [
    ...refused,
    ...unapprovable.map(({ name, message }) => {
      return { path: pathOf(`options.${name}`), code: 'not_approvable', message: `${name} ${message}` };
    }),
  ];
}

import type {
  assetSchema,
  clipSchema,
  editSchema,
  outputSchema,
  timelineSchema,
  tweenSchema,
} from '@shotstack/schemas/zod';
import type { z } from 'zod';
import type { AddedFormat } from './schema-additions';

/**
 * A value of the published schema after validation and merging. Placeholders are resolved, so a member that may be a
 * number is a number, and the values of keyframes, which the schema leaves open, are numbers.
 */
type Resolved<T> = T extends readonly (infer Item)[]
  ? Resolved<Item>[]
  : T extends object
    ? { [Key in keyof T]: Key extends keyof Keyframe ? Keyframe[Key] : Resolved<Numeric<T[Key]>> }
    : T;
type Numeric<T> = unknown extends T ? T : number extends T ? Exclude<T, string> : T;
interface Keyframe {
  from?: number;
  to?: number;
}

type PublishedTimeline = Resolved<z.infer<typeof timelineSchema>>;
type PublishedOutput = Resolved<z.infer<typeof outputSchema>>;
type PublishedClip = Resolved<z.infer<typeof clipSchema>>;
type PublishedAsset = Resolved<z.infer<typeof assetSchema>>;

/** An edit after validation and merging, in Shotstack's terms. Its types follow the published schema. */
export type Edit = Omit<Resolved<z.infer<typeof editSchema>>, 'timeline' | 'output' | 'merge'> & {
  timeline: Timeline;
  output: Output;
};

/** The first track is the top layer. */
export type Timeline = Omit<PublishedTimeline, 'tracks'> & { tracks: { clips: Clip[] }[] };

export type Output = Omit<PublishedOutput, 'format' | 'size'> & {
  format: PublishedOutput['format'] | AddedFormat;
  /** The schema requires both sides. */
  size?: Required<NonNullable<PublishedOutput['size']>>;
};

/** `start` and `length` may also be words: `auto`, `end`, `alias://name`. */
export type Clip = Omit<PublishedClip, 'asset' | 'start' | 'length'> & {
  asset: Asset;
  start: number | string;
  length: number | string;
};

/**
 * Assets that need a service to generate media: the local engine refuses them; remote providers get them unchanged.
 */
type GeneratedAsset = 'html5' | 'text-to-image' | 'image-to-video' | 'text-to-speech';
type PromptMember = 'src' | 'prompt' | 'model' | 'options';
/** Media may come from a prompt instead of an address; an edit that the local engine draws has the address. */
type WithSource<T> = T extends { prompt?: string } ? Omit<T, PromptMember> & { src: string } : T;

/** What the local engine draws. A new asset type of the schema causes a compile error where asset types are distinguished. */
export type Asset = WithSource<Exclude<PublishedAsset, { type: GeneratedAsset }>>;

type AssetOf<Type extends Asset['type']> = Extract<Asset, { type: Type }>;
export type VideoAsset = AssetOf<'video'>;
export type TitleAsset = AssetOf<'title'>;
export type HtmlAsset = AssetOf<'html'>;
export type ShapeAsset = AssetOf<'shape'>;
export type TextAsset = AssetOf<'text'>;
export type RichTextAsset = AssetOf<'rich-text'>;
export type CaptionAsset = AssetOf<'caption'>;

export type Resolution = NonNullable<Output['resolution']>;
export type AudioFade = NonNullable<VideoAsset['volumeEffect']>;
export type Position = NonNullable<Clip['position']>;
export type Fit = NonNullable<Clip['fit']>;
export type Crop = NonNullable<VideoAsset['crop']>;

export type Tween = Resolved<z.infer<typeof tweenSchema>>;
/** A constant, or values over the clip's own time. */
export type Animated = number | Tween[];

/** The members that text assets share; one asset may lack what another has by default. */
type Part<Name extends keyof RichTextAsset> = Partial<NonNullable<RichTextAsset[Name]>>;
export type Stroke = Part<'stroke'>;
export type Shadow = Part<'shadow'>;
export type Background = Part<'background'>;
export type Padding = NonNullable<RichTextAsset['padding']>;
export type TextAnimation = NonNullable<RichTextAsset['animation']>;
/** What rich-text and rich-caption share; captions have fewer members. */
export type RichStyle = {
  [Name in 'font' | 'style' | 'stroke' | 'shadow' | 'background' | 'border' | 'align']?: Part<Name>;
} & { padding?: Padding };

type PublishedCaption = AssetOf<'rich-caption'>;
type ActiveFont = NonNullable<NonNullable<PublishedCaption['active']>['font']>;
/** Its fonts, and the stroke and shadow of the active word, have only the members that their author wrote. */
export type RichCaptionAsset = Omit<PublishedCaption, 'font' | 'active'> & {
  font?: Partial<NonNullable<PublishedCaption['font']>>;
  active?: { font?: Partial<ActiveFont>; stroke?: Stroke | 'none'; shadow?: Shadow | 'none' };
};

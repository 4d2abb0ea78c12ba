import type { FontLibrary } from '@app/media';
import type { SKRSContext2D } from '@napi-rs/canvas';
import type { BlockBox } from './box-tree';
import type { PlacedItem } from './placed-item';

/** What text measurement needs. */
export interface FlowTools {
  context: SKRSContext2D;
  fonts: FontLibrary;
}

/** Items relative to a corner at the origin. */
export interface PlacedContent {
  items: PlacedItem[];
  height: number;
}

/** Lays out the children of a cell below each other. */
export type ContentLayout = (children: BlockBox['children'], width: number, tools: FlowTools) => PlacedContent;

import type { FontLibrary } from '@app/media';
import type { SKRSContext2D } from '@napi-rs/canvas';
import type { BlockBox } from './box-tree';
import type { PlacedItem } from './placed-item';

/** What measuring text needs. */
export interface FlowTools {
  context: SKRSContext2D;
  fonts: FontLibrary;
}

/** Items with their corner at the origin. */
export interface PlacedContent {
  items: PlacedItem[];
  height: number;
}

/** Lays the children of a cell out below each other. */
export type ContentLayout = (children: BlockBox['children'], width: number, tools: FlowTools) => PlacedContent;

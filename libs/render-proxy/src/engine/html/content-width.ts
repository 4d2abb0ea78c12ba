import { textWidths } from '@app/media';
import { amount, edgesOf, innerWidth } from './box-edges';
import type { BlockBox, TextBox } from './box-tree';
import { pixels } from './css-values';
import type { FlowTools } from './flow-tools';

/** Pixels that content needs: at least, without breaking words, and at most, without breaking lines. */
export interface ContentWidths {
  least: number;
  most: number;
}

/** Measures the width that a block needs in a table whose columns follow their content. Measures each box once. */
export class ContentMeasure {
  private readonly known = new Map<BlockBox, ContentWidths>();

  constructor(private readonly tools: FlowTools) {}

  /** Including padding and borders. */
  widthsOf(box: BlockBox): ContentWidths {
    const known = this.known.get(box);
    if (known) return known;
    const { style, look } = box;
    const edges = edgesOf(style, look.style.size, 0, look.style.color);
    const around = innerWidth(edges) + amount(edges.margin.left) + amount(edges.margin.right);
    const asked = pixels(style.get('width'), look.style.size, 0) || undefined;
    const content = box.kind === 'row' ? this.sideBySide(box) : this.stacked(box);
    const most = Math.max(content.least, asked ?? content.most);
    const widths = { least: Math.max(content.least, asked ?? 0) + around, most: most + around };
    this.known.set(box, widths);
    return widths;
  }

  private stacked({ children }: BlockBox): ContentWidths {
    return children
      .map((child) => this.childWidths(child))
      .reduce((all, { least, most }) => ({ least: Math.max(all.least, least), most: Math.max(all.most, most) }), {
        least: 0,
        most: 0,
      });
  }

  private sideBySide({ children }: BlockBox): ContentWidths {
    return children
      .map((child) => this.childWidths(child))
      .reduce((all, { least, most }) => ({ least: all.least + least, most: all.most + most }), { least: 0, most: 0 });
  }

  private childWidths(child: BlockBox | TextBox): ContentWidths {
    if (child.kind !== 'text') return this.widthsOf(child);
    const { context, fonts } = this.tools;
    return child.paragraphs
      .map((paragraph) => textWidths(context, paragraph, fonts))
      .reduce((all, { least, most }) => ({ least: Math.max(all.least, least), most: Math.max(all.most, most) }), {
        least: 0,
        most: 0,
      });
  }
}

import { SaxesParser } from 'saxes';
import { textOf } from '../source-lines';
import { telemetryMalformed, telemetryUnsafeXml } from '../telemetry.errors';
import type { TelemetrySource } from '../telemetry-source';
import type { ReaderOptions } from './reader';

/** Called in document order, with lower-case local names (without namespace prefix). */
export interface XmlHandler {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  /** The text of an element without children, trimmed. */
  value?(name: string, text: string, parent: string): void;
  close?(name: string): void;
}

const FAULTS_TOLERATED = 100;
/** Input without any element; a document of points has one at least every few hundred characters. */
const LONGEST_SILENCE = 1_000_000;

/**
 * Streams the document through the handler, in memory that does not depend on its size.
 * @returns what is wrong with the document and where, if anything; everything before that position was delivered
 * @throws telemetryUnsafeXml at a document type, telemetryMalformed when nested too deeply
 */
export async function readXml(
  source: TelemetrySource,
  handler: XmlHandler,
  options: ReaderOptions,
): Promise<string | undefined> {
  const elements = new XmlElements(handler, options);
  for await (const text of textOf(source, options.signal)) if (!elements.write(text)) break;
  return elements.end();
}

const LONGEST_ENTITY = 12;
const MOST_AMPERSANDS = 10_000;
const BARE_AMPERSAND = /&(?!(?:[a-z]\w{0,9}|#\d{1,7}|#x[\da-f]{1,6});)/gi;

class XmlElements {
  private readonly parser = new SaxesParser({ xmlns: false, position: true });
  private readonly names: string[] = [];
  private readonly localNames = new Map<string, string>();
  private text = '';
  private leaf = false;
  private silence = 0;
  private faults = 0;
  private rest = '';
  private ampersands = 0;
  private firstFault: string | undefined;

  constructor(
    private readonly handler: XmlHandler,
    private readonly options: ReaderOptions,
  ) {
    this.parser.on('doctype', () => {
      throw telemetryUnsafeXml('The file holds a DOCTYPE; reading stopped there.');
    });
    this.parser.on('error', (error) => this.fault(error));
    this.parser.on('opentag', ({ name, attributes }) => this.open(name, attributes));
    this.parser.on('closetag', () => this.close());
    this.parser.on('text', (text) => this.append(text));
    this.parser.on('cdata', (text) => this.append(text));
  }

  /** False when reading on is pointless. */
  write(text: string): boolean {
    this.silence += text.length;
    this.parser.write(this.escaped(text));
    if (this.silence > LONGEST_SILENCE) throw telemetryMalformed('The XML holds no element for a million characters.');
    return this.faults <= FAULTS_TOLERATED;
  }

  end(): string | undefined {
    if (this.faults <= FAULTS_TOLERATED) this.parser.write(this.rest).close();
    return this.firstFault;
  }

  /** Many apps write a bare `&` in names, which would hide everything after it from the parser. */
  private escaped(text: string): string {
    let whole = this.rest + text;
    // The end of the chunk may cut an entity.
    const cut = whole.lastIndexOf('&');
    const isCut = cut >= 0 && whole.length - cut <= LONGEST_ENTITY;
    this.rest = isCut ? whole.slice(cut) : '';
    if (isCut) whole = whole.slice(0, cut);
    if (cut < 0) return whole;
    const escaped = whole.replace(BARE_AMPERSAND, '&amp;');
    this.ampersands += (escaped.length - whole.length) / 4;
    if (this.ampersands > MOST_AMPERSANDS) throw telemetryMalformed('The XML holds thousands of unescaped ampersands.');
    return escaped;
  }

  private open(qualified: string, attributes: Readonly<Record<string, string>>): void {
    const name = this.localName(qualified);
    this.names.push(name);
    if (this.names.length > this.options.limits.depth)
      throw telemetryMalformed(`The XML is nested deeper than ${this.options.limits.depth} elements.`);
    this.text = '';
    this.leaf = true;
    this.silence = 0;
    this.handler.open?.(name, attributes);
  }

  private close(): void {
    const name = this.names.pop() ?? '';
    this.silence = 0;
    if (this.leaf) this.handler.value?.(name, this.text.trim(), this.names.at(-1) ?? '');
    this.leaf = false;
    this.text = '';
    this.handler.close?.(name);
  }

  private append(text: string): void {
    if (!this.leaf) return;
    this.text += text;
    if (this.text.length > this.options.limits.lineLength) {
      this.leaf = false;
      this.text = '';
    }
  }

  private fault(error: Error): void {
    this.faults++;
    this.firstFault ??= `line ${this.parser.line}: ${error.message.replace(/^[\d:]+\s*/, '')}`;
  }

  private localName(qualified: string): string {
    let name = this.localNames.get(qualified);
    if (name === undefined) {
      name = qualified.slice(qualified.indexOf(':') + 1).toLowerCase();
      if (this.localNames.size < 500) this.localNames.set(qualified, name);
    }
    return name;
  }
}

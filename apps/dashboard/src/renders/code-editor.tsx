import { type KeyboardEvent, type ReactNode, type RefObject, useId, useRef } from 'react';
import { lineOf, type TextRange } from './json-tree';
import { columnOf, SuggestionList } from './suggestion-list';
import { useSuggestions } from './use-suggestions';

/** A part of the text that is wrong, and why. */
export interface Mark extends TextRange {
  message: string;
}

interface CodeEditorProps {
  label: string;
  text: string;
  marks: readonly Mark[];
  onChange: (text: string) => void;
  box: RefObject<HTMLTextAreaElement | null>;
}

/** A text in JSON with numbered lines, marked faults, and the names and values that an edit can contain. */
export function CodeEditor({ label, text, marks, onChange, box }: CodeEditorProps) {
  const id = useId();
  const layer = useRef<HTMLDivElement>(null);
  const numbers = useRef<HTMLDivElement>(null);
  const suggestions = useSuggestions(text, box);
  const { items, active } = suggestions;
  const follow = ({ scrollLeft, scrollTop }: HTMLTextAreaElement) => {
    if (layer.current) layer.current.style.transform = `translate(${-scrollLeft}px, ${-scrollTop}px)`;
    if (numbers.current) numbers.current.style.transform = `translateY(${-scrollTop}px)`;
    suggestions.close();
  };
  const pressed = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (suggestions.pressed(event) || event.key !== 'F8') return;
    event.preventDefault();
    selectRange(box.current, nextMark(marks, event.currentTarget.selectionEnd));
  };
  return (
    <EditorFrame id={id} label={label}>
      <Numbers count={text.split('\n').length} box={numbers} marked={marks.map(({ start }) => lineOf(text, start))} />
      <div className="relative min-w-0 flex-1">
        <Underlines marks={marks} text={text} box={layer} />
        <textarea
          id={id}
          ref={box}
          value={text}
          wrap="off"
          spellCheck={false}
          autoCapitalize="off"
          aria-invalid={marks.length > 0}
          aria-describedby={`${id}-keys`}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={items.length > 0 ? suggestions.id : undefined}
          aria-activedescendant={items.length > 0 ? `${suggestions.id}-${active}` : undefined}
          onChange={(event) => {
            onChange(event.target.value);
            suggestions.changed(event);
          }}
          onScroll={({ currentTarget }) => follow(currentTarget)}
          onKeyDown={pressed}
          onClick={suggestions.close}
          onBlur={suggestions.close}
          className="relative block h-full w-full resize-none overflow-auto bg-transparent p-2 [tab-size:2] whitespace-pre"
        />
        <SuggestionList {...suggestions} text={text} box={box} />
      </div>
    </EditorFrame>
  );
}

function EditorFrame({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      <div className="relative flex h-[32rem] rounded-lg border border-field bg-card font-mono text-sm leading-5 has-aria-invalid:border-bad">
        {children}
      </div>
      <p id={`${id}-keys`} className="mt-1 text-sm text-soft">
        <kbd>Ctrl</kbd> <kbd>Space</kbd> lists what can be written at the cursor. <kbd>F8</kbd> goes to the next fault.
      </p>
    </div>
  );
}

interface NumbersProps {
  count: number;
  marked: readonly number[];
  box: RefObject<HTMLDivElement | null>;
}

function Numbers({ count, marked, box }: NumbersProps) {
  return (
    <div aria-hidden className="overflow-hidden rounded-l-lg border-r border-line bg-sunken px-2 select-none">
      <div ref={box} className="relative my-2 text-right text-soft">
        {[...new Set(marked)].map((line) => (
          <span key={line} className="absolute -inset-x-2 h-5 bg-bad-soft" style={{ top: `${(line - 1) * 1.25}rem` }} />
        ))}
        <div className="relative whitespace-pre">{Array.from({ length: count }, (_, at) => at + 1).join('\n')}</div>
      </div>
    </div>
  );
}

interface UnderlinesProps {
  marks: readonly Mark[];
  text: string;
  box: RefObject<HTMLDivElement | null>;
}

function Underlines({ marks, text, box }: UnderlinesProps) {
  return (
    <div aria-hidden className="absolute inset-0 overflow-hidden">
      <div ref={box} className="relative m-2">
        {marks.map((mark) => (
          <Underline key={`${mark.start} ${mark.message}`} mark={mark} text={text} />
        ))}
      </div>
    </div>
  );
}

/** Under the first line of the part. */
function Underline({ mark: { start, end }, text }: { mark: Mark; text: string }) {
  const [first = ''] = text.slice(start, end).split('\n');
  return (
    <span
      className="absolute h-5 border-b-2 border-bad bg-bad-soft"
      style={{
        top: `${(lineOf(text, start) - 1) * 1.25}rem`,
        left: `${columnOf(text, start)}ch`,
        width: `${Math.max(1, first.length)}ch`,
      }}
    />
  );
}

function nextMark(marks: readonly Mark[], after: number): TextRange | undefined {
  const sorted = [...marks].sort((one, other) => one.start - other.start);
  return sorted.find(({ start }) => start >= after) ?? sorted[0];
}

/** Selects a part of the text and scrolls to it. */
export function selectRange(editor: HTMLTextAreaElement | null, range: TextRange | undefined): void {
  if (!editor || !range) return;
  editor.focus();
  editor.setSelectionRange(range.start, range.end);
  const lines = editor.value.split('\n').length;
  editor.scrollTop = (lineOf(editor.value, range.start) - 4) * (editor.scrollHeight / lines);
}

import { type ChangeEvent, type KeyboardEvent, type RefObject, useId, useState } from 'react';
import { type Completion, type Completions, completionsAt } from './completions';
import { useEditSchemas } from './use-edit-schemas';

/** `execCommand` is deprecated, but nothing else inserts text so that the browser can undo it. */
interface Undoable {
  execCommand: (command: 'insertText', showsUi: false, text: string) => boolean;
}

interface Open {
  /** Of the cursor. */
  offset: number;
  active: number;
}

/** The suggestions at the cursor of an editor: they open while a name or value is typed, and with Ctrl+Space. */
export function useSuggestions(text: string, box: RefObject<HTMLTextAreaElement | null>) {
  const id = useId();
  const schemas = useEditSchemas();
  const [open, setOpen] = useState<Open>();
  const list = open && schemas && completionsAt(text, open.offset, schemas);
  const items = list?.items ?? [];
  const active = Math.min(open?.active ?? 0, items.length - 1);
  const close = () => setOpen(undefined);
  const accept = (item: Completion | undefined) => {
    if (!box.current || !list || !item) return;
    const offset = insert(box.current, list, item);
    setOpen(item.leadsToChoice ? { offset, active: 0 } : undefined);
  };
  const move = (step: number) => open && setOpen({ ...open, active: (active + step + items.length) % items.length });
  const actions: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Escape: close,
    Enter: () => accept(items[active]),
    Tab: () => accept(items[active]),
  };
  const show = ({ selectionStart }: HTMLTextAreaElement) => setOpen({ offset: selectionStart, active: 0 });
  return {
    id,
    items,
    active,
    offset: open?.offset ?? 0,
    close,
    accept,
    /** After the person has typed. */
    changed: ({ target, nativeEvent }: ChangeEvent<HTMLTextAreaElement>) => {
      const { data } = nativeEvent as InputEvent;
      const isWord = data !== null && /^["\w-]$/.test(data);
      if (isWord || (open && data === null)) show(target);
      else close();
    },
    /** @returns whether the suggestions have used the key */
    pressed: (event: KeyboardEvent<HTMLTextAreaElement>): boolean => {
      const { key, shiftKey, ctrlKey, currentTarget } = event;
      const asked = key === ' ' && ctrlKey ? () => show(currentTarget) : undefined;
      const action = asked ?? (items.length > 0 && !shiftKey ? actions[key] : undefined);
      if (action) event.preventDefault();
      else if (/^(Arrow|Page|Home|End)/.test(key)) close();
      action?.();
      return action !== undefined;
    },
  };
}

/** @returns the offset of the cursor afterwards */
function insert(editor: HTMLTextAreaElement, { start, end }: Completions, item: Completion): number {
  editor.focus();
  editor.setSelectionRange(start, end);
  (document as Undoable).execCommand('insertText', false, item.insert);
  editor.setSelectionRange(start + item.caret, start + item.caret);
  return start + item.caret;
}

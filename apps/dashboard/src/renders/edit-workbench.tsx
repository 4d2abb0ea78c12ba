import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import { meQuery } from '../account/me-query';
import { CodeEditor, type Mark, selectRange } from './code-editor';
import type { EditCheck } from './edit-check';
import { Estimate } from './estimate';
import { FaultList } from './fault-list';
import { FramePreview } from './frame-preview';
import { locateFaults } from './located-faults';

interface EditWorkbenchProps {
  text: string;
  check: EditCheck;
  onChange: (text: string) => void;
  /** Above the editor. */
  start?: ReactNode;
  /** What can be done with the edit. */
  children: ReactNode;
}

/** An edit as JSON beside a frame of it, its cost and its faults. */
export function EditWorkbench({ text, check, onChange, start, children }: EditWorkbenchProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  const faults = locateFaults(check.faults, text);
  const marks = faults.flatMap(({ range, message }): Mark[] => (range ? [{ ...range, message }] : []));
  return (
    <div className="grid gap-6 lg:grid-cols-[3fr_2fr]">
      <div className="min-w-0">
        {start}
        <CodeEditor label="The edit, in JSON" text={text} marks={marks} onChange={onChange} box={box} />
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <EditPreview text={text} check={check} />
        <div aria-live="polite">
          <FaultList faults={faults} text={text} onSelect={(range) => selectRange(box.current, range)} />
        </div>
        {children}
      </div>
    </div>
  );
}

/** A frame of the edit, and what it would cost. */
export function EditPreview({ text, check }: Pick<EditWorkbenchProps, 'text' | 'check'>) {
  const me = useQuery(meQuery);
  return (
    <>
      <FramePreview text={text} check={check} />
      <Estimate check={check} available={me.data?.tokens?.balance} />
    </>
  );
}

import { type DragEvent, useEffect, useId, useState } from 'react';
import { bytes } from '../ui/bytes';

interface DropZoneProps {
  label: string;
  note?: string;
  accept?: string;
  file: File | undefined;
  onFile: (file: File) => void;
  disabled: boolean;
}

/** A file chosen with the keyboard, by a click, or dropped. */
export function DropZone({ label, note, accept, file, onFile, disabled }: DropZoneProps) {
  const id = useId();
  const [isOver, setOver] = useState(false);
  useEffect(keepPage, []);
  const choose = (files: FileList | null) => {
    const first = files?.[0];
    if (first) onFile(first);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!disabled) choose(event.dataTransfer.files);
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={`rounded-xl border border-dashed p-4 ${isOver ? 'border-accent bg-busy-soft' : 'border-field bg-card'}`}
    >
      <label htmlFor={id} className="block text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        type="file"
        accept={accept}
        disabled={disabled}
        aria-describedby={`${id}-note`}
        onChange={({ target }) => choose(target.files)}
        className="mt-2 w-full text-sm file:mr-3 file:min-h-10 file:rounded-lg file:border file:border-field file:bg-card file:px-4 file:text-ink"
      />
      <p id={`${id}-note`} className="mt-2 min-h-5 text-sm break-words text-soft">
        {file ? `${file.name}, ${bytes(file.size)}` : (note ?? 'Choose a file, or drop it here.')}
      </p>
    </div>
  );
}

/** A file that is dropped beside the zone would replace the page. @returns ends this */
function keepPage(): () => void {
  const refuse = (event: globalThis.DragEvent) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  };
  window.addEventListener('dragover', refuse);
  window.addEventListener('drop', refuse);
  return () => {
    window.removeEventListener('dragover', refuse);
    window.removeEventListener('drop', refuse);
  };
}

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { ProblemNotice } from '../ui/problem-notice';
import { Select } from '../ui/select';
import { type ExportFormat, exportRows } from './insights-queries';

const FORMATS: Readonly<Record<ExportFormat, string>> = {
  xlsx: 'Workbook (XLSX)',
  csv: 'CSV, for spreadsheets',
  ndjson: 'JSON Lines, one row per line',
  json: 'JSON in one document',
};

/** Saves the rows behind the figures. */
export function ExportButton({ days }: { days: number }) {
  const [isOpen, setOpen] = useState(false);
  const [format, setFormat] = useState<ExportFormat>('csv');
  const save = useMutation({
    mutationFn: () => exportRows(days, format),
    onSuccess: (rows) => {
      download(rows, `reelway-${days}-days.${format}`);
      setOpen(false);
    },
  });
  return (
    <>
      <Button onClick={() => setOpen(true)}>Export</Button>
      {isOpen && (
        <Dialog title="Export the rows behind the figures" onClose={() => setOpen(false)}>
          <div className="mt-4 flex flex-col gap-4">
            <Select
              label="Format"
              value={format}
              choices={FORMATS}
              onChange={(chosen) => setFormat(chosen as ExportFormat)}
            />
            <ProblemNotice thrown={save.error} />
            <div className="flex flex-wrap justify-end gap-2">
              <Button onClick={() => setOpen(false)}>Cancel</Button>
              <Button kind="primary" busy={save.isPending && 'Exporting …'} onClick={() => save.mutate()}>
                Save the file
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}

function download(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

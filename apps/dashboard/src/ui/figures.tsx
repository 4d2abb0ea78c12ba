import { useId } from 'react';

export interface Figure {
  name: string;
  value: string | number;
  /** What it counts, or details. */
  note?: string;
}

/** Figures beside one another, under a title. */
export function Figures({ title, figures }: { title: string; figures: readonly Figure[] }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-3 text-lg font-semibold">
        {title}
      </h2>
      <dl className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        {figures.map(({ name, value, note }) => (
          <div key={name} className="rounded-xl border border-line bg-card p-4">
            <dt className="text-sm text-soft">{name}</dt>
            <dd className="mt-1 text-2xl font-semibold break-words">{value}</dd>
            {note && <dd className="mt-1 text-sm text-soft">{note}</dd>}
          </div>
        ))}
      </dl>
    </section>
  );
}

interface TableProps {
  caption: string;
  columns: readonly string[];
  /** Cells by row; the first cell of each names the row. */
  rows: readonly (readonly (string | number)[])[];
}

/** A small table of figures. On phones, each row is a list with the names of the columns. */
export function Table({ caption, columns, rows }: TableProps) {
  return (
    <div className="rounded-xl border border-line bg-card">
      <table className="w-full text-left text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead className="max-sm:sr-only">
          <tr>
            {columns.map((column, index) => (
              <th
                key={column}
                scope="col"
                className={`px-4 py-2 font-medium text-soft ${index > 0 ? 'text-right' : ''}`}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name = '', ...cells]) => (
            <tr key={name} className="border-t border-line max-sm:block max-sm:py-2">
              <th scope="row" className="px-4 py-2 font-medium max-sm:block max-sm:py-1">
                {name}
              </th>
              {cells.map((cell, index) => (
                <td
                  key={columns[index + 1]}
                  className="px-4 py-2 text-right tabular-nums max-sm:flex max-sm:justify-between max-sm:gap-4 max-sm:py-0.5"
                >
                  <span className="text-soft sm:hidden">{columns[index + 1]}</span>
                  <span className="min-w-0 break-words">{cell}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

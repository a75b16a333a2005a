import { useState } from 'preact/hooks';
import { asText } from './as-text.ts';
import type { Table } from './table-in.ts';

const AT_ONCE = 100;

/** Rows and columns, a part at a time. */
export function DataTable({ columns, rows, caption }: Table & { readonly caption: string }) {
  const [shown, setShown] = useState(AT_ONCE);
  return (
    <>
      <div class="table" tabIndex={0} role="region" aria-label={`Table: ${caption}`}>
        <table>
          <thead>
            <tr>
              {columns.map((name, index) => (
                <th key={index} scope="col">
                  {asText(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((row, index) => (
              <tr key={index}>
                {columns.map((_, column) => (
                  <td key={column} data-number={typeof row[column] === 'number'}>
                    {cellText(row[column])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > shown && (
        <button
          type="button"
          class="quiet"
          onClick={() => {
            setShown(shown + AT_ONCE);
          }}
        >
          {`${shown} of ${rows.length} rows: show more`}
        </button>
      )}
    </>
  );
}

function cellText(value: unknown): string {
  if (value === undefined || value === null) return '–';
  return typeof value === 'number' ? value.toLocaleString() : asText(value);
}

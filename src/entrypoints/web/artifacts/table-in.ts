import { isRecord } from './is-record.ts';

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

const MOST_COLUMNS = 50;

/** The table in an artifact's data: a list of records, or `rows` with or without `columns` or `headers`. */
export function tableIn(data: unknown): Table | undefined {
  if (Array.isArray(data)) return ofRows(data, undefined);
  if (!isRecord(data)) return undefined;
  const { rows, columns, headers } = data;
  if (Array.isArray(rows)) return ofRows(rows, namesIn(columns) ?? namesIn(headers));
  const lists = Object.values(data).filter((value) => Array.isArray(value) && value.length > 0);
  const scalars = Object.values(data).filter((value) => typeof value !== 'object');
  return lists.length === 1 && scalars.length < 3 ? ofRows(lists[0] as unknown[], undefined) : undefined;
}

function ofRows(rows: readonly unknown[], names: readonly string[] | undefined): Table | undefined {
  if (rows.length === 0) return undefined;
  if (rows.every(isRecord)) {
    const columns = names ?? [...new Set(rows.slice(0, 1_000).flatMap((row) => Object.keys(row)))];
    const kept = columns.slice(0, MOST_COLUMNS);
    return { columns: kept, rows: rows.map((row) => kept.map((name) => row[name])) };
  }
  if (!rows.every((row) => Array.isArray(row))) return undefined;
  const width = Math.min(MOST_COLUMNS, Math.max(...rows.slice(0, 1_000).map((row) => row.length)));
  const columns = names ?? Array.from({ length: width }, (_, index) => `${index + 1}`);
  return { columns: columns.slice(0, MOST_COLUMNS), rows };
}

function namesIn(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const names = value.map((item: unknown) => (isRecord(item) ? (item['key'] ?? item['field'] ?? item['name']) : item));
  return names.every((name) => typeof name === 'string') ? names : undefined;
}

const MOST = 2_000;

/** Any value in words, and not too many. */
export function asText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  return text.length > MOST ? `${text.slice(0, MOST)} …` : text;
}

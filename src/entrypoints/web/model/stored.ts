/** Keeps small things in the browser; where it refuses to keep anything, as long as the page is open. */
const kept = new Map<string, string>();

export function readStored(storage: () => Storage, key: string): string | undefined {
  try {
    return storage().getItem(key) ?? kept.get(key);
  } catch {
    return kept.get(key); // the browser denies the page a storage
  }
}

export function store(storage: () => Storage, key: string, value: string): void {
  kept.set(key, value);
  try {
    storage().setItem(key, value);
  } catch {
    // denied or full: what is kept in memory has to do
  }
}

const COLUMNS = { start: 'at the start', sync: 'sync mode', async: 'async mode', all: 'in all' };

/** How many packages are named for each. */
const LARGEST = 6;

/** What `bundleSizes` found out of each bundle, to be read. */
export function sizeTable(bundles) {
  const names = Object.keys(bundles);
  const head = row('files: KB, gzipped', Object.values(COLUMNS));
  const rows = names.map((name) =>
    row(
      name,
      Object.keys(COLUMNS).map((mode) => weight(bundles[name][mode])),
    ),
  );
  const [first] = names;
  const packages = Object.entries(COLUMNS).map(
    ([mode, title]) => `  ${title}: ${largest(bundles[first][mode].packages)}`,
  );
  return [head, ...rows, `KB of ${first} by package:`, ...packages].join('\n');
}

function row(name, cells) {
  return [name.padEnd(20), ...cells.map((cell) => cell.padStart(18))].join('').trimEnd();
}

function weight({ files, bytes, gzipped }) {
  return `${files}: ${kilobytes(bytes)}, ${kilobytes(gzipped)}`;
}

function largest(packages) {
  const sorted = Object.entries(packages).sort(([, a], [, b]) => b - a);
  return sorted
    .slice(0, LARGEST)
    .map(([name, bytes]) => `${name} ${kilobytes(bytes)}`)
    .join(', ');
}

function kilobytes(bytes) {
  return (bytes / 1_000).toFixed(bytes < 9_950 ? 1 : 0);
}

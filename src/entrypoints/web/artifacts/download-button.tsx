import type { Artifact } from '../../../domain/orchestrator-response.ts';

/** Gives an artifact as a JSON file. */
export function DownloadButton({ artifact, title }: { readonly artifact: Artifact; readonly title: string }) {
  return (
    <button
      type="button"
      class="quiet download"
      aria-label={`Download: ${title}`}
      onClick={() => {
        const file = new Blob([JSON.stringify(artifact, null, 2)], { type: 'application/json' });
        const link = document.createElement('a');
        link.href = URL.createObjectURL(file);
        link.download = `${fileName(title)}.json`;
        link.click();
        setTimeout(() => {
          URL.revokeObjectURL(link.href);
        }, 60_000);
      }}
    >
      Download
    </button>
  );
}

function fileName(title: string): string {
  const plain = title.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-');
  return plain.replaceAll(/^-+|-+$/g, '').slice(0, 80) || 'artifact';
}

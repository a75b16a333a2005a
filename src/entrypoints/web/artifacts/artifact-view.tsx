import type { Artifact } from '../../../domain/orchestrator-response.ts';
import { sendQuestion } from '../model/send-question.ts';
import { Guarded } from '../view/guarded.tsx';
import { MarkdownText } from '../view/markdown-text.tsx';
import { asText } from './as-text.ts';
import { contentOf, type Content } from './content-of.ts';
import { DataTable } from './data-table.tsx';
import { DownloadButton } from './download-button.tsx';
import { ImageView } from './image-view.tsx';
import { JsonTree } from './json-tree.tsx';
import { MapWithFacts } from './map-with-facts.tsx';

const MOST_ACTIONS = 20;

/** Something to look at, drawn as what it is, to be kept as a file, with what may be asked next. */
export function ArtifactView({ artifact }: { readonly artifact: Artifact }) {
  const { title, subtitle } = titlesOf(artifact);
  const tree = <JsonTree value={artifact.data ?? artifact} />;
  return (
    <section class="artifact" aria-label={title}>
      <header>
        <div>
          <h2>{title}</h2>
          {subtitle !== '' && <p>{subtitle}</p>}
        </div>
        <DownloadButton artifact={artifact} title={title} />
      </header>
      <Guarded otherwise={tree}>
        <Body content={contentOf(artifact)} title={title} />
      </Guarded>
      <Actions actions={artifact.actions} />
    </section>
  );
}

function Body({ content, title }: { readonly content: Content; readonly title: string }) {
  switch (content.kind) {
    case 'map':
      return <MapWithFacts geojson={content.geojson} facts={content.facts} title={title} />;
    case 'table':
      return <DataTable columns={content.columns} rows={content.rows} caption={title} />;
    case 'image':
      return <ImageView url={content.url} alt={content.alt} />;
    case 'text':
      return <MarkdownText text={content.text} />;
    case 'json':
      return <JsonTree value={content.value} />;
  }
}

/** What may be asked next: a button sends it. */
function Actions({ actions }: { readonly actions: unknown }) {
  const offered = (Array.isArray(actions) ? actions : []).filter(isAction).slice(0, MOST_ACTIONS);
  if (offered.length === 0) return null;
  return (
    <p class="buttons">
      {offered.map(({ label, query }, index) => (
        <button
          key={index}
          type="button"
          class="quiet"
          title={query}
          onClick={() => {
            sendQuestion(query);
          }}
        >
          {label}
        </button>
      ))}
    </p>
  );
}

function isAction(value: unknown): value is { readonly label: string; readonly query: string } {
  const { label, query } = (value ?? {}) as Record<string, unknown>;
  return typeof label === 'string' && typeof query === 'string' && label.trim() !== '' && query.trim() !== '';
}

function titlesOf({ type, data }: Artifact) {
  const { title, subtitle } = (data ?? {}) as Record<string, unknown>;
  return {
    title: typeof title === 'string' && title !== '' ? asText(title) : asText(type).replaceAll('_', ' '),
    subtitle: typeof subtitle === 'string' ? asText(subtitle) : '',
  };
}

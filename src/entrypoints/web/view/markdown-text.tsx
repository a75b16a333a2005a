import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { markdownFragment } from './markdown-fragment.ts';

/** Longer texts are shown as they are: formatting them would take the reader's time. */
const MOST_FORMATTED = 20_000;
const MOST_SHOWN = 50_000;

/** A text of somebody else's, formatted as Markdown. */
export function MarkdownText({ text }: { readonly text: string }) {
  return text.length > MOST_FORMATTED ? <LongText text={text} /> : <Formatted text={text} />;
}

function Formatted({ text }: { readonly text: string }) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    element.current?.replaceChildren(markdownFragment(text));
  }, [text]);
  return <div class="markdown" ref={element} />;
}

function LongText({ text }: { readonly text: string }) {
  const [shown, setShown] = useState(MOST_SHOWN);
  return (
    <div class="long">
      <pre>{text.slice(0, shown)}</pre>
      {text.length > shown && (
        <button
          type="button"
          class="quiet"
          onClick={() => {
            setShown(shown + MOST_SHOWN);
          }}
        >
          {`Show more of ${text.length.toLocaleString()} characters`}
        </button>
      )}
    </div>
  );
}

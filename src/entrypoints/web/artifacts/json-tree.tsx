import { useState } from 'preact/hooks';
import { asText } from './as-text.ts';

const AT_ONCE = 100;

/** Plain data, to be opened level by level; what is closed costs nothing. */
export function JsonTree({ value }: { readonly value: unknown }) {
  return (
    <div class="json">
      <Node name="data" value={value} isOpen />
    </div>
  );
}

function Node({
  name,
  value,
  isOpen = false,
}: {
  readonly name: string;
  readonly value: unknown;
  readonly isOpen?: boolean;
}) {
  const [open, setOpen] = useState(isOpen);
  const [shown, setShown] = useState(AT_ONCE);
  if (typeof value !== 'object' || value === null) {
    return (
      <p class="leaf">
        <span class="name">{asText(name)}</span> <span class="value">{asText(value)}</span>
      </p>
    );
  }
  const parts: readonly (readonly [string, unknown])[] = Object.entries(value);
  return (
    <details
      open={open}
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
      }}
    >
      <summary>
        <span class="name">{asText(name)}</span>{' '}
        <span class="size">{`${parts.length} ${Array.isArray(value) ? 'item' : 'field'}${parts.length === 1 ? '' : 's'}`}</span>
      </summary>
      {open && parts.slice(0, shown).map(([key, part]) => <Node key={key} name={key} value={part} />)}
      {open && parts.length > shown && (
        <button
          type="button"
          class="quiet"
          onClick={() => {
            setShown(shown + AT_ONCE);
          }}
        >
          {`${parts.length - shown} more`}
        </button>
      )}
    </details>
  );
}

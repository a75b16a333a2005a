import { useEffect, useRef } from 'preact/hooks';
import { setToken, setUser, token, tokenWanted, userId } from '../model/identity.ts';

const MOST = 256;

/** Who the page speaks for: a name of the user's own, or a bearer token where the server wants one. */
export function IdentityForm() {
  const details = useRef<HTMLDetailsElement>(null);
  const wanted = tokenWanted.value;
  useEffect(() => {
    if (wanted && details.current) details.current.open = true;
  }, [wanted]);
  return (
    <details class="identity" ref={details}>
      <summary>{token.value === '' ? userId.value : 'Signed in by a token'}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const fields = new FormData(event.currentTarget);
          const user = textOf(fields, 'user');
          if (user !== '' && user !== userId.value) setUser(user);
          setToken(textOf(fields, 'token'));
        }}
      >
        <label>
          User
          <input name="user" maxLength={MOST} defaultValue={userId.value} autocomplete="off" spellcheck={false} />
        </label>
        <label>
          Bearer token
          <input name="token" type="password" defaultValue={token.value} autocomplete="off" />
        </label>
        {wanted && <p class="warning">This server asks for a bearer token.</p>}
        <p class="hint">
          A token is kept until this tab is closed; where the server takes none, the user’s name counts.
        </p>
        <button type="submit">Use</button>
      </form>
    </details>
  );
}

function textOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

import { useState } from 'preact/hooks';

/** A scope, client, token, person or entry looks the same wherever it is, leads to its page and can be copied. */
function ObjectLink({
  text,
  shown = text,
  href,
  short = shown !== text,
}: {
  readonly text: string;
  readonly shown?: string;
  readonly href: string | null;
  /** Whether it stays on one line. */
  readonly short?: boolean;
}) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1200);
  };
  const name = <code title={shown === text ? undefined : text}>{shown}</code>;
  return (
    <span class={short ? 'object short' : 'object'}>
      {href === null ? name : <a href={href}>{name}</a>}
      <button class="plain copy" type="button" aria-label={`Copy ${text}`} onClick={() => void copy()}>
        {copied ? 'copied' : 'copy'}
      </button>
    </span>
  );
}

export const ScopeLink = ({ name }: { readonly name: string }) => (
  <ObjectLink text={name} href={`/scopes/${encodeURIComponent(name)}`} />
);

export const ClientLink = ({ id }: { readonly id: string }) => (
  <ObjectLink text={id} href={`/clients/${encodeURIComponent(id)}`} />
);

export const TokenLink = ({ fingerprint }: { readonly fingerprint: string }) => (
  <ObjectLink text={fingerprint} shown={shortened(fingerprint)} href={`/tokens/${encodeURIComponent(fingerprint)}`} />
);

export const EntryLink = ({ index }: { readonly index: number }) => (
  <a class="nowrap" href={`/entries/${index}`} aria-label={`entry ${index}`}>
    <code>#{index}</code>
  </a>
);

export const PersonName = ({ id }: { readonly id: string }) => <ObjectLink text={id} href={null} short />;

export const Digest = ({ digest }: { readonly digest: string }) => (
  <ObjectLink text={digest} shown={`${digest.slice(0, 15)}…`} href={null} />
);

/** Who did something, where that is known. */
export const Who = ({
  by: { person, kind },
}: {
  readonly by: { readonly person: string | null; readonly kind: string };
}) => (person === null ? <span class="quiet">nobody known ({kind})</span> : <PersonName id={person} />);

export function PersonList({ ids }: { readonly ids: readonly string[] }) {
  if (ids.length === 0) return <span class="quiet">nobody</span>;
  return (
    <>
      {ids.map((id, index) => (
        <span key={id}>
          {index === 0 ? '' : ', '}
          <PersonName id={id} />
        </span>
      ))}
    </>
  );
}

function shortened(fingerprint: string): string {
  return `${fingerprint.slice(0, fingerprint.indexOf(':') + 11)}…`;
}

export function ScopeList({ names }: { readonly names: readonly string[] }) {
  if (names.length === 0) return <span class="quiet">none</span>;
  return (
    <span class="list">
      {names.map((name) => (
        <ScopeLink key={name} name={name} />
      ))}
    </span>
  );
}

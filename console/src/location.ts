import { useEffect, useState } from 'preact/hooks';

/** The address of the page is what it shows: filters stand in it, and going back goes back. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

const CHANGED = 'ambit:place';

function placeOfNow(): Place {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}

export function usePlace(): Place {
  const [place, setPlace] = useState(placeOfNow);
  useEffect(() => {
    const update = (): void => setPlace(placeOfNow());
    addEventListener('popstate', update);
    addEventListener(CHANGED, update);
    return () => {
      removeEventListener('popstate', update);
      removeEventListener(CHANGED, update);
    };
  }, []);
  return place;
}

export function goTo(address: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  dispatchEvent(new Event(CHANGED));
}

/** The address with some of its query changed; null or an empty text takes a member out. */
export function withQuery({ path, query }: Place, changes: Readonly<Record<string, string | null>>): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes))
    if (value === null || value === '') next.delete(name);
    else next.set(name, value);
  const text = next.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Links to pages of the console change the page without loading it again. */
export function followLinks(): () => void {
  const follow = (event: MouseEvent): void => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    // Links in pictures are SVG's, and have no plain address.
    const href = link?.getAttribute('href') ?? null;
    if (link === null || href === null || link.getAttribute('target') !== null || link.hasAttribute('download')) return;
    const url = new URL(href, location.href);
    if (url.origin !== location.origin || url.pathname.startsWith('/session/')) return;
    if (url.pathname === location.pathname && url.hash !== '') return;
    event.preventDefault();
    goTo(`${url.pathname}${url.search}`);
    scrollTo(0, 0);
  };
  document.addEventListener('click', follow);
  return () => document.removeEventListener('click', follow);
}

import { goTo } from './location.ts';

/** Pages that are one keystroke after `g`, in the order of the navigation. */
export const PAGES = [
  { path: '/', key: 'o', title: 'Overview' },
  { path: '/clients', key: 'c', title: 'Clients' },
  { path: '/scopes', key: 's', title: 'Scopes' },
  { path: '/tokens', key: 't', title: 'Tokens' },
  { path: '/elevations', key: 'l', title: 'Elevations' },
  { path: '/policy', key: 'p', title: 'Policy' },
  { path: '/alerts', key: 'a', title: 'Alerts' },
  { path: '/controls', key: 'k', title: 'Controls' },
  { path: '/evidence', key: 'e', title: 'Evidence' },
] as const;

const SEQUENCE_MILLISECONDS = 1500;

/** `/` goes to the page's filter, `g` and a letter to a page, `?` shows the keys. Never while somebody writes. */
export function listenToKeys(showHelp: () => void): () => void {
  let goingSince = Number.NEGATIVE_INFINITY;
  const pressed = (event: KeyboardEvent): void => {
    const { target, key } = event;
    const writes = target instanceof HTMLElement && target.closest('input, select, textarea, dialog') !== null;
    if (writes || event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.timeStamp - goingSince < SEQUENCE_MILLISECONDS) {
      goingSince = Number.NEGATIVE_INFINITY;
      const page = PAGES.find((one) => one.key === key);
      if (page !== undefined) goTo(page.path);
      return;
    }
    if (key === 'g') goingSince = event.timeStamp;
    else if (key === '?') showHelp();
    else if (key === '/') {
      const filter = document.querySelector<HTMLInputElement>('[data-filter]');
      if (filter === null) return;
      event.preventDefault();
      filter.focus();
    }
  };
  addEventListener('keydown', pressed);
  return () => removeEventListener('keydown', pressed);
}

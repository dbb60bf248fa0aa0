import type { Provider } from '../provider.ts';

/** developer.spotify.com/documentation/web-api/concepts/scopes. */
export const spotify: Provider = {
  id: 'spotify',
  title: 'Spotify',
  looksLike: (name) =>
    /^(user-(read|modify|library|follow|top)-[\w-]+|playlist-(read|modify)-[\w-]+|ugc-image-upload|app-remote-control)$/.test(
      name,
    ),
  broad: [],
  load: () => import('../data/spotify.ts'),
};

// Written by a script of tools/catalogs/; change that.
import type { CatalogData } from '../catalog-data.ts';

export const catalog: CatalogData = {
  sources: [{ name: 'sonallux/spotify-web-api', version: 'a3369587d22f', licence: 'MIT' }],
  prefix: '',
  lines: `app-remote-control	w		
playlist-modify-private	w		
playlist-modify-public	w		
playlist-read-collaborative	r		
playlist-read-private	r		
streaming	w		
ugc-image-upload	w		
user-follow-modify	w		
user-follow-read	r		
user-library-modify	w		
user-library-read	r		
user-modify-playback-state	w		
user-read-currently-playing	r		
user-read-email	r		
user-read-playback-position	r		
user-read-playback-state	r		
user-read-private	r		
user-read-recently-played	r		
user-top-read	r		`,
};

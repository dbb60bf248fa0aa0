// Written by a script of tools/catalogs/; change that.
import type { CatalogData } from '../catalog-data.ts';

export const catalog: CatalogData = {
  sources: [{ name: 'sonallux/spotify-web-api', version: 'a3369587d22f', licence: 'MIT' }],
  prefix: '',
  lines: `app-remote-control	w		Communicate with the Spotify app on your device
playlist-modify-private	w		Manage your private playlists
playlist-modify-public	w		Manage your public playlists
playlist-read-collaborative	r		Access your collaborative playlists
playlist-read-private	r		Access your private playlists
streaming	w		Play content and control playback on your other devices
ugc-image-upload	w		Upload images to Spotify on your behalf
user-follow-modify	w		Manage your saved content
user-follow-read	r		Access your followers and who you are following
user-library-modify	w		Manage your saved content
user-library-read	r		Access your saved content
user-modify-playback-state	w		Control playback on your Spotify clients and Spotify Connect devices
user-read-currently-playing	r		Read your currently playing content
user-read-email	r		Get your real email address
user-read-playback-position	r		Read your position in content you have played
user-read-playback-state	r		Read your currently playing content and Spotify Connect devices information
user-read-private	r		Access your subscription details
user-read-recently-played	r		Access your recently played items
user-top-read	r		Read your top artists and content`,
};

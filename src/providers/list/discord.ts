import { broadNames, type Provider } from '../provider.ts';

/** discord.com/developers/docs/topics/oauth2. */
export const discord: Provider = {
  id: 'discord',
  title: 'Discord',
  looksLike: (name) =>
    /^(guilds(\.\w+)*|gdm\.join|dm_channels\.read|applications\.(commands|builds|store|entitlements)(\.\w+)*|webhook\.incoming|role_connections\.write|rpc\.\w+(\.\w+)*|relationships\.\w+|identify\.premium|sdk\.social_layer\w*)$/.test(
      name,
    ),
  broad: [
    broadNames('bot', /^bot$/, 'puts a bot into a server with whatever permissions its link names'),
    broadNames('rpc', /^rpc$/, 'controls the client on the same machine'),
    broadNames('messages.read, dm_channels.read', /^(messages|dm_channels)\.read$/, 'reads private messages'),
    broadNames('guilds.join', /^guilds\.join$/, 'makes the user join servers'),
  ],
  load: () => import('../data/discord.ts'),
};

import { broadNames, type Provider } from '../provider.ts';

const OWN =
  /^(channels|groups|im|mpim|app_mentions|chat|usergroups|users\.profile|conversations\.connect|remote_files|canvases|dnd|emoji|reactions|pins|links\.embed|metadata\.message|workflow\.steps|assistant|app_configurations|admin\.(analytics|apps|app_activities|barriers|chat|conversations|invites|roles|teams|usergroups|workflows)):\w/;

/** docs.slack.dev/reference/scopes. */
export const slack: Provider = {
  id: 'slack',
  title: 'Slack',
  looksLike: (name) =>
    OWN.test(name) || name === 'incoming-webhook' || name === 'users:read.email' || name.startsWith('search:read.'),
  broad: [
    broadNames(
      'admin, admin.*, auditlogs:read, discovery:*',
      /^(admin$|admin\.|auditlogs:read$|discovery:)/,
      'acts on a whole workspace or organisation',
    ),
    broadNames(
      'search:read, search:read.enterprise',
      /^search:read(\.enterprise)?$/,
      'finds everything that the user can read, private messages included',
    ),
    broadNames(
      'client, bot, read, post, rtm:stream of classic apps, and scopes over conversations of every kind',
      /^(client|bot|read|post|rtm:stream|conversations:(history|read|write))$/,
      'comes from before Slack had finer scopes, and holds many of them',
    ),
  ],
  load: () => import('../data/slack.ts'),
};

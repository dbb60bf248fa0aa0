import { broadNames, type Provider } from '../provider.ts';

/** developers.figma.com/docs/rest-api/scopes. */
export const figma: Provider = {
  id: 'figma',
  title: 'Figma',
  looksLike: (name) =>
    /^(file_(comments|content|dev_resources|metadata|variables|versions):(read|write)|current_user:read|library_\w+:read|team_library_content:read|org:activity_log_read)$/.test(
      name,
    ),
  broad: [
    broadNames(
      'files:read, file_read',
      /^(files:read|file_read)$/,
      'reads files, projects, comments, people and webhooks at once, and is retired for it',
    ),
    broadNames('org:activity_log_read', /^org:activity_log_read$/, 'reads what everybody in the organisation did'),
  ],
  load: () => import('../data/figma.ts'),
};

import { broadNames, type Provider } from '../provider.ts';

/** developers.dropbox.com/oauth-guide. */
export const dropbox: Provider = {
  id: 'dropbox',
  title: 'Dropbox',
  looksLike: (name) =>
    /^(files\.(content|metadata|team_metadata)\.(read|write)|files\.permanent_delete|account_info\.(read|write)|file_requests\.(read|write)|team_(data|info)\.[\w.]+)$/.test(
      name,
    ),
  broad: [
    broadNames('team_data.*', /^team_data\./, 'reaches the files of every member of the team'),
    broadNames('members.write, members.delete', /^members\.(write|delete)$/, 'adds and removes members of the team'),
    broadNames('files.permanent_delete', /^files\.permanent_delete$/, 'deletes for good'),
  ],
  load: () => import('../data/dropbox.ts'),
};

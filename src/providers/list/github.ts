import { broadNames, type Provider } from '../provider.ts';

const OWN =
  /^(public_repo|repo:(status|invite)|repo_deployment|delete_repo|user:(email|follow)|(admin|write|read):(org|repo_hook|org_hook|public_key|gpg_key|ssh_signing_key|packages|enterprise|discussion)|delete:packages|security_events|manage_runners:enterprise|manage_billing:enterprise|read:audit_log)$/;
const APP =
  /^(pull_requests|organization_\w+|repository_hooks|repository_projects|vulnerability_alerts|secret_scanning_alerts|dependabot_secrets):(read|write|admin)$/;

/** docs.github.com/apps/oauth-apps and /rest/authentication/permissions-required-for-github-apps. */
export const github: Provider = {
  id: 'github',
  title: 'GitHub',
  looksLike: (name) => OWN.test(name) || APP.test(name),
  broad: [
    broadNames(
      'repo, public_repo',
      /^(repo|public_repo)$/,
      'changes code, hooks and collaborators of every repository that the user can change',
    ),
    broadNames('admin:*, site_admin', /^(admin:|site_admin$)/, 'administers what it names, people and rights included'),
    broadNames('delete_repo, delete:packages', /^delete[_:]/, 'deletes for good'),
    broadNames(
      'workflow, workflows:write',
      /^(workflow|workflows:write)$/,
      'changes what runs with the secrets of repositories',
    ),
    broadNames('user', /^user$/, 'changes the whole profile of the user'),
    broadNames(
      'administration:write, members:write, secrets:write, organization_administration:write, organization_secrets:write …',
      /^(administration|members|secrets|dependabot_secrets|codespaces_secrets|organization_(administration|secrets|hooks|custom_roles|custom_org_roles|personal_access_tokens|self_hosted_runners)):(write|admin)$/,
      'changes who may do what, or the secrets of repositories and organisations',
    ),
  ],
  load: () => import('../data/github.ts'),
};

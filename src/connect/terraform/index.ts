import { TerraformModule } from '../hcl/module.ts';
import type { SourceFile } from '../source-file.ts';
import { member } from '../tree.ts';
import type { Inventory, Reader } from '../types.ts';
import { readAuth0 } from './auth0.ts';
import { readCognito } from './cognito.ts';
import { readEntra } from './entra.ts';
import { readOkta } from './okta.ts';
import { TerraformReading } from './values.ts';

/** One a provider: adding one is adding a file and a line here. */
const PROVIDERS = [readAuth0, readOkta, readEntra, readCognito];

/** Terraform configuration of Okta, Microsoft Entra ID, Auth0 and Amazon Cognito, as `.tf` or `.tf.json`. */
export const terraformReader: Reader = {
  id: 'terraform',
  title: 'Terraform of Okta, Entra ID, Auth0 and Cognito (.tf, .tf.json, .tfvars)',
  recognises: ({ format, path, root }) =>
    format === 'terraform' || (/\.tf\.json$/i.test(path) && member(root, 'resource') !== undefined),
  read: (files) => modulesOf(files).flatMap(readModule),
};

/** Terraform reads the files of one folder as one, and no file of another. */
function modulesOf(files: readonly SourceFile[]): SourceFile[][] {
  const modules = new Map<string, SourceFile[]>();
  for (const file of files) {
    const folder = file.path.replace(/[^\\/]*$/, '');
    modules.set(folder, [...(modules.get(folder) ?? []), file]);
  }
  return [...modules.values()];
}

function readModule(files: readonly SourceFile[]): Inventory[] {
  const module = new TerraformModule(files);
  const paths = files.map(({ path }) => path);
  return PROVIDERS.flatMap((read) => read(new TerraformReading(module), paths) ?? []);
}

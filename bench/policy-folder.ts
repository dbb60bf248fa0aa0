import type { PolicyFileText } from '../src/policy/index.ts';

const APIS = 100;
const CLIENTS_A_FILE = 50;

/** A folder as a large company's: an API with its scopes in each of a hundred files, clients by their teams in the others. */
export function policyFolder(clients: number, scopes: number): PolicyFileText[] {
  const scopesOfApi = Math.ceil(scopes / APIS);
  const scopeName = (api: number, index: number): string => `api-${api}:thing-${index % scopesOfApi}`;
  const files: PolicyFileText[] = [
    {
      path: 'policy.yaml',
      text: `environment: production
issuers:
  https://login.acme.example: { level: guarded }
people:
${Array.from({ length: 200 }, (_, person) => `  p-${person}: {}\n`).join('')}`,
    },
  ];
  for (let api = 0; api < APIS; api++) {
    const lines = [
      `# What api-${api} empowers, and for whom.`,
      'resourceServers:',
      `  api-${api}:`,
      '    description: Keeps the things of a department.',
      `    owner: p-${api % 200}`,
      `    audience: https://api-${api}.acme.example`,
      'scopes:',
    ];
    for (let index = 0; index < scopesOfApi; index++)
      lines.push(
        `  ${scopeName(api, index)}:`,
        `    resourceServer: api-${api}`,
        `    description: Reads the things of kind ${index} and their state.`,
        `    why: "The department's reports count them, day by day."`,
        `    owner: p-${api % 200}`,
        `    author: p-${(api + 1) % 200}`,
        '    risk: low',
        '    sensitivity: internal',
        '    maxTtlSeconds: 900 # a quarter of an hour',
        '    reviewIntervalDays: 180',
        '',
      );
    files.push({ path: `scopes/api-${api}.yaml`, text: lines.join('\n') });
  }
  for (let first = 0; first < clients; first += CLIENTS_A_FILE) {
    const lines = ['clients:'];
    for (let client = first; client < Math.min(first + CLIENTS_A_FILE, clients); client++) {
      const api = client % APIS;
      const standing = Array.from({ length: 5 }, (_, index) => scopeName(api, client + index));
      const web = client % 3 === 0;
      lines.push(
        `  client-${client}:`,
        `    owner: p-${client % 200}`,
        `    author: p-${(client + 7) % 200}`,
        `    purpose: Shows the things of department ${api} to who works there.`,
        `    grantTypes: [${web ? 'authorization_code, refresh_token' : 'client_credentials'}]`,
        ...(web ? [`    redirectUris: ['https://client-${client}.acme.example/callback']`] : []),
        `    standing: [${standing.join(', ')}]`,
        '    maxTtlSeconds: 900',
        '    expires: 2027-06-30T00:00:00Z',
        '',
      );
    }
    files.push({ path: `clients/team-${first / CLIENTS_A_FILE}.yaml`, text: lines.join('\n') });
  }
  return files;
}
